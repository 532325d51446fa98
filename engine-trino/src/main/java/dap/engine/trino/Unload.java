package dap.engine.trino;

import dap.engine.StagedFile;
import dap.model.Column;
import dap.model.HiveType;
import dap.sql.LakeTable;
import dap.sql.TableFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads STAGE rows, each value as text, and writes them as CSV for the warehouse.
final class Unload {

    private final LakeTable table;
    private final List<String> columns;

    Unload(LakeTable table, List<String> columns) {
        this.table = table;
        this.columns = columns;
    }

    /// The file as the table has it; what `"$path"` shows is its id.
    static TableFile file(LakeTable table, StagedFile file) {
        List<String> partition = new ArrayList<>();
        for (Column key : table.partitionKeys()) {
            partitionValue(file, key.hiveName()).ifPresent(partition::add);
        }
        return new TableFile(file.path(), String.valueOf(file.id()), partition);
    }

    /// What the folders above the file say: `processed_date=20240105`.
    private static Optional<String> partitionValue(StagedFile file, String key) {
        String prefix = key + "=";
        for (var part : file.path()) {
            if (part.toString().startsWith(prefix)) {
                return Optional.of(part.toString().substring(prefix.length()));
            }
        }
        return Optional.empty();
    }

    String select(LakeScans scans) {
        List<String> values = new ArrayList<>();
        values.add(Sql.name(FileGroup.PATH));
        for (String name : columns) {
            values.add(find(name).map(Unload::text).orElse("CAST(NULL AS varchar)"));
        }
        return "SELECT %s FROM (%s) AS f"
                .formatted(
                        Sql.list(values),
                        scans.select(
                                table, asked(table.columns()), asked(table.partitionKeys()), true));
    }

    private List<Column> asked(List<Column> declared) {
        return declared.stream()
                .filter(column -> columns.stream().anyMatch(column.hiveName()::equalsIgnoreCase))
                .toList();
    }

    private Optional<Column> find(String name) {
        return Stream.concat(table.columns().stream(), table.partitionKeys().stream())
                .filter(column -> column.hiveName().equalsIgnoreCase(name))
                .findFirst();
    }

    private static String text(Column column) {
        String name = "f." + Sql.name(column.hiveName());
        return switch (column.type()) {
            case HiveType.Array _, HiveType.MapOf _, HiveType.Struct _ ->
                    "json_format(CAST(" + name + " AS json))";
            case HiveType.Scalar scalar when scalar == HiveType.Scalar.BINARY ->
                    "'\\x' || to_hex(" + name + ")";
            case HiveType.Scalar _, HiveType.Varchar _, HiveType.Char _, HiveType.Decimal _ ->
                    Sql.cast(name, "varchar");
        };
    }

    /// @return the rows written
    long write(ResultSet result, BufferedWriter csv) throws SQLException, IOException {
        long rows = 0;
        int width = columns.size() + 1;
        while (result.next()) {
            for (int i = 1; i <= width; i++) {
                csv.append(i == 1 ? "" : ",").append(quoted(result.getString(i)));
            }
            csv.append('\n');
            rows++;
        }
        return rows;
    }

    private static String quoted(@Nullable String value) {
        return value == null ? "" : '"' + value.replace("\"", "\"\"").replace('\0', '\uFFFD') + '"';
    }
}
