package dap.sql;

import dap.errors.DapException;
import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.Insert;
import io.trino.sql.tree.Statement;
import io.trino.sql.tree.Table;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
                "%s: the statement is no INSERT."
                        .formatted(source.at(SqlText.positionOf(statement))),
                "Write INSERT INTO the stage table, then a SELECT from the event's raw table.");
    }

    public String file() {
        return text.file();
    }

    /// Names of the tables that the statement reads, lower case, without their schemas; names of
    /// its own WITH clauses among them.
    public Set<String> tablesRead() {
        Set<String> names = new TreeSet<>();
        new DefaultTraversalVisitor<@Nullable Void>() {
            @Override
            protected @Nullable Void visitTable(Table table, @Nullable Void context) {
                names.add(table.getName().getSuffix().toLowerCase(Locale.ROOT));
                return null;
            }
        }.process(insert.getQuery(), null);
        return names;
    }

    /// The statement with every name bound.
    ///
    /// @throws DapException `SQL_INVALID` or `SQL_NOT_TRANSLATABLE`, with file, line and column
    public BoundInsert bind(InsertBinding binding) {
        return new InsertBinder(text, insert, binding).bind();
    }

    /// The same, where fields that the RAW table lacks are not NULL but of a type that suits the
    /// statement: for asking which fields it reads, also before any event was seen.
    ///
    /// @throws DapException `SQL_INVALID` or `SQL_NOT_TRANSLATABLE`, with file, line and column
    public BoundInsert bindGuessing(InsertBinding binding) {
        return new GuessedFields(binding, this::bind).bind();
    }
}
