package dap.engine.trino;

import dap.model.Column;
import dap.model.HiveType;
import dap.sql.tree.SqlType;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Types in Trino's notation.
final class TrinoTypes {

    private TrinoTypes() {}

    /// The type of an expression.
    static String of(SqlType type) {
        return switch (type) {
            // What no event has carried is shown as text.
            case SqlType.Simple simple when simple == SqlType.Simple.UNKNOWN -> "varchar";
            case SqlType.Array(SqlType element) -> "array(" + of(element) + ")";
            case SqlType.MapOf(SqlType key, SqlType value) ->
                    "map(" + of(key) + ", " + of(value) + ")";
            case SqlType.Row row ->
                    row.fields().stream()
                            .map(field ->
                                    field.name().map(name -> Sql.name(name) + " ").orElse("")
                                            + of(field.type()))
                            .collect(Collectors.joining(", ", "row(", ")"));
            case SqlType.Simple _,
                    SqlType.Varchar _,
                    SqlType.Char _,
                    SqlType.Decimal _,
                    SqlType.Timestamp _,
                    SqlType.ZonedTimestamp _ ->
                    type.text();
        };
    }

    /// The type of a table's column, its fields under their own names.
    static String named(HiveType type) {
        return of(type, Column::hiveName);
    }

    /// The type of a table's column as the Hive connector holds it.
    static String held(HiveType type, HiveNames names) {
        return of(type, names::of);
    }

    private static String of(HiveType type, Function<Column, String> names) {
        return switch (type) {
            case HiveType.Scalar scalar -> scalar(scalar);
            case HiveType.Varchar(int length) -> "varchar(" + length + ")";
            case HiveType.Char(int length) -> "char(" + length + ")";
            case HiveType.Decimal(int precision, int scale) ->
                    "decimal(" + precision + ", " + scale + ")";
            case HiveType.Array(HiveType element) -> "array(" + of(element, names) + ")";
            case HiveType.MapOf(HiveType key, HiveType value) ->
                    "map(" + of(key, names) + ", " + of(value, names) + ")";
            case HiveType.Struct(List<Column> fields) ->
                    fields.stream()
                            .map(field ->
                                    Sql.name(names.apply(field)) + " " + of(field.type(), names))
                            .collect(Collectors.joining(", ", "row(", ")"));
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
}
