package dap.sql;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.sql.tree.LakeTable;
import io.trino.sql.tree.ShowColumns;
import io.trino.sql.tree.ShowSchemas;
import io.trino.sql.tree.ShowTables;
import io.trino.sql.tree.Statement;
import io.trino.sql.tree.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A question to the lake in Athena's dialect: a SELECT, `DESCRIBE`, or `SHOW` of tables, columns,
/// schemas (`DATABASES`) or partitions.
public final class AthenaQuery {

    private static final String NAME = "query";

    /// What Athena's Hive statements are to the grammar, of the same length each.
    private static final Pattern SHOW_PARTITIONS =
            Pattern.compile("(?i)^(\\s*SHOW\\s+)PARTITIONS(?=\\s)");

    private static final Pattern SHOW_DATABASES =
            Pattern.compile("(?i)^(\\s*SHOW\\s+)DATABASES\\b");

    private final SqlText text;
    private final Statement statement;
    private final boolean asksPartitions;

    private AthenaQuery(SqlText text, Statement statement, boolean asksPartitions) {
        this.text = text;
        this.statement = statement;
        this.asksPartitions = asksPartitions;
    }

    /// @throws DapException `SQL_SYNTAX` with line and column
    public static AthenaQuery parse(String text) {
        boolean asksPartitions = SHOW_PARTITIONS.matcher(text).find();
        String inGrammar = SHOW_PARTITIONS.matcher(text).replaceFirst("$1COLUMNS IN");
        SqlText source =
                new SqlText(NAME, SHOW_DATABASES.matcher(inGrammar).replaceFirst("$1SCHEMAS  "));
        Statement statement = source.parse();
        boolean isQuestion =
                statement instanceof io.trino.sql.tree.Query
                        || statement instanceof ShowSchemas
                        || statement instanceof ShowTables
                        || statement instanceof ShowColumns;
        if (isQuestion) {
            return new AthenaQuery(source, statement, asksPartitions);
        }
        throw new DapException(
                ErrorCode.SQL_SYNTAX,
                "%s: the lake is only read here."
                        .formatted(source.at(SqlText.positionOf(statement))),
                "Write a SELECT, DESCRIBE, or SHOW TABLES, COLUMNS, SCHEMAS or PARTITIONS.");
    }

    /// The query with every name bound. Asks for the files of the tables that it reads.
    ///
    /// @param environment stands for `environment` at the start of schema names
    /// @throws DapException `SQL_INVALID` or `SQL_NOT_TRANSLATABLE`, with line and column
    public BoundQuery bind(String environment, Instant asOf, LakeTables tables) {
        TableFinder finder = new TableFinder(text, environment, tables);
        Metadata metadata = new Metadata(text, finder, tables);
        ShowQueries shows = new ShowQueries(finder, metadata);
        return switch (statement) {
            case io.trino.sql.tree.Query query -> {
                StatementNames names =
                        new StatementNames(text, asOf, false, new Tables(finder, metadata));
                var bound = new QueryBinder(names).bind(query, Optional.empty());
                Map<LakeTable, List<TableFile>> files = new HashMap<>();
                finder.found().forEach(table -> files.put(table, tables.files(table.name())));
                yield new BoundQuery(text.text(), asOf, bound, files);
            }
            case ShowSchemas show -> held(asOf, shows.schemas(show));
            case ShowTables show -> held(asOf, shows.tables(show));
            case ShowColumns show ->
                    held(asOf, asksPartitions ? shows.partitions(show) : shows.columns(show));
            default -> throw new IllegalStateException(statement.getClass().getName());
        };
    }

    /// A query that holds its answer, and reads no file.
    private BoundQuery held(Instant asOf, dap.sql.tree.Query answer) {
        return new BoundQuery(text.text(), asOf, answer, Map.of());
    }

    /// The lake's tables, and what its catalog says of them.
    private record Tables(TableFinder finder, Metadata metadata)
            implements StatementNames.TableSource {
        @Override
        public StatementNames.FoundTable find(Table node) {
            return finder.find(node);
        }

        @Override
        public Optional<dap.sql.tree.Query> findMetadata(Table node) {
            return metadata.find(node.getName(), node);
        }
    }
}
