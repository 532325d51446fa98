package dap.store;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What lies below a folder of the lake.
public final class Listing {

    private Listing() {}

    /// All files below `folder`, in order; none where it is not there.
    ///
    /// @throws DapException `STORE_UNAVAILABLE` if it cannot be listed
    public static List<Path> filesBelow(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "%s cannot be listed: %s.".formatted(folder, e.getMessage()),
                    "Check that the folder may be read.",
                    e);
        }
    }
}
