package dap.engine.trino;

import dap.model.Column;
import dap.model.HiveType;
import dap.sql.tree.LakeTable;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.nio.file.Path;
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
    long write(ResultSet result, Path csv) throws SQLException, IOException {
        long rows = 0;
        List<@Nullable String> row = new ArrayList<>();
        try (CsvWriter out =
                CsvWriter.builder()
                        .quoteStrategy(AllButNull.INSTANCE)
                        .lineDelimiter(LineDelimiter.LF)
                        .build(csv)) {
            while (result.next()) {
                row.clear();
                for (int i = 1; i <= columns.size() + 1; i++) {
                    String value = result.getString(i);
                    row.add(value == null ? null : value.replace('\0', '\uFFFD'));
                }
                out.writeRecord(row);
                rows++;
            }
        }
        return rows;
    }

    /// Every value in quotes, so that NULL, nothing at all, is told from the empty text.
    private enum AllButNull implements QuoteStrategy {
        INSTANCE;

        @Override
        public boolean quoteEmpty(int line, int field) {
            return true;
        }

        @Override
        public boolean quoteValue(int line, int field, String value) {
            return true;
        }
    }
}
