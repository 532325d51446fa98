package dap.engine.duckdb;

import dap.sql.tree.Expr;
import dap.sql.tree.Position;
import dap.sql.tree.SqlType;

/// Writes conversions between types, with Trino's results.
final class CastRenderer {

    private static final String NOT_PROVEN =
            "Cast in two steps, by way of varchar, or leave the column to the warehouse.";

    /// What the longest timestamp takes as text, its zone aside.
    private static final int TIMESTAMP_LENGTH = 26;

    /// An array of texts, which the database's own functions give as JSON.
    static final String TEXTS = "from_json(%s, '[\"VARCHAR\"]')";

    private final Refusal refusal;
    private final ExpressionRenderer expressions;
    private final Zones zones;
    private final JsonCastRenderer json;

    CastRenderer(Refusal refusal, ExpressionRenderer expressions) {
        this.refusal = refusal;
        this.expressions = expressions;
        this.zones = new Zones(refusal, expressions);
        this.json = new JsonCastRenderer(refusal, expressions, this);
    }

    String render(Expr.Cast cast) {
        String converted = converted(cast);
        return cast.safe() ? "TRY(" + converted + ")" : converted;
    }

    private String converted(Expr.Cast cast) {
        Expr value = cast.value();
        if (cast.type() == SqlType.Simple.JSON) {
            return json.of(value, cast.position());
        }
        if (value.type() instanceof SqlType.ZonedTimestamp
                && !(cast.type() instanceof SqlType.ZonedTimestamp)) {
            return fromZoned(cast);
        }
        return convert(value.type(), cast.type(), expressions.render(value), cast.position());
    }

    private String fromZoned(Expr.Cast cast) {
        String local = zones.local(cast.value(), cast.position());
        int precision = ((SqlType.ZonedTimestamp) cast.value().type()).precision();
        SqlType.Timestamp clock = new SqlType.Timestamp(precision);
        if (TypePredicates.isText(cast.type())) {
            String zone = zones.of(cast.value(), cast.position());
            if (cast.type() instanceof SqlType.Varchar varchar && varchar.isBounded()) {
                throw refused(cast.value().type(), cast.type(), cast.position());
            }
            return bounded(
                    cast.type(),
                    "("
                            + text(clock, local, cast.position())
                            + " || "
                            + Sql.text(" " + zone)
                            + ")");
        }
        return convert(clock, cast.type(), local, cast.position());
    }

    /// `value`, DuckDB's SQL for a value of `from`, as one of `to`.
    private String convert(SqlType from, SqlType to, String value, Position position) {
        if (from == SqlType.Simple.UNKNOWN) {
            return Sql.cast(value, DuckTypes.of(to)); // NULL in every row, and so of any type
        }
        return switch (to) {
            case SqlType.Varchar varchar when varchar.isBounded() && !TypePredicates.isText(from) ->
                    fitting(from, varchar, value, position);
            case SqlType.Varchar _ when from instanceof SqlType.Char ->
                    // Which of the blanks at its end are there depends on Trino's version.
                    throw refused(from, to, position);
            case SqlType.Varchar _ -> bounded(to, text(from, value, position));
            case SqlType.Char _ -> bounded(to, text(from, value, position));
            case SqlType.Simple simple -> toSimple(from, simple, value, position);
            case SqlType.Decimal _ -> toDecimal(from, to, value, position);
            case SqlType.Timestamp(int precision) -> toTimestamp(from, precision, value, position);
            case SqlType.ZonedTimestamp(int precision) -> toZoned(from, precision, value, position);
            case SqlType.Array _, SqlType.Row _, SqlType.MapOf _ ->
                    from == SqlType.Simple.JSON
                            ? fromJson(to, value, position)
                            : toContainer(from, to, value, position);
        };
    }

    private String toContainer(SqlType from, SqlType to, String value, Position position) {
        return switch (to) {
            case SqlType.Array(SqlType element) -> toArray(from, element, value, position);
            case SqlType.Row row -> toRow(from, row, value, position);
            case SqlType.MapOf map -> toMap(from, map, value, position);
            default -> throw refused(from, to, position);
        };
    }

    private String toMap(SqlType from, SqlType.MapOf to, String value, Position position) {
        if (!(from instanceof SqlType.MapOf(SqlType key, SqlType element))) {
            throw refused(from, to, position);
        }
        return "CASE WHEN %1$s IS NULL THEN NULL ELSE map(%2$s, %3$s) END"
                .formatted(
                        value,
                        toArray(
                                new SqlType.Array(key),
                                to.key(),
                                Sql.call("map_keys", value),
                                position),
                        toArray(
                                new SqlType.Array(element),
                                to.value(),
                                Sql.call("map_values", value),
                                position));
    }

