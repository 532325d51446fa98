package dap.warehouse.postgres;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// PostgreSQL's errors in our words: what may pass apart from what is refused, the location in the
/// user's file, and never a value of an event.
final class Refusal {

    private static final Set<String> MAY_PASS =
            Set.of("40001", "40P01", "55P03", "53000", "53100", "53200", "53300", "53400");
    private static final Set<String> SERVER_GONE = Set.of("57P01", "57P02", "57P03", "57P05");
    private static final Pattern IN_FUNCTION =
            Pattern.compile("PL/pgSQL function ([^\\s(]+)\\([^)]*\\) line (\\d+)");

    /// PostgreSQL's own functions that raise what a procedure says.
    private static final Set<String> RAISED = Set.of("exec_stmt_raise", "exec_stmt_assert");

    private Refusal() {}

    /// What was being done when the warehouse refused.
    ///
    /// @param name a table, procedure or statement, for the message
    /// @param script the user's file that it comes from
    /// @param offset where in the translated script the statement begins; -1 if it is not in it
    record Subject(String name, Optional<Script> script, int offset) {
        static Subject named(String name) {
            return new Subject(name, Optional.empty(), 0);
        }

        static Subject of(Script script) {
            return new Subject(script.source().file(), Optional.of(script), 0);
        }

        /// A call of what the script made.
        static Subject call(String name, Optional<Script> script) {
            return new Subject(name, script, -1);
        }

        Subject statementAt(int begin) {
            return new Subject(name, script, begin);
        }
    }

    /// @param known names of the whole project, in lower case: see [SafeText]
    static DapException of(SQLException e, Subject subject, String host, Set<String> known) {
        if (isConnectionLost(e) || e instanceof SQLTransientConnectionException) {
            return new DapException(
                    ErrorCode.WAREHOUSE_UNAVAILABLE,
                    "The connection to the warehouse (%s) was lost or could not be made."
                            .formatted(host),
                    "Check that the server runs, and run again.",
                    withoutValues(e));
        }
        if (MAY_PASS.contains(state(e))) {
            boolean isFull = isDiskFull(e);
            return new DapException(
                    isFull ? ErrorCode.WAREHOUSE_FAILED : ErrorCode.WAREHOUSE_UNAVAILABLE,
                    "The warehouse (%s) could not go on with %s: %s."
                            .formatted(host, subject.name(), trouble(state(e))),
                    isFull
                            ? "Make room on the server's disk, then run again: what was committed is there."
                            : "Run again, when what is in the way is gone.",
                    withoutValues(e));
        }
        return new DapException(
                ErrorCode.WAREHOUSE_REFUSED,
                "%s: the warehouse refuses it: %s."
                        .formatted(location(e, subject), message(e, subject, known)),
                "Fix the SQL or the failing rows, and run again.",
                withoutValues(e));
    }

    /// Whether nothing more can be done on the connection, and nobody knows what it last did.
    static boolean isConnectionLost(SQLException e) {
        String state = state(e);
        return state.startsWith("08")
                || SERVER_GONE.contains(state)
                || e.getCause() instanceof IOException
                || (e.getCause() instanceof SQLException cause && isConnectionLost(cause));
    }

    static boolean isDiskFull(SQLException e) {
        return state(e).equals("53100");
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    private static String trouble(String state) {
        return switch (state) {
            case "55P03" -> "another session holds a lock for too long";
            case "40001", "40P01" -> "it got in the way of another session";
            case "53100" -> "its disk is full";
            case "53300" -> "it has too many connections";
            default -> "it has not enough memory or disk";
        };
    }

    private static String message(SQLException e, Subject subject, Set<String> known) {
        @Nullable ServerErrorMessage server = server(e);
        String text = server == null ? null : server.getMessage();
        if (server == null || text == null) {
            return "the driver gave up (" + e.getClass().getSimpleName() + ")";
        }
        Set<String> names = new HashSet<>(known);
        subject.script()
                .ifPresent(
                        script -> names.addAll(SafeText.namesIn(List.of(script.source().text()))));
        if (RAISED.contains(String.valueOf(server.getRoutine()))) {
            return raised(state(e), server, subject, names);
        }
        return SafeText.of(state(e), text, names) + " (" + state(e) + ")";
    }

    /// What a procedure raises by itself is text that it made, of whatever it read. So the file's
    /// own format stands for it, with `…` for values; a code only where the file, or PostgreSQL,
    /// has it; and the error that it caught, where it hands that on.
    private static String raised(
            String state, ServerErrorMessage server, Subject subject, Set<String> names) {
        String file = subject.script().map(script -> script.source().text()).orElse("");
        boolean isPlainCode = SqlStates.isKnown(state) || file.contains("'" + state + "'");
        String code = isPlainCode ? state : "a code of its own";
        Optional<Raise> raise =
                bodyLine(server, subject)
                        .flatMap(line -> subject.script().orElseThrow().raiseAt(line));
        String text = String.valueOf(server.getMessage());
        return "the procedure raises an error%s (%s)%s"
                .formatted(
                        raise.map(found -> ", '" + found.masked() + "'").orElse(""),
                        code,
                        raise.flatMap(found -> found.handedOn(text, names))
                                .map(error -> "; it hands on: " + error)
                                .orElse(""));
    }

    private static String location(SQLException e, Subject subject) {
        @Nullable ServerErrorMessage server = server(e);
        if (server == null) {
            return subject.name();
        }
        Optional<Script> script = subject.script();
        Optional<Integer> bodyLine = bodyLine(server, subject);
        if (bodyLine.isPresent()) {
            return script.orElseThrow().locationInBody(bodyLine.get());
        }
        if (script.isPresent() && subject.offset() >= 0) {
            int position = Math.max(1, server.getPosition());
            return script.get().location(subject.offset() + position - 1);
        }
        return subject.name();
    }

    /// The line of the script's own procedure at which it failed.
    private static Optional<Integer> bodyLine(ServerErrorMessage server, Subject subject) {
        String where = server.getWhere() == null ? "" : server.getWhere();
        Matcher function = IN_FUNCTION.matcher(where);
        while (function.find()) {
            if (subject.script().isPresent() && isIn(subject.script().get(), function.group(1))) {
                return Optional.of(Integer.parseInt(function.group(2)));
            }
        }
        return Optional.empty();
    }

    private static boolean isIn(Script script, String function) {
        String name = function.substring(function.lastIndexOf('.') + 1).replace("\"", "");
        return script.source().text().toLowerCase(Locale.ROOT).contains(name);
    }

    private static @Nullable ServerErrorMessage server(SQLException e) {
        return e instanceof PSQLException error ? error.getServerErrorMessage() : null;
    }

    /// The exception for a stack trace: where it came from and its state, without its text.
    private static SQLException withoutValues(SQLException e) {
        String state = SqlStates.isKnown(state(e)) ? state(e) : "unknown";
        SQLException safe = new SQLException("SQLSTATE " + state, state);
        safe.setStackTrace(e.getStackTrace());
        return safe;
    }
}
