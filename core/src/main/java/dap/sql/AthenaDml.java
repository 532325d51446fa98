package dap.sql;

import dap.errors.DapException;
import io.trino.sql.tree.Insert;
import io.trino.sql.tree.Statement;

/// An event's RAW to STAGE statement: one `INSERT INTO … SELECT …` in Athena's dialect.
public final class AthenaDml {

    private final SqlText text;
    private final Insert insert;

    private AthenaDml(SqlText text, Insert insert) {
        this.text = text;
        this.insert = insert;
    }

    /// @param file how messages name it
    /// @throws DapException `SQL_SYNTAX` with file, line and column
    public static AthenaDml parse(String file, String text) {
        SqlText source = new SqlText(file, text);
        Statement statement = source.parse();
        if (statement instanceof Insert insert) {
            return new AthenaDml(source, insert);
        }
        throw new DapException(
                dap.errors.ErrorCode.SQL_SYNTAX,
                "%s: the statement is no INSERT.".formatted(source.at(SqlText.placeOf(statement))),
                "Write INSERT INTO the stage table, then a SELECT from the event's raw table.");
    }

    public String file() {
        return text.file();
    }

    /// The statement with every name bound.
    ///
    /// @throws DapException `SQL_INVALID` or `SQL_NOT_TRANSLATABLE`, with file, line and column
    public BoundInsert bind(InsertBinding binding) {
        return new InsertBinder(text, insert, binding).bind();
    }
}