    /// JSON as a value of `to`: elements and fields are JSON in their turn.
    private String fromJson(SqlType to, String value, Position position) {
        return switch (to) {
            case SqlType.Array(SqlType element) ->
                    ofEach("trino_json_elements", element, value, position);
            case SqlType.MapOf(SqlType key, SqlType element) -> {
                if (!TypePredicates.isText(key)) {
                    throw refused(SqlType.Simple.JSON, to, position);
                }
                String keys = TEXTS.formatted(Sql.call("trino_json_keys", value));
                yield "CASE WHEN %1$s IS NULL THEN NULL ELSE map(%1$s, %2$s) END"
                        .formatted(keys, ofEach("trino_json_values", element, value, position));
            }
            case SqlType.Row row -> rowOfJson(row, value, position);
            default -> convert(SqlType.Simple.JSON, to, value, position);
        };
    }

    private String ofEach(String parts, SqlType element, String value, Position position) {
        String variable = expressions.newVariable();
        return "list_transform(%s, lambda %s: %s)"
                .formatted(
                        TEXTS.formatted(Sql.call(parts, value)),
                        variable,
                        // What an element lacks is NULL, and the JSON null where JSON is wanted.
                        element == SqlType.Simple.JSON
                                ? "coalesce(" + variable + ", 'null')"
                                : fromJson(element, variable, position));
    }

    private String rowOfJson(SqlType.Row row, String value, Position position) {
        StringBuilder fields = new StringBuilder("struct_pack(");
        for (int i = 0; i < row.fields().size(); i++) {
            SqlType.Field field = row.fields().get(i);
            String part =
                    Sql.call(
                            "trino_json_field",
                            value,
                            Sql.text(field.name().orElse("")),
                            i,
                            row.fields().size());
            fields.append(i == 0 ? "" : ", ")
                    .append(Sql.name(DuckTypes.fieldName(row, i)))
                    .append(" := ")
                    .append(fromJson(field.type(), part, position));
        }
        return "CASE WHEN trino_json_present(%s) THEN %s) END".formatted(value, fields);
    }

    private String toZoned(SqlType from, int precision, String value, Position position) {
        if (from instanceof SqlType.ZonedTimestamp) {
            return value;
        }
        if (!TypePredicates.isText(from)) {
            return Sql.call("timezone", "'UTC'", toTimestamp(from, precision, value, position));
        }
        String instant = Sql.call("timezone", "'UTC'", Sql.call("trino_text_instant", value));
        return Sql.call("timezone", "'UTC'", rounded(precision, instant));
    }

    private RuntimeException refused(SqlType from, SqlType to, Position position) {
        return refusal.of(
                position, "a cast from %s to %s".formatted(from.text(), to.text()), NOT_PROVEN);
    }

