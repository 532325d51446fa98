package dap.engine;

import java.nio.file.Path;
import java.util.Optional;

/// A committed STAGE file, to be read.
///
/// @param id the catalog's number for it
public record StagedFile(long id, Path path) {

    /// What the folders above it say of a partition key: `processed_date=20240105`.
    ///
    /// @param key compared without case
    public Optional<String> partitionValue(String key) {
        String prefix = key + "=";
        for (Path part : path) {
            String name = part.toString();
            if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return Optional.of(name.substring(prefix.length()));
            }
        }
        return Optional.empty();
    }
}
