package dap.engine.trino;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts Trino's errors into words. Its own words may hold values of events, so they stay here: the
/// kind goes on, and the query's id, under which the cluster's own page shows the rest.
final class Failures {

    private static final Pattern QUERY = Pattern.compile("#(\\d{8}_\\d{6}_\\d{5}_\\w{5})");

    // Trino's StandardErrorCode: the user's faults begin at 0, the server's own, then missing
    // resources, then those of what lies outside, the connectors' faults above.
    private static final int SYNTAX_ERROR = 1;
    private static final int USER_CANCELED = 3;
    private static final int PERMISSION_DENIED = 4;
    private static final int NOT_FOUND = 5;
    private static final int INVALID_FUNCTION_ARGUMENT = 7;
    private static final int DIVISION_BY_ZERO = 8;
    private static final int INVALID_CAST_ARGUMENT = 9;
    private static final int NUMERIC_VALUE_OUT_OF_RANGE = 19;
    private static final int SUBQUERY_MULTIPLE_ROWS = 28;
    private static final int INTERNAL = 0x1_0000;
    private static final int RESOURCES = 0x2_0000;
    private static final int EXTERNAL = 0x3_0000;
    private static final int CONNECTORS = 0x100_0000;

    private Failures() {}

    /// @param what the statement, as a message begins: `athena-scripts/…/x.sql`
    static DapException of(String what, SQLException error) {
        String message = String.valueOf(error.getMessage());
        Matcher query = QUERY.matcher(message);
        if (!query.find()) {
            return unreachable(what, error);
        }
        int code = error.getErrorCode();
        String id = " (query " + query.group(1) + ")";
        if (code == USER_CANCELED) {
            return failure(
                    ErrorCode.ENGINE_UNAVAILABLE,
                    what + ": the query was cancelled" + id + ".",
                    "Run again, unless somebody cancelled it on purpose.");
        }
        if (code >= CONNECTORS) {
            return failure(
                    ErrorCode.STORE_UNAVAILABLE,
                    what + ": Trino cannot read or write a file of the lake" + id + ".",
                    "Check `engine.location`, that the cluster may read and write there, and that every file is whole.");
        }
        if (code >= INTERNAL && code < EXTERNAL + INTERNAL) {
            return failure(
                    ErrorCode.ENGINE_UNAVAILABLE,
                    what
                            + (code >= RESOURCES
                                    ? ": Trino lacks memory or another resource"
                                    : ": Trino failed")
                            + id
                            + ".",
                    "Look the query up in the cluster's own page, then run again.");
        }
        if (code == PERMISSION_DENIED) {
            return failure(
                    ErrorCode.ENGINE_UNAVAILABLE,
                    what + ": Trino does not allow the statement" + id + ".",
                    "Give the user of engine.user rights to create tables and to write to their locations.");
        }
        return failure(
                ErrorCode.SQL_FAILED,
                what + ": the statement failed while it ran" + kind(code) + id + ".",
                hint(code, message));
    }

    private static DapException unreachable(String what, SQLException error) {
        String message = String.valueOf(error.getMessage());
        boolean isRefused =
                message.contains("Authentication failed") || message.contains("Access Denied");
        return new DapException(
                ErrorCode.ENGINE_UNAVAILABLE,
                what + (isRefused ? ": Trino refuses the login." : ": Trino cannot be reached."),
                isRefused
                        ? "Check engine.user, and its password or token."
                        : "Check engine.url in dap.yml, and that the cluster is up: "
                                + firstLine(rootOf(error)),
                error);
    }

    /// Of a failed connection: it holds addresses, and no values.
    private static String firstLine(Throwable error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("no reason given.");
    }

    private static Throwable rootOf(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static DapException failure(ErrorCode code, String problem, String hint) {
        return new DapException(code, problem, hint);
    }

    private static String kind(int code) {
        return switch (code) {
            case SYNTAX_ERROR -> ": syntax error";
            case NOT_FOUND -> ": something is not found";
            case DIVISION_BY_ZERO -> ": division by zero";
            case INVALID_CAST_ARGUMENT -> ": a value cannot be cast to the wanted type";
            case INVALID_FUNCTION_ARGUMENT -> ": a function does not take a value";
            case NUMERIC_VALUE_OUT_OF_RANGE -> ": a number is out of range";
            case SUBQUERY_MULTIPLE_ROWS -> ": a subquery gives more than one row";
            default -> "";
        };
    }

    private static String hint(int code, String message) {
        if (message.contains(ExpressionRenderer.TOO_LONG)) {
            return "A text is longer than its column: widen the column, or cut the text with substr(…).";
        }
        return switch (code) {
            case SYNTAX_ERROR, NOT_FOUND ->
                    "DAP wrote SQL that Trino refuses, which is a fault of DAP: please report the statement.";
            case DIVISION_BY_ZERO -> "Something is divided by zero: use NULLIF(…, 0), or try(…).";
            default ->
                    "A value does not fit the statement: use try_cast(…) or try(…) where values vary.";
        };
    }
}
