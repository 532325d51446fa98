package dap.sql;

import dap.model.Column;
import dap.model.TableName;
import dap.sql.tree.Expr;
import dap.sql.tree.LakeTable;
import dap.sql.tree.Query;
import dap.sql.tree.SqlType;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What the catalog says of itself: `information_schema`, and `"TABLE$partitions"`. Answered as
/// queries that hold the rows, so that any engine can go on with them.
final class Metadata {

    /// What Athena calls the catalog of a lake.
    private static final String CATALOG = "awsdatacatalog";

    private static final String INFORMATION_SCHEMA = "information_schema";
    private static final String PARTITIONS = "$partitions";

    private final SqlText text;
    private final TableFinder finder;
    private final LakeTables tables;

    Metadata(SqlText text, TableFinder finder, LakeTables tables) {
        this.text = text;
        this.finder = finder;
        this.tables = tables;
    }

    /// The answer; absent where the name is that of a table.
    Optional<Query> find(QualifiedName name, Node node) {
        List<String> parts = name.getParts();
        String table = name.getSuffix().toLowerCase(Locale.ROOT);
        if (parts.size() > 1 && parts.get(parts.size() - 2).equalsIgnoreCase(INFORMATION_SCHEMA)) {
            return Optional.of(informationSchema(table, node));
        }
        if (!table.endsWith(PARTITIONS)) {
            return Optional.empty();
        }
        List<String> plain = new ArrayList<>(parts);
        plain.set(plain.size() - 1, table.substring(0, table.length() - PARTITIONS.length()));
        return Optional.of(
                partitions(finder.find(QualifiedName.of(plain.getFirst(), rest(plain)), node)));
    }

    private static String[] rest(List<String> parts) {
        return parts.subList(1, parts.size()).toArray(String[]::new);
    }

    private Query informationSchema(String table, Node node) {
        return switch (table) {
            case "schemata" ->
                    answer(
                            List.of("catalog_name", "schema_name"),
                            schemas().map(schema -> List.<Object>of(CATALOG, schema)).toList());
            case "tables" ->
                    answer(
                            List.of("table_catalog", "table_schema", "table_name", "table_type"),
                            finder.all().stream()
                                    .map(name ->
                                            List.<Object>of(
                                                    CATALOG,
                                                    name.schema(),
                                                    name.table(),
                                                    "BASE TABLE"))
                                    .toList());
            case "columns" -> columns();
            default ->
                    throw text.notTranslatable(
                            node,
                            "information_schema.%s is not translated.".formatted(table),
                            "Use its schemata, tables or columns.");
        };
    }

    Stream<String> schemas() {
        return finder.all().stream().map(TableName::schema).distinct().sorted();
    }

    private Query columns() {
        List<List<Object>> rows = new ArrayList<>();
        for (TableName name : finder.all()) {
            LakeTable table = tables.findTable(name).orElseThrow();
            long position = 0;
            for (Column column :
                    Stream.concat(table.columns().stream(), table.partitionKeys().stream())
                            .toList()) {
                position++;
                rows.add(
                        List.of(
                                CATALOG,
                                name.schema(),
                                name.table(),
                                column.hiveName(),
                                position,
                                "YES",
                                SqlType.of(column.type()).text()));
            }
        }
        return answer(
                List.of(
                        "table_catalog",
                        "table_schema",
                        "table_name",
                        "column_name",
                        "ordinal_position",
                        "is_nullable",
                        "data_type"),
                rows);
    }

    private Query partitions(LakeTable table) {
        return answer(
                table.partitionKeys().stream().map(Column::hiveName).toList(),
                partitionsOf(table).stream().map(List::<Object>copyOf).toList());
    }

    /// The partitions with files, each once, in order.
    Set<List<String>> partitionsOf(LakeTable table) {
        Set<List<String>> partitions = new TreeSet<>(Metadata::compare);
        tables.files(table.name()).forEach(file -> partitions.add(file.partition()));
        return partitions;
    }

    private static int compare(List<String> a, List<String> b) {
        for (int i = 0; i < a.size(); i++) {
            int order = a.get(i).compareTo(b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /// @param rows of Strings and Longs
    static Query answer(List<String> names, List<List<Object>> rows) {
        List<Query.Output> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(
                    new Query.Output(
                            name,
                            name,
                            name.equals("ordinal_position")
                                    ? SqlType.Simple.BIGINT
                                    : SqlType.VARCHAR));
        }
        return new Query(
                List.of(),
                new Query.Values(
                        rows.stream()
                                .map(row -> row.stream().map(Metadata::literal).toList())
                                .toList()),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                columns);
    }

    private static Expr literal(Object value) {
        return new Expr.Literal(
                value, value instanceof Long ? SqlType.Simple.BIGINT : SqlType.VARCHAR);
    }
}
