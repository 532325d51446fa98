package dap.sql;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.sql.tree.Position;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Statement;

/// A statement's text under the name by which messages call it: the source of every complaint about
/// it.
///
/// @param file `athena-scripts/dml/insert_into/auth_create_account.sql`, or `query`
record SqlText(String file, String text) {

    /// The one statement that the text holds; a semicolon may end it.
    Statement parse() {
        String statement = withoutTerminator();
        try {
            return new SqlParser().createStatement(statement);
        } catch (ParsingException e) {
            throw new DapException(
                    ErrorCode.SQL_SYNTAX,
                    "%s:%d:%d: this is not Athena SQL: %s."
                            .formatted(
                                    file,
                                    e.getLineNumber(),
                                    e.getColumnNumber(),
                                    shortened(e.getErrorMessage())),
                    "Fix the statement at that position; names that are reserved words go in double quotes.",
                    e);
        }
    }

    /// The text with the semicolon at its end, and what follows it, left out.
    private String withoutTerminator() {
        int end = StatementEnd.of(text);
        if (end < 0) {
            return text;
        }
        int next = StatementEnd.nextStatement(text, end + 1);
        if (next >= 0) {
            throw new DapException(
                    ErrorCode.SQL_SYNTAX,
                    "%s: a second statement begins here."
                            .formatted(at(StatementEnd.positionOf(text, next))),
                    "Keep one statement in the file.");
        }
        return text.substring(0, end);
    }

    private static String shortened(String message) {
        int expecting = message.indexOf(". Expecting:");
        return expecting > 0 ? message.substring(0, expecting) : message;
    }

    static Position positionOf(Node node) {
        return node.getLocation()
                .map(l -> new Position(l.getLineNumber(), l.getColumnNumber()))
                .orElse(new Position(1, 1));
    }

    String at(Position position) {
        return file + ":" + position.line() + ":" + position.column();
    }

    /// The statement names or types something that is not so.
    DapException invalid(Position position, String problem, String hint) {
        return new DapException(ErrorCode.SQL_INVALID, at(position) + ": " + problem, hint);
    }

    DapException invalid(Node node, String problem, String hint) {
        return invalid(positionOf(node), problem, hint);
    }

    /// The statement is right, and no engine here has an equal for a part of it.
    DapException notTranslatable(Node node, String problem, String hint) {
        return notTranslatable(positionOf(node), problem, hint);
    }

    DapException notTranslatable(Position position, String problem, String hint) {
        return new DapException(
                ErrorCode.SQL_NOT_TRANSLATABLE, at(position) + ": " + problem, hint);
    }
}
