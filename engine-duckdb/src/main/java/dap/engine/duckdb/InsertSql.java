package dap.engine.duckdb;

import dap.model.Column;
import dap.sql.BoundInsert;
import dap.sql.tree.Query;
import dap.sql.tree.SqlType;
import java.util.ArrayList;
import java.util.List;

/// Writes the SQL of an insert.
final class InsertSql {

    /// Rows in a row group: DuckDB's default, and small enough for any reader.
    private static final int ROW_GROUP_ROWS = 122_880;

    private final BoundInsert insert;
    private final Scans scans;

    InsertSql(BoundInsert insert, Scans scans) {
        this.insert = insert;
        this.scans = scans;
    }

    /// A SELECT of every column of the target but its partition keys, in the table's order.
    String select() {
        Query query = insert.query();
        List<String> columns = new ArrayList<>();
        for (Column column : insert.binding().target().columns()) {
            String name = Sql.name(column.hiveName());
            String type = DuckTypes.stored(column.type());
            boolean isFilled = insert.columns().contains(column);
            String value =
                    isFilled ? Structs.named(SqlType.of(column.type()), "q." + name) : "NULL";
            columns.add(Sql.cast(value, type) + " AS " + name);
        }
        return "SELECT %s\nFROM (%s) AS q"
                .formatted(
                        String.join(",\n  ", columns),
                        new QueryRenderer(insert.file(), query, scans).render(query));
    }

    String copyTo(String file) {
        return copy(select(), file);
    }

    /// Writes the rows of a SELECT as a STAGE file.
    static String copy(String select, String file) {
        return "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d)"
                .formatted(select, Sql.text(file), ROW_GROUP_ROWS);
    }

    static String count(String file, Query query, Scans scans) {
        return "SELECT count(*) FROM (%s) AS q"
                .formatted(new QueryRenderer(file, query, scans).render(query));
    }
}
