package dap.engine.duckdb;

import dap.model.Column;
import dap.model.HiveType;
import dap.sql.tree.SqlType;
import java.util.stream.Collectors;

/// DuckDB's types for Hive's and Trino's.
final class DuckTypes {

    private DuckTypes() {}

    /// How a column of this Hive type is stored in a file.
    static String stored(HiveType type) {
        return switch (type) {
            case HiveType.Scalar scalar -> stored(scalar);
            case HiveType.Varchar _, HiveType.Char _ -> "VARCHAR";
            case HiveType.Decimal(int precision, int scale) ->
                    "DECIMAL(" + precision + "," + scale + ")";
            case HiveType.Array(HiveType element) -> stored(element) + "[]";
            case HiveType.MapOf(HiveType key, HiveType value) ->
                    "MAP(" + stored(key) + "," + stored(value) + ")";
            case HiveType.Struct struct ->
                    struct.fields().stream()
                            .map(f -> Sql.name(f.hiveName()) + " " + stored(f.type()))
                            .collect(Collectors.joining(", ", "STRUCT(", ")"));
        };
    }

    private static String stored(HiveType.Scalar scalar) {
        return switch (scalar) {
            case BOOLEAN -> "BOOLEAN";
            case TINYINT -> "TINYINT";
            case SMALLINT -> "SMALLINT";
            case INT -> "INTEGER";
            case BIGINT -> "BIGINT";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case STRING, UNKNOWN -> "VARCHAR";
            case DATE -> "DATE";
            case TIMESTAMP -> "TIMESTAMP";
            case BINARY -> "BLOB";
        };
    }

    /// How a RAW column is read: field names are spelt as the JSON keys are.
    static String read(HiveType type) {
        return switch (type) {
            case HiveType.Scalar scalar ->
                    // JSON takes whatever an event carries: nothing reads it.
                    scalar == HiveType.Scalar.UNKNOWN ? "JSON" : stored(scalar);
            case HiveType.Varchar _, HiveType.Char _, HiveType.Decimal _ -> stored(type);
            case HiveType.Array(HiveType element) -> read(element) + "[]";
            case HiveType.MapOf(HiveType key, HiveType value) ->
                    "MAP(" + read(key) + "," + read(value) + ")";
            case HiveType.Struct struct ->
                    struct.fields().isEmpty()
                            ? "JSON"
                            : struct.fields().stream()
                                    .map(DuckTypes::readField)
                                    .collect(Collectors.joining(", ", "STRUCT(", ")"));
        };
    }

    private static String readField(Column field) {
        return Sql.name(field.name()) + " " + read(field.type());
    }

    /// How a value of this type is computed with. JSON is its text.
    static String of(SqlType type) {
        return switch (type) {
            case SqlType.Simple simple -> of(simple);
            case SqlType.Varchar _, SqlType.Char _ -> "VARCHAR";
            case SqlType.Decimal(int precision, int scale) ->
                    "DECIMAL(" + precision + "," + scale + ")";
            case SqlType.Timestamp _ -> "TIMESTAMP";
            case SqlType.ZonedTimestamp _ -> "TIMESTAMPTZ";
            case SqlType.Array(SqlType element) -> of(element) + "[]";
            case SqlType.MapOf(SqlType key, SqlType value) ->
                    "MAP(" + of(key) + "," + of(value) + ")";
            case SqlType.Row row -> row(row);
        };
    }

    private static String row(SqlType.Row row) {
        StringBuilder text = new StringBuilder("STRUCT(");
        for (int i = 0; i < row.fields().size(); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(Sql.name(fieldName(row, i)))
                    .append(' ')
                    .append(of(row.fields().get(i).type()));
        }
        return text.append(')').toString();
    }

    /// The name of a row's field in DuckDB, where every field has one.
    static String fieldName(SqlType.Row row, int index) {
        return row.fields().get(index).name().orElse("field" + index);
    }

    private static String of(SqlType.Simple simple) {
        return switch (simple) {
            case UNKNOWN, JSON -> "VARCHAR";
            case BOOLEAN -> "BOOLEAN";
            case TINYINT -> "TINYINT";
            case SMALLINT -> "SMALLINT";
            case INTEGER -> "INTEGER";
            case BIGINT -> "BIGINT";
            case REAL -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case VARBINARY -> "BLOB";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case INTERVAL_DAY_TO_SECOND, INTERVAL_YEAR_TO_MONTH -> "INTERVAL";
        };
    }
}
