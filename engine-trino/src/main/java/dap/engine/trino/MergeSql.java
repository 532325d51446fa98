package dap.engine.trino;

import dap.model.Column;
import dap.model.HiveType;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import java.util.ArrayList;
import java.util.List;

/// Writes the SQL that merges STAGE files into one.
final class MergeSql {

    private final LakeTable table;

    MergeSql(LakeTable table) {
        this.table = table;
    }

    /// Declares a table over the folder at `location`, for the rows.
    String createTable(String name, String location) {
        List<Column> columns = new ArrayList<>(table.columns());
        columns.add(new Column(TableFile.PART_COLUMN, HiveType.Scalar.STRING));
        return InsertSql.createTable(columns, name, location);
    }

    /// @param scans show each file's name as its path
    String insertInto(String name, LakeScans scans) {
        HiveNames names = new HiveNames(table.columns());
        List<String> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            String hiveName = Sql.name(column.hiveName());
            columns.add(Sql.cast("f." + hiveName, TrinoTypes.held(column.type(), names)));
        }
        columns.add("f." + Sql.name(FileGroup.PATH));
        return "INSERT INTO %s\nSELECT %s\nFROM (%s) AS f"
                .formatted(
                        name,
                        Sql.list(columns),
                        scans.select(table, table.columns(), List.of(), true));
    }
}
