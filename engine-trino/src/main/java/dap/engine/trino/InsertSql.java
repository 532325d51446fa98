package dap.engine.trino;

import dap.model.Column;
import dap.model.HiveType;
import dap.sql.BoundInsert;
import dap.sql.tree.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes the SQL of an insert.
final class InsertSql {

    private final BoundInsert insert;
    private final Scans scans;

    InsertSql(BoundInsert insert, Scans scans) {
        this.insert = insert;
        this.scans = scans;
    }

    /// A SELECT of every column of the target but its partition keys, in the table's order.
    String select() {
        Query query = insert.query();
        HiveNames names = new HiveNames(insert.binding().target().columns());
        List<String> columns = new ArrayList<>();
        for (Column column : insert.binding().target().columns()) {
            boolean isFilled = insert.columns().contains(column);
            String value = isFilled ? "q." + Sql.name(column.hiveName()) : "NULL";
            columns.add(
                    Sql.cast(value, TrinoTypes.held(column.type(), names))
                            + " AS "
                            + Sql.name(column.hiveName()));
        }
        return "SELECT %s\nFROM (%s) AS q"
                .formatted(
                        String.join(",\n  ", columns),
                        new QueryRenderer(query, scans).render(query));
    }

    /// Declares a table over the folder at `location`, for the rows. One bucket means one file,
    /// however many write.
    String createTable(String name, String location) {
        return createTable(insert.binding().target().columns(), name, location);
    }

    static String createTable(List<Column> target, String name, String location) {
        HiveNames names = new HiveNames(target);
        List<String> columns = new ArrayList<>();
        for (Column column : target) {
            columns.add(Sql.name(column.hiveName()) + " " + TrinoTypes.held(column.type(), names));
        }
        String bucket =
                bucketColumn(target)
                        .map(column ->
                                ", bucketed_by = ARRAY[%s], bucket_count = 1"
                                        .formatted(Sql.text(column)))
                        .orElse("");
        return "CREATE TABLE %s (%s) WITH (format = 'PARQUET', external_location = %s%s)"
                .formatted(name, Sql.list(columns), Sql.text(location), bucket);
    }

    String insertInto(String name) {
        return "INSERT INTO " + name + "\n" + select();
    }

    private static Optional<String> bucketColumn(List<Column> target) {
        return target.stream()
                .filter(column ->
                        column.type() == HiveType.Scalar.STRING
                                || column.type() == HiveType.Scalar.BIGINT
                                || column.type() == HiveType.Scalar.INT
                                || column.type() instanceof HiveType.Varchar)
                .map(Column::hiveName)
                .findFirst();
    }

    static String count(Query query, Scans scans) {
        return "SELECT count(*) FROM (%s) AS q"
                .formatted(new QueryRenderer(query, scans).render(query));
    }
}
