package dap.warehouse.postgres.embedded;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Data on which no server starts: torn by a disk, or by two servers at once.
public final class DamagedData {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private DamagedData() {}

    /// Sets the data in `folder` aside, if the server does not start on them, and makes new, empty
    /// ones in their place. Nothing is deleted.
    ///
    /// @return where they are now; empty if the server starts, or there are none
    /// @throws DapException `LAKE_HELD` if a server is at work on them all the same;
    ///   `WAREHOUSE_UNAVAILABLE` if no new ones can be made: then all is as it was
    public static Optional<Path> setAside(Path folder, Binaries binaries) {
        if (!Files.isDirectory(folder.resolve("data"))) {
            return Optional.empty();
        }
        try {
            EmbeddedServer.attach(folder, binaries).close();
            return Optional.empty();
        } catch (DapException e) {
            if (e.code() != ErrorCode.WAREHOUSE_UNAVAILABLE
                    && e.code() != ErrorCode.WAREHOUSE_FAILED) {
                throw e;
            }
        }
        return EmbeddedServer.doing(
                folder,
                () -> {
                    DataFolder files = new DataFolder(folder.toRealPath(), binaries);
                    try (FileChannel channel = EmbeddedServer.open(files, "server.lock");
                            FileLock _ = channel.lock()) {
                        new ServerLock(files).refuseIfHeld();
                        return Optional.of(
                                files.replaceData("data.broken-" + STAMP.format(Instant.now())));
                    }
                });
    }
}
