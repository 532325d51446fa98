package dap.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where somebody who may only read a lake has files in the making: a folder of this process's own
/// among the system's temporary ones, for its user alone. Closing deletes it.
public final class ReaderFolder implements AutoCloseable {

    private final Path path;

    private ReaderFolder(Path path) {
        this.path = path;
    }

    /// @throws dap.errors.DapException `STORE_UNAVAILABLE`
    public static ReaderFolder make() {
        try {
            return new ReaderFolder(Files.createTempDirectory("dap-reader-").toRealPath());
        } catch (IOException e) {
            throw StoreFailure.writing(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            List<Path> deepestFirst;
            try (Stream<Path> found = Files.walk(path)) {
                deepestFirst = found.toList().reversed();
            }
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw StoreFailure.writing(path, e);
        }
    }
}
