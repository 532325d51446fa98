package dap.catalog;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.nio.file.Path;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Tells what the disk refuses from what is our own fault.
final class CatalogFailure {

    /// The primary code is the low byte of an extended one.
    private static final int PRIMARY = 0xff;

    private CatalogFailure() {}

    /// The failure of reading or writing the catalog in `file`; `failure` itself where neither the
    /// disk nor another process is to blame.
    static RuntimeException of(Path file, JdbiException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException refused) {
                return of(file, refused, failure);
            }
        }
        return failure instanceof ConnectionException
                ? Catalog.unavailable(file, failure)
                : failure;
    }

    private static RuntimeException of(Path file, SQLiteException refused, JdbiException failure) {
        Path folder = file.toAbsolutePath().getParent();
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(refused.getResultCode().code & PRIMARY);
        return switch (code) {
            case SQLITE_FULL ->
                    unavailable(
                            "The catalog %s cannot be written: the disk is full.".formatted(file),
                            "Free space on the disk that holds %s, then repeat the command; nothing was lost."
                                    .formatted(folder),
                            failure);
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH, SQLITE_CANTOPEN ->
                    unavailable(
                            "The catalog %s cannot be written: access is denied.".formatted(file),
                            "Give this user the right to write in %s, or name another lake with --lake."
                                    .formatted(folder),
                            failure);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                    unavailable(
                            "The catalog %s is held by another process for too long."
                                    .formatted(file),
                            "Repeat the command when the other one is done.",
                            failure);
            case SQLITE_IOERR ->
                    unavailable(
                            "The catalog %s cannot be read or written: %s."
                                    .formatted(file, refused.getResultCode().message),
                            "Check the disk that holds %s, and whether it is full, then repeat the command."
                                    .formatted(folder),
                            failure);
            // SQLite says so, too, where the disk refuses to hand out a page.
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                    unavailable(
                            "The catalog %s cannot be read: it is damaged, or its disk is."
                                    .formatted(file),
                            "Repeat the command. If that does not help, restore the file from a copy, or move it away and rebuild it from RAW with 'dap rebuild'.",
                            failure);
            // Anything else is about our statements.
            default -> failure;
        };
    }

    private static DapException unavailable(String problem, String hint, JdbiException cause) {
        return new DapException(ErrorCode.STORE_UNAVAILABLE, problem, hint, cause);
    }
}