    private String toSimple(SqlType from, SqlType.Simple to, String value, Position position) {
        return switch (to) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> toInteger(from, to, value, position);
            case DOUBLE, REAL -> toFloating(from, to, value, position);
            case BOOLEAN -> toBoolean(from, value, position);
            case DATE -> toDate(from, value, position);
            case JSON, UNKNOWN -> value;
            case VARBINARY, TIME, INTERVAL_DAY_TO_SECOND, INTERVAL_YEAR_TO_MONTH ->
                    throw refused(from, to, position);
        };
    }

    private String toInteger(SqlType from, SqlType.Simple to, String value, Position position) {
        String type = DuckTypes.of(to);
        if (TypePredicates.isText(from)) {
            return Sql.cast(Sql.call("trino_text_bigint", value), type);
        }
        if (from == SqlType.Simple.JSON) {
            return Sql.cast(Sql.call("trino_json_bigint", value), type);
        }
        if (TypePredicates.isFloating(from)) {
            // DuckDB rounds halves to even, Trino away from zero.
            return Sql.cast("round(" + value + ")", type);
        }
        boolean isExact =
                TypePredicates.isInteger(from)
                        || from == SqlType.Simple.BOOLEAN
                        || from instanceof SqlType.Decimal;
        if (!isExact) {
            throw refused(from, to, position);
        }
        return Sql.cast(value, type);
    }

    private String toFloating(SqlType from, SqlType.Simple to, String value, Position position) {
        String type = DuckTypes.of(to);
        if (TypePredicates.isText(from)) {
            return floating(Sql.call("trino_text_double", value), type);
        }
        if (from == SqlType.Simple.JSON) {
            return Sql.cast(Sql.call("trino_json_double", value), type);
        }
        boolean isNumber =
                TypePredicates.isInteger(from)
                        || TypePredicates.isFloating(from)
                        || from == SqlType.Simple.BOOLEAN
                        || from instanceof SqlType.Decimal;
        if (!isNumber) {
            throw refused(from, to, position);
        }
        return from == SqlType.Simple.DOUBLE ? floating(value, type) : Sql.cast(value, type);
    }

    /// A double that no real holds becomes infinite; DuckDB fails.
    private static String floating(String value, String type) {
        return type.equals(DuckTypes.of(SqlType.Simple.DOUBLE))
                ? Sql.cast(value, type)
                : Sql.cast(Sql.call("trino_real", value), type);
    }

    private String toBoolean(SqlType from, String value, Position position) {
        if (TypePredicates.isText(from)) {
            return Sql.call("trino_text_boolean", value);
        }
        if (from == SqlType.Simple.JSON) {
            return Sql.call("trino_json_boolean", value);
        }
        if (TypePredicates.isInteger(from) || TypePredicates.isFloating(from)) {
            return "(" + value + " <> 0)";
        }
        throw refused(from, SqlType.Simple.BOOLEAN, position);
    }

    private String toDate(SqlType from, String value, Position position) {
        if (TypePredicates.isText(from)) {
            return Sql.call("trino_text_date", value);
        }
        if (from instanceof SqlType.Timestamp) {
            return Sql.cast(value, "DATE");
        }
        throw refused(from, SqlType.Simple.DATE, position);
    }

    private String toDecimal(SqlType from, SqlType to, String value, Position position) {
        int scale = ((SqlType.Decimal) to).scale();
        if (TypePredicates.isText(from)) {
            return Sql.cast(Sql.call("trino_text_decimal", value, scale), DuckTypes.of(to));
        }
        if (from == SqlType.Simple.DOUBLE) {
            return Sql.cast(Sql.call("trino_double_decimal", value, scale), DuckTypes.of(to));
        }
        boolean isExact = TypePredicates.isInteger(from) || from instanceof SqlType.Decimal;
        if (!isExact) {
            throw refused(from, to, position);
        }
        return Sql.cast(value, DuckTypes.of(to));
    }

    private String toTimestamp(SqlType from, int precision, String value, Position position) {
        SqlType to = new SqlType.Timestamp(precision);
        if (from == SqlType.Simple.DATE) {
            return Sql.cast(value, "TIMESTAMP");
        }
        if (TypePredicates.isText(from)) {
            return rounded(precision, Sql.call("trino_text_timestamp", value));
        }
        if (from instanceof SqlType.Timestamp(int finer)) {
            return finer <= precision ? value : rounded(precision, value);
        }
        throw refused(from, to, position);
    }

    /// Trino rounds half up where digits go away.
    private static String rounded(int precision, String timestamp) {
        if (precision >= 6) {
            return timestamp;
        }
        long unit = (long) Math.pow(10, 6 - precision);
        return "make_timestamp(CAST(floor((epoch_us(%s) + %d) / %d.0) AS BIGINT) * %d)"
                .formatted(timestamp, unit / 2, unit, unit);
    }

    private String toArray(SqlType from, SqlType element, String value, Position position) {
        if (!(from instanceof SqlType.Array(SqlType source))) {
            throw refused(from, new SqlType.Array(element), position);
        }
        if (source == SqlType.Simple.UNKNOWN) {
            return Sql.cast(value, DuckTypes.of(element) + "[]");
        }
        String variable = expressions.newVariable();
        return "list_transform(%s, lambda %s: %s)"
                .formatted(value, variable, convertOrKeep(source, element, variable, position));
    }

    private String convertOrKeep(SqlType from, SqlType to, String value, Position position) {
        return from.equals(to) ? value : convert(from, to, value, position);
    }

    private String toRow(SqlType from, SqlType.Row to, String value, Position position) {
        if (!(from instanceof SqlType.Row row)) {
            throw refused(from, to, position);
        }
        StringBuilder fields = new StringBuilder("struct_pack(");
        for (int i = 0; i < to.fields().size(); i++) {
            String field = Sql.call("struct_extract", value, Sql.text(DuckTypes.fieldName(row, i)));
            fields.append(i == 0 ? "" : ", ")
                    .append(Sql.name(DuckTypes.fieldName(to, i)))
                    .append(" := ")
                    .append(
                            convertOrKeep(
                                    row.fields().get(i).type(),
                                    to.fields().get(i).type(),
                                    field,
                                    position));
        }
        return "CASE WHEN %s IS NULL THEN NULL ELSE %s) END".formatted(value, fields);
    }

    /// What is no text is not cut short.
    private String fitting(SqlType from, SqlType.Varchar to, String value, Position position) {
        boolean mayBeLonger = from instanceof SqlType.Timestamp && to.length() < TIMESTAMP_LENGTH;
        if (mayBeLonger) {
            // Trino lets it be longer than its type.
            throw refused(from, to, position);
        }
        return Sql.call("trino_fitting", text(from, value, position), to.length());
    }

    private static String bounded(SqlType to, String text) {
        return switch (to) {
            case SqlType.Varchar varchar when varchar.isBounded() ->
                    Sql.call("left", text, varchar.length());
            case SqlType.Char(int length) ->
                    Sql.call("rpad", Sql.call("left", text, length), length, "' '");
            default -> text;
        };
    }

    /// A value as CAST(… AS varchar) has it.
    String text(SqlType from, String value, Position position) {
        return switch (from) {
            case SqlType.Varchar _, SqlType.Char _ -> value;
            case SqlType.Decimal(int precision, int scale) -> decimalText(value, precision, scale);
            case SqlType.Timestamp(int precision) -> clockText(value, precision, position);
            case SqlType.Simple simple -> textOf(simple, value, position);
            case SqlType.ZonedTimestamp _, SqlType.Array _, SqlType.MapOf _, SqlType.Row _ ->
                    throw refused(from, SqlType.VARCHAR, position);
        };
    }

    private String textOf(SqlType.Simple from, String value, Position position) {
        return switch (from) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT -> Sql.cast(value, "VARCHAR");
            case DATE -> Sql.call("trino_day_text", Sql.cast(value, "TIMESTAMP"));
            case DOUBLE -> Sql.call("trino_double_text", value);
            case REAL -> Sql.call("trino_real_text", value);
            case JSON -> Sql.call("trino_json_text", value);
            case UNKNOWN -> Sql.cast(value, "VARCHAR");
            case VARBINARY, TIME, INTERVAL_DAY_TO_SECOND, INTERVAL_YEAR_TO_MONTH ->
                    throw refused(from, SqlType.VARCHAR, position);
        };
    }

    /// DuckDB leaves the zero before the point out where all digits come after it.
    private static String decimalText(String value, int precision, int scale) {
        String text = Sql.cast(value, "VARCHAR");
        return precision > scale
                ? text
                : "CASE WHEN %1$s < 0 THEN '-0' || substr(%2$s, 2) ELSE '0' || %2$s END"
                        .formatted(value, text);
    }

    /// Not by a CASE over DuckDB's own text: an error in the value would escape TRY there.
    private String clockText(String value, int precision, Position position) {
        return switch (precision) {
            case 0, 3, 6 -> Sql.call("trino_clock_text", value, precision);
            default -> throw refused(new SqlType.Timestamp(precision), SqlType.VARCHAR, position);
        };
    }

    /// A value as `format('%s', …)` prints it: numbers as Java has them.
    String printed(Expr expr, Position position) {
        String value = expressions.render(expr);
        if (expr.type() == SqlType.Simple.DOUBLE) {
            return Sql.call("trino_double_java", value);
        }
        if (expr.type() == SqlType.Simple.REAL) {
            return Sql.call("trino_real_java", value);
        }
        boolean isPlain =
                TypePredicates.isText(expr.type())
                        || TypePredicates.isInteger(expr.type())
                        || expr.type() instanceof SqlType.Decimal
                        || expr.type() == SqlType.Simple.BOOLEAN
                        || expr.type() == SqlType.Simple.DATE
                        || expr.type() == SqlType.Simple.UNKNOWN;
        if (isPlain) {
            return text(expr.type(), value, position);
        }
        if (expr.type() == SqlType.Simple.JSON) {
            return value;
        }
        throw refusal.of(
                position,
                "format('%s', …) of a " + expr.type().text(),
                "CAST it to varchar or JSON first.");
    }
}
