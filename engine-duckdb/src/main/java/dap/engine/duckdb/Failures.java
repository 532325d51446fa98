package dap.engine.duckdb;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts DuckDB's errors into words. Its own words may hold values of events, so they stay here:
/// kinds, paths and line numbers go on.
final class Failures {

    private static final Pattern LINE = Pattern.compile("\\bline (\\d+)");

    private Failures() {}

    /// @param what the statement, as a message begins: `athena-scripts/…/x.sql`
    /// @param files the files that it read
    static DapException of(String what, Collection<Path> files, SQLException error) {
        String message = String.valueOf(error.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("disk full")) {
            return new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "%s: the disk is full.".formatted(what),
                    "Make room on the lake's disk, then run again.");
        }
        if (lower.startsWith("out of memory")) {
            return new DapException(
                    ErrorCode.ENGINE_UNAVAILABLE,
                    "%s: DuckDB needs more memory than its limit.".formatted(what),
                    "Raise the engine's memory limit, or lower its number of threads.");
        }
        if (isForbidden(error)) {
            return new DapException(
                    ErrorCode.SQL_FAILED,
                    "%s: the statement needs what DuckDB may not do here: a file outside of the lake, an extension or a setting."
                            .formatted(what),
                    "DAP wrote SQL that it must not write: please report the statement.");
        }
        Optional<Path> file =
                files.stream().filter(path -> message.contains(path.toString())).findFirst();
        if (lower.startsWith("io error") || lower.contains("gzip")) {
            return new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "%s: %s cannot be read or written."
                            .formatted(what, file.map(Path::toString).orElse("a file")),
                    "Check that the file is there, whole and readable, and the disk has room.");
        }
        return new DapException(
                ErrorCode.SQL_FAILED,
                "%s: the statement failed while it ran: %s%s."
                        .formatted(what, Complaint.of(message), position(file, message)),
                hint(lower));
    }

    private static String position(Optional<Path> file, String message) {
        if (file.isEmpty()) {
            return "";
        }
        Matcher line = LINE.matcher(message);
        return " in " + file.get() + (line.find() ? " line " + line.group(1) : "");
    }

    private static String hint(String lower) {
        if (lower.startsWith("binder error") || lower.startsWith("parser error")) {
            return "DAP wrote SQL that DuckDB refuses, which is a fault of DAP: please report the statement.";
        }
        if (lower.contains("division by zero")) {
            return "Something is divided by zero: use NULLIF(…, 0), or try(…).";
        }
        if (lower.contains("unfitvalue: array subscript")) {
            return "An array is shorter than the subscript: use element_at(…), which gives NULL.";
        }
        return "A value does not fit the statement: use try_cast(…) or try(…) where values vary.";
    }

    /// Whether DuckDB refused to leave the lake's folders.
    static boolean isForbidden(SQLException error) {
        String message = String.valueOf(error.getMessage());
        return message.startsWith("Permission Error:")
                || message.contains("the configuration has been locked");
    }

    /// Whether a line was longer than the reader's buffer.
    static boolean isTooLong(SQLException error) {
        String message = String.valueOf(error.getMessage());
        return message.contains("maximum_object_size") && message.contains("exceeded");
    }
}
