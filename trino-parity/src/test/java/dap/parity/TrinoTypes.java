package dap.parity;

import dap.model.Column;
import dap.model.HiveType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Hive's types as Trino writes them.
final class TrinoTypes {

    private TrinoTypes() {}

    /// Fields that Hive cannot hold have another name; see [#mappings].
    static String columns(List<Column> columns) {
        return columns.stream()
                .map(column -> quoted(held(column.hiveName())) + " " + of(column.type()))
                .collect(Collectors.joining(", "));
    }

    private static String held(String name) {
        return name.replaceAll("[^a-z0-9_]", "_");
    }

    /// The names that Hive cannot hold, and those that stand for them.
    static Map<String, String> mappings(List<Column> columns) {
        Map<String, String> mappings = new TreeMap<>();
        columns.forEach(column -> {
            if (!held(column.hiveName()).equals(column.hiveName())) {
                mappings.put(held(column.hiveName()), column.hiveName());
            }
            fieldsOf(column.type()).forEach(field -> mappings.putAll(mappings(List.of(field))));
        });
        return mappings;
    }

    private static List<Column> fieldsOf(HiveType type) {
        return switch (type) {
            case HiveType.Struct(List<Column> fields) -> fields;
            case HiveType.Array(HiveType element) -> fieldsOf(element);
            case HiveType.MapOf(HiveType _, HiveType value) -> fieldsOf(value);
            case HiveType.Scalar _, HiveType.Varchar _, HiveType.Char _, HiveType.Decimal _ ->
                    List.of();
        };
    }

    static String of(HiveType type) {
        return switch (type) {
            case HiveType.Scalar scalar -> scalar(scalar);
            case HiveType.Varchar(int length) -> "varchar(" + length + ")";
            case HiveType.Char(int length) -> "char(" + length + ")";
            case HiveType.Decimal(int precision, int scale) ->
                    "decimal(" + precision + ", " + scale + ")";
            case HiveType.Array(HiveType element) -> "array(" + of(element) + ")";
            case HiveType.MapOf(HiveType key, HiveType value) ->
                    "map(" + of(key) + ", " + of(value) + ")";
            case HiveType.Struct(List<Column> fields) -> "row(" + columns(fields) + ")";
        };
    }

    private static String scalar(HiveType.Scalar type) {
        return switch (type) {
            case INT -> "integer";
            case FLOAT -> "real";
            case STRING, UNKNOWN -> "varchar";
            case BINARY -> "varbinary";
            case TIMESTAMP -> "timestamp(3)";
            case BOOLEAN, TINYINT, SMALLINT, BIGINT, DOUBLE, DATE -> type.toHive();
        };
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
