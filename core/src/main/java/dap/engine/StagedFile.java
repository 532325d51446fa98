package dap.engine;

import dap.model.Column;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A committed STAGE file, to be read.
///
/// @param id the catalog's number for it
/// @param path where its rows lie
/// @param part its name, where that is a compacted file, which holds the rows of others too
public record StagedFile(long id, Path path, Optional<String> part) {

    /// One that has a file of its own.
    public StagedFile(long id, Path path) {
        this(id, path, Optional.empty());
    }

    /// What names it among those of its partition.
    public String name() {
        return part.orElseGet(() -> String.valueOf(path.getFileName()));
    }

    /// What the folders above it say of a partition key: `processed_date=20240105`.
    ///
    /// @param key compared without case
    public Optional<String> partitionValue(String key) {
        String prefix = key + "=";
        for (Path folder : path) {
            String name = folder.toString();
            if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return Optional.of(name.substring(prefix.length()));
            }
        }
        return Optional.empty();
    }

    /// The file as `table` has it.
    ///
    /// @param shown what `"$path"` is to return
    public TableFile in(LakeTable table, String shown) {
        List<String> partition = new ArrayList<>();
        for (Column key : table.partitionKeys()) {
            partitionValue(key.hiveName()).ifPresent(partition::add);
        }
        return new TableFile(path, shown, partition, part);
    }
}
