package dap.sql;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import io.trino.sql.tree.ShowColumns;
import io.trino.sql.tree.ShowTables;
import io.trino.sql.tree.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A question to the lake in Athena's dialect: a SELECT, `SHOW TABLES`, `SHOW COLUMNS` or
/// `DESCRIBE`.
public final class AthenaQuery {

    private static final String NAME = "query";

    private final SqlText text;
    private final Statement statement;

    private AthenaQuery(SqlText text, Statement statement) {
        this.text = text;
        this.statement = statement;
    }

    /// @throws DapException `SQL_SYNTAX` with line and column
    public static AthenaQuery parse(String text) {
        SqlText source = new SqlText(NAME, text);
        Statement statement = source.parse();
        boolean isQuestion =
                statement instanceof io.trino.sql.tree.Query
                        || statement instanceof ShowTables
                        || statement instanceof ShowColumns;
        if (isQuestion) {
            return new AthenaQuery(source, statement);
        }
        throw new DapException(
                ErrorCode.SQL_SYNTAX,
                "%s: the lake is only read here.".formatted(source.at(SqlText.placeOf(statement))),
                "Write a SELECT, SHOW TABLES, SHOW COLUMNS or DESCRIBE.");
    }

    /// The query with every name bound. Asks for the files of the tables that it reads.
    ///
    /// @param environment stands for `environment` at the start of schema names
    /// @throws DapException `SQL_INVALID` or `SQL_NOT_TRANSLATABLE`, with line and column
    public BoundQuery bind(String environment, Instant asOf, LakeTables tables) {
        TableFinder finder = new TableFinder(text, environment, tables);
        return switch (statement) {
            case io.trino.sql.tree.Query query -> {
                Names names = new Names(text, asOf, false, finder::find);
                var bound = new QueryBinder(names).bind(query, Optional.empty());
                Map<LakeTable, List<TableFile>> files = new HashMap<>();
                finder.found().forEach(table -> files.put(table, tables.files(table.name())));
                yield new BoundQuery(text.text(), asOf, bound, files);
            }
            case ShowTables show ->
                    new BoundQuery(text.text(), asOf, Shows.tables(text, show, finder), Map.of());
            case ShowColumns show ->
                    new BoundQuery(text.text(), asOf, Shows.columns(text, show, finder), Map.of());
            default -> throw new IllegalStateException(statement.getClass().getName());
        };
    }
}
