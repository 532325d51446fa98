package dap.engine.trino;

import dap.model.Column;
import dap.sql.tree.LakeTable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes the statement that declares a table over a folder.
///
/// @param columns those of the files
/// @param partitionKeys those of the folders; none for a folder without partitions
public record TableDdl(
        LakeTable.Layer layer,
        List<Column> columns,
        List<Column> partitionKeys,
        HiveNames names,
        String location) {

    public static TableDdl of(LakeTable table, List<Column> partitionKeys, String location) {
        return new TableDdl(
                table.layer(),
                table.columns(),
                partitionKeys,
                new HiveNames(table.columns()),
                location);
    }

    /// @param name the table's, quoted
    public String create(String name) {
        return "CREATE TABLE IF NOT EXISTS %s (%s) COMMENT %s WITH (%s)"
                .formatted(name, columnList(), Sql.text(mark()), properties());
    }

    /// Names the declaration: a table with another mark was declared otherwise.
    String mark() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((columnList() + properties()).getBytes(StandardCharsets.UTF_8));
            return LakeCatalog.MARK + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String columnList() {
        return Stream.concat(columns.stream(), partitionKeys.stream())
                .map(column ->
                        Sql.name(names.of(column)) + " " + TrinoTypes.held(column.type(), names))
                .collect(Collectors.joining(", "));
    }

    private String properties() {
        StringBuilder properties = new StringBuilder();
        properties.append(
                switch (layer) {
                    case RAW -> "format = 'OPENX_JSON'";
                    case STAGE -> "format = 'PARQUET'";
                });
        properties.append(", external_location = ").append(Sql.text(location));
        if (!partitionKeys.isEmpty()) {
            properties
                    .append(", partitioned_by = ")
                    .append(array(partitionKeys.stream().map(Column::hiveName).toList()));
        }
        Map<String, String> mappings = names.mappings();
        if (layer == LakeTable.Layer.RAW && !mappings.isEmpty()) {
            properties
                    .append(", extra_properties = MAP(")
                    .append(array(mappings.keySet().stream().map(n -> "mapping." + n).toList()))
                    .append(", ")
                    .append(array(List.copyOf(mappings.values())))
                    .append(")");
        }
        return properties.toString();
    }

    private static String array(List<String> texts) {
        return texts.stream().map(Sql::text).collect(Collectors.joining(", ", "ARRAY[", "]"));
    }
}
