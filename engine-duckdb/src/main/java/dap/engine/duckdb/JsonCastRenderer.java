package dap.engine.duckdb;

import dap.sql.tree.Expr;
import dap.sql.tree.Position;
import dap.sql.tree.SqlType;
import java.util.Locale;

/// Writes `CAST(… AS JSON)`: compact text, every declared field under its lower-case name in order,
/// NULL as null.
final class JsonCastRenderer {

    private final Refusal refusal;
    private final ExpressionRenderer expressions;
    private final CastRenderer casts;

    JsonCastRenderer(Refusal refusal, ExpressionRenderer expressions, CastRenderer casts) {
        this.refusal = refusal;
        this.expressions = expressions;
        this.casts = casts;
    }

    /// The text, NULL for NULL.
    String of(Expr expr, Position position) {
        String value = expressions.render(expr);
        boolean isPath = expr instanceof Expr.ColumnRef || expr instanceof Expr.FieldOf;
        if (isPath || !(expr.type() instanceof SqlType.Row)) {
            return text(expr.type(), value, position);
        }
        String variable = expressions.newVariable();
        return "list_transform([%s], lambda %s: %s)[1]"
                .formatted(value, variable, text(expr.type(), variable, position));
    }

    private String text(SqlType type, String value, Position position) {
        return switch (type) {
            case SqlType.Varchar _, SqlType.Char _ -> quoted(value);
            case SqlType.Decimal _ -> casts.text(type, value, position);
            case SqlType.Timestamp _ -> quoted(casts.text(type, value, position));
            case SqlType.ZonedTimestamp _ -> throw refused(type, position);
            case SqlType.Simple simple -> simple(simple, value, position);
            case SqlType.Array(SqlType element) -> array(element, value, position);
            case SqlType.MapOf(SqlType key, SqlType element) -> map(key, element, value, position);
            case SqlType.Row row -> row(row, value, position);
        };
    }

    private String simple(SqlType.Simple type, String value, Position position) {
        return switch (type) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT -> Sql.cast(value, "VARCHAR");
            case DOUBLE -> finite(value, Sql.call("trino_double_java", value));
            case REAL -> finite(value, Sql.call("trino_real_java", value));
            case DATE -> quoted(casts.text(type, value, position));
            case JSON -> value;
            case UNKNOWN -> "CAST(NULL AS VARCHAR)";
            case VARBINARY, TIME, INTERVAL_DAY_TO_SECOND, INTERVAL_YEAR_TO_MONTH ->
                    throw refused(type, position);
        };
    }

    /// JSON has no number for NaN and the infinities: Trino writes texts.
    private static String finite(String value, String text) {
        return "CASE WHEN isfinite(%1$s) THEN %2$s ELSE '\"' || %2$s || '\"' END"
                .formatted(value, text);
    }

    /// DuckDB escapes text as Trino does, but for characters beyond the first plane, which Trino
    /// escapes; and NULL would become the JSON null. Only text that is not ASCII is looked at.
    private static String quoted(String value) {
        return "CASE WHEN %1$s IS NULL THEN NULL WHEN strlen(%1$s) = length(%1$s) THEN CAST(to_json(%1$s) AS VARCHAR) ELSE trino_json_escaped(CAST(to_json(%1$s) AS VARCHAR)) END"
                .formatted(value);
    }

    private String array(SqlType element, String value, Position position) {
        String variable = expressions.newVariable();
        return "('[' || array_to_string(list_transform(%s, lambda %s: coalesce(%s, 'null')), ',') || ']')"
                .formatted(value, variable, text(element, variable, position));
    }

    /// Trino writes the entries in the order of their keys.
    private String map(SqlType key, SqlType element, String value, Position position) {
        if (!TypePredicates.isText(key)) {
            throw refused(new SqlType.MapOf(key, element), position);
        }
        String variable = expressions.newVariable();
        String entry = "struct_extract(%s, '%s')";
        return "('{' || array_to_string(list_transform(list_sort(map_entries(%s)), lambda %s: %s || ':' || coalesce(%s, 'null')), ',') || '}')"
                .formatted(
                        value,
                        variable,
                        quoted(entry.formatted(variable, "key")),
                        text(element, entry.formatted(variable, "value"), position));
    }

    private String row(SqlType.Row row, String value, Position position) {
        StringBuilder sql =
                new StringBuilder("CASE WHEN ").append(value).append(" IS NULL THEN NULL ELSE '{");
        for (int i = 0; i < row.fields().size(); i++) {
            SqlType.Field field = row.fields().get(i);
            String name = field.name().orElse("").toLowerCase(Locale.ROOT);
            String member =
                    Sql.call("struct_extract", value, Sql.text(DuckTypes.fieldName(row, i)));
            sql.append(i == 0 ? "" : ",")
                    .append(key(name))
                    .append(":' || coalesce(")
                    .append(text(field.type(), member, position))
                    .append(", 'null') || '");
        }
        return sql.append("}' END").toString();
    }

    private static String key(String name) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            json.append(
                    switch (c) {
                        case '"' -> "\\\"";
                        case '\\' -> "\\\\";
                        case '\'' -> "''";
                        default -> String.valueOf(c);
                    });
        }
        return json.append('"').toString();
    }

    private RuntimeException refused(SqlType type, Position position) {
        return refusal.of(
                position,
                "CAST AS JSON of a " + type.text(),
                "CAST it to varchar first, or name its parts.");
    }
}
