package dap.engine.duckdb;

import dap.sql.tree.SqlType;

/// Rebuilds structs under the names of their type: DuckDB keeps the spelling of the JSON keys in a
/// cast.
final class Structs {

    private Structs() {}

    static String named(SqlType type, String value) {
        return named(type, value, 0);
    }

    private static String named(SqlType type, String value, int depth) {
        return switch (type) {
            case SqlType.Array(SqlType element) when hasRow(element) -> {
                String variable = "e" + depth;
                yield "list_transform(%s, lambda %s: %s)"
                        .formatted(value, variable, named(element, variable, depth + 1));
            }
            case SqlType.Row row -> row(row, value, depth);
            case SqlType.Array _,
                    SqlType.MapOf _,
                    SqlType.Simple _,
                    SqlType.Varchar _,
                    SqlType.Char _,
                    SqlType.Decimal _,
                    SqlType.Timestamp _,
                    SqlType.ZonedTimestamp _ ->
                    value;
        };
    }

    private static boolean hasRow(SqlType type) {
        return type instanceof SqlType.Row
                || (type instanceof SqlType.Array(SqlType element) && hasRow(element));
    }

    private static String row(SqlType.Row row, String value, int depth) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < row.fields().size(); i++) {
            String name = DuckTypes.fieldName(row, i);
            fields.append(i == 0 ? "" : ", ")
                    .append(Sql.name(name))
                    .append(" := ")
                    .append(
                            named(
                                    row.fields().get(i).type(),
                                    Sql.call("struct_extract", value, Sql.text(name)),
                                    depth));
        }
        return "CASE WHEN %s IS NULL THEN NULL ELSE struct_pack(%s) END".formatted(value, fields);
    }
}
