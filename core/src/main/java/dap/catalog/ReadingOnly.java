package dap.catalog;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.store.FileMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/// A catalog as who may not write it reads it: nothing is made beside the file.
///
/// While somebody writes, there is a write-ahead log, and SQLite reads it with the writer's own
/// index. Where there is none, no file may be made for it, and the catalog is read as one that does
/// not change: if it did meanwhile, what was read does not count, and is read again.
record ReadingOnly(Path file) {

    private static final int ATTEMPTS = 20;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int BUSY_TIMEOUT_MILLIS = 60_000;

    static boolean isWanted(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return Files.exists(file) && !(Files.isWritable(file) && Files.isWritable(folder));
    }

    Jdbi jdbi() {
        return Jdbi.create(this::connect);
    }

    private Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setOpenMode(SQLiteOpenMode.OPEN_URI);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        String how = hasLog() ? "mode=ro" : "immutable=1";
        source.setUrl("jdbc:sqlite:file:%s?%s".formatted(file.toUri().getRawPath(), how));
        return source.getConnection();
    }

    private boolean hasLog() {
        return Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
    }

    private boolean hasIndex() {
        return Files.exists(file.resolveSibling(file.getFileName() + "-shm"));
    }

    /// What `work` reads, of one state of the catalog.
    <R> R read(Jdbi jdbi, HandleCallback<R, RuntimeException> work) {
        for (int attempt = 1; ; attempt++) {
            Optional<FileMark> before = mark();
            boolean hadLog = hasLog();
            try {
                R result = jdbi.withHandle(work);
                if (hadLog || before.equals(mark())) {
                    return result;
                }
                if (attempt == ATTEMPTS) {
                    throw changing();
                }
            } catch (JdbiException e) {
                // A writer that comes makes the log before its index, and the last one to go
                // deletes the index before the log; without a log, a page may be half written.
                if (attempt == ATTEMPTS) {
                    throw hasLog() && !hasIndex() ? withoutIndex(e) : e;
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private DapException changing() {
        return new DapException(
                ErrorCode.STORE_UNAVAILABLE,
                "The catalog %s was changed each time it was read.".formatted(file),
                "Repeat the command.");
    }

    private DapException withoutIndex(JdbiException cause) {
        return new DapException(
                ErrorCode.STORE_UNAVAILABLE,
                "The catalog %s has a write-ahead log and no index of it (catalog.db-shm), and who may only read the lake cannot make one."
                        .formatted(file),
                "Let its owner run any command; in a copy, put back catalog.db-shm.",
                cause);
    }

    private Optional<FileMark> mark() {
        try {
            return FileMark.find(file);
        } catch (IOException e) {
            throw Catalog.unavailable(file, e);
        }
    }

    /// The lake's id.
    String open(Jdbi jdbi, int schemaVersion) {
        int version =
                read(
                        jdbi,
                        handle ->
                                handle.createQuery("PRAGMA user_version")
                                        .mapTo(Integer.class)
                                        .one());
        if (version != schemaVersion) {
            throw new DapException(
                    ErrorCode.LAKE_INCOMPATIBLE,
                    "The catalog %s has schema version %d, and this DAP reads version %d; who may only read the lake cannot bring it over."
                            .formatted(file, version, schemaVersion),
                    version < schemaVersion
                            ? "Let its owner run any command of this DAP: it brings the catalog over."
                            : "Use the DAP that made it, or a newer one.");
        }
        return read(
                jdbi,
                handle -> handle.createQuery("SELECT lake_id FROM lake").mapTo(String.class).one());
    }

    DapException refusal() {
        Path lake = Objects.requireNonNull(file.toAbsolutePath().getParent());
        return new DapException(
                ErrorCode.STORE_UNAVAILABLE,
                "The lake in %s can be read by you, and not written.".formatted(lake),
                isOnReadOnlyDisk(lake)
                        ? "Its disk is mounted read-only: mount it for writing, and repeat the command."
                        : "Let %s run this command.".formatted(owner()));
    }

    private static boolean isOnReadOnlyDisk(Path lake) {
        try {
            return Files.getFileStore(lake).isReadOnly();
        } catch (IOException _) {
            return false;
        }
    }

    private String owner() {
        try {
            return "its owner, " + Files.getOwner(file).getName() + ",";
        } catch (IOException | UnsupportedOperationException _) {
            return "its owner";
        }
    }
}
