package dap.cli;

import dap.warehouse.postgres.embedded.Binaries;
import dap.warehouse.postgres.embedded.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The embedded warehouse of a new lake, made once for all tests of this process: making one takes
/// seconds, a copy a fraction of one.
final class PreparedWarehouse {

    private static final Binaries BINARIES = Binaries.inCacheOf(System.getenv());
    private static final Path MADE = make();

    private PreparedWarehouse() {}

    private static Path make() {
        try {
            Path folder = Files.createTempDirectory("dap-prepared");
            Path warehouse = folder.resolve("warehouse");
            EmbeddedServer.attach(warehouse, BINARIES).close();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Snapshot.delete(folder)));
            return warehouse;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void copyTo(Path warehouse) {
        try {
            Files.createDirectories(
                    warehouse.getParent(),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Snapshot.copy(MADE, warehouse);
    }

    static EmbeddedServer attach(Path warehouse) {
        return EmbeddedServer.attach(warehouse, BINARIES);
    }
}
