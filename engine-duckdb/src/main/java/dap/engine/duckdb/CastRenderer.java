package dap.engine.duckdb;

import dap.sql.tree.Expr;
import dap.sql.tree.Place;
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
    private final JsonText json;

    CastRenderer(Refusal refusal, ExpressionRenderer expressions) {
        this.refusal = refusal;
        this.expressions = expressions;
        this.zones = new Zones(refusal, expressions);
        this.json = new JsonText(refusal, expressions, this);
    }

    String render(Expr.Cast cast) {
        String converted = converted(cast);
        return cast.safe() ? "TRY(" + converted + ")" : converted;
    }

    private String converted(Expr.Cast cast) {
        Expr value = cast.value();
        if (cast.type() == SqlType.Simple.JSON) {
            return json.of(value, cast.place());
        }
        if (value.type() instanceof SqlType.ZonedTimestamp
                && !(cast.type() instanceof SqlType.ZonedTimestamp)) {
            return fromZoned(cast);
        }
        return convert(value.type(), cast.type(), expressions.render(value), cast.place());
    }

    private String fromZoned(Expr.Cast cast) {
        String local = zones.local(cast.value(), cast.place());
        int precision = ((SqlType.ZonedTimestamp) cast.value().type()).precision();
        SqlType.Timestamp clock = new SqlType.Timestamp(precision);
        if (Kinds.isText(cast.type())) {
            String zone = zones.of(cast.value(), cast.place());
            if (cast.type() instanceof SqlType.Varchar varchar && varchar.isBounded()) {
                throw refused(cast.value().type(), cast.type(), cast.place());
            }
            return bounded(
                    cast.type(),
                    "(" + text(clock, local, cast.place()) + " || " + Sql.text(" " + zone) + ")");
        }
        return convert(clock, cast.type(), local, cast.place());
    }

    /// `value`, DuckDB's SQL for a value of `from`, as one of `to`.
    private String convert(SqlType from, SqlType to, String value, Place place) {
        if (from == SqlType.Simple.UNKNOWN) {
            return Sql.cast(value, DuckTypes.of(to)); // NULL in every row, and so of any type
        }
        return switch (to) {
            case SqlType.Varchar varchar when varchar.isBounded() && !Kinds.isText(from) ->
                    fitting(from, varchar, value, place);
            case SqlType.Varchar _ when from instanceof SqlType.Char ->
                    // Which of the blanks at its end are there depends on Trino's version.
                    throw refused(from, to, place);
            case SqlType.Varchar _ -> bounded(to, text(from, value, place));
            case SqlType.Char _ -> bounded(to, text(from, value, place));
            case SqlType.Simple simple -> toSimple(from, simple, value, place);
            case SqlType.Decimal _ -> toDecimal(from, to, value, place);
            case SqlType.Timestamp(int precision) -> toTimestamp(from, precision, value, place);
            case SqlType.ZonedTimestamp(int precision) -> toZoned(from, precision, value, place);
            case SqlType.Array _, SqlType.Row _, SqlType.MapOf _ ->
                    from == SqlType.Simple.JSON
                            ? fromJson(to, value, place)
                            : toContainer(from, to, value, place);
        };
    }

    private String toContainer(SqlType from, SqlType to, String value, Place place) {
        return switch (to) {
            case SqlType.Array(SqlType element) -> toArray(from, element, value, place);
            case SqlType.Row row -> toRow(from, row, value, place);
            case SqlType.MapOf map -> toMap(from, map, value, place);
            default -> throw refused(from, to, place);
        };
    }

    private String toMap(SqlType from, SqlType.MapOf to, String value, Place place) {
        if (!(from instanceof SqlType.MapOf(SqlType key, SqlType element))) {
            throw refused(from, to, place);
        }
        return "CASE WHEN %1$s IS NULL THEN NULL ELSE map(%2$s, %3$s) END"
                .formatted(
                        value,
                        toArray(
                                new SqlType.Array(key),
                                to.key(),
                                Sql.call("map_keys", value),
                                place),
                        toArray(
                                new SqlType.Array(element),
                                to.value(),
                                Sql.call("map_values", value),
                                place));
    }

    /// JSON as a value of `to`: elements and fields are JSON in their turn.
    private String fromJson(SqlType to, String value, Place place) {
        return switch (to) {
            case SqlType.Array(SqlType element) ->
                    ofEach("trino_json_elements", element, value, place);
            case SqlType.MapOf(SqlType key, SqlType element) -> {
                if (!Kinds.isText(key)) {
                    throw refused(SqlType.Simple.JSON, to, place);
                }
                String keys = TEXTS.formatted(Sql.call("trino_json_keys", value));
                yield "CASE WHEN %1$s IS NULL THEN NULL ELSE map(%1$s, %2$s) END"
                        .formatted(keys, ofEach("trino_json_values", element, value, place));
            }
            case SqlType.Row row -> rowOfJson(row, value, place);
            default -> convert(SqlType.Simple.JSON, to, value, place);
        };
    }

    private String ofEach(String parts, SqlType element, String value, Place place) {
        String variable = expressions.newVariable();
        return "list_transform(%s, lambda %s: %s)"
                .formatted(
                        TEXTS.formatted(Sql.call(parts, value)),
                        variable,
                        // What an element lacks is NULL, and the JSON null where JSON is wanted.
                        element == SqlType.Simple.JSON
                                ? "coalesce(" + variable + ", 'null')"
                                : fromJson(element, variable, place));
    }

    private String rowOfJson(SqlType.Row row, String value, Place place) {
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
                    .append(fromJson(field.type(), part, place));
        }
        return "CASE WHEN trino_json_present(%s) THEN %s) END".formatted(value, fields);
    }

    private String toZoned(SqlType from, int precision, String value, Place place) {
        if (from instanceof SqlType.ZonedTimestamp) {
            return value;
        }
        if (!Kinds.isText(from)) {
            return Sql.call("timezone", "'UTC'", toTimestamp(from, precision, value, place));
        }
        String instant = Sql.call("timezone", "'UTC'", Sql.call("trino_text_instant", value));
        return Sql.call("timezone", "'UTC'", rounded(precision, instant));
    }

    private RuntimeException refused(SqlType from, SqlType to, Place place) {
        return refusal.of(
                place, "a cast from %s to %s".formatted(from.text(), to.text()), NOT_PROVEN);
    }

    private String toSimple(SqlType from, SqlType.Simple to, String value, Place place) {
        return switch (to) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> toInteger(from, to, value, place);
            case DOUBLE, REAL -> toFloating(from, to, value, place);
            case BOOLEAN -> toBoolean(from, value, place);
            case DATE -> toDate(from, value, place);
            case JSON, UNKNOWN -> value;
            case VARBINARY, TIME, INTERVAL_DAY_TO_SECOND, INTERVAL_YEAR_TO_MONTH ->
                    throw refused(from, to, place);
        };
    }

    private String toInteger(SqlType from, SqlType.Simple to, String value, Place place) {
        String type = DuckTypes.of(to);
        if (Kinds.isText(from)) {
            return Sql.cast(Sql.call("trino_text_bigint", value), type);
        }
        if (from == SqlType.Simple.JSON) {
            return Sql.cast(Sql.call("trino_json_bigint", value), type);
        }
        if (Kinds.isFloating(from)) {
            // DuckDB rounds halves to even, Trino away from zero.
            return Sql.cast("round(" + value + ")", type);
        }
        boolean isExact =
                Kinds.isInteger(from)
                        || from == SqlType.Simple.BOOLEAN
                        || from instanceof SqlType.Decimal;
        if (!isExact) {
            throw refused(from, to, place);
        }
        return Sql.cast(value, type);
    }

    private String toFloating(SqlType from, SqlType.Simple to, String value, Place place) {
        String type = DuckTypes.of(to);
        if (Kinds.isText(from)) {
            return floating(Sql.call("trino_text_double", value), type);
        }
        if (from == SqlType.Simple.JSON) {
            return Sql.cast(Sql.call("trino_json_double", value), type);
        }
        boolean isNumber =
                Kinds.isInteger(from)
                        || Kinds.isFloating(from)
                        || from == SqlType.Simple.BOOLEAN
                        || from instanceof SqlType.Decimal;
        if (!isNumber) {
            throw refused(from, to, place);
        }
        return from == SqlType.Simple.DOUBLE ? floating(value, type) : Sql.cast(value, type);
    }

    /// A double that no real holds becomes infinite; DuckDB fails.
    private static String floating(String value, String type) {
        return type.equals(DuckTypes.of(SqlType.Simple.DOUBLE))
                ? Sql.cast(value, type)
                : Sql.cast(Sql.call("trino_real", value), type);
    }

    private String toBoolean(SqlType from, String value, Place place) {
        if (Kinds.isText(from)) {
            return Sql.call("trino_text_boolean", value);
        }
        if (from == SqlType.Simple.JSON) {
            return Sql.call("trino_json_boolean", value);
        }
        if (Kinds.isInteger(from) || Kinds.isFloating(from)) {
            return "(" + value + " <> 0)";
        }
        throw refused(from, SqlType.Simple.BOOLEAN, place);
    }

    private String toDate(SqlType from, String value, Place place) {
        if (Kinds.isText(from)) {
            return Sql.call("trino_text_date", value);
        }
        if (from instanceof SqlType.Timestamp) {
            return Sql.cast(value, "DATE");
        }
        throw refused(from, SqlType.Simple.DATE, place);
    }

    private String toDecimal(SqlType from, SqlType to, String value, Place place) {
        int scale = ((SqlType.Decimal) to).scale();
        if (Kinds.isText(from)) {
            return Sql.cast(Sql.call("trino_text_decimal", value, scale), DuckTypes.of(to));
        }
        if (from == SqlType.Simple.DOUBLE) {
            return Sql.cast(Sql.call("trino_double_decimal", value, scale), DuckTypes.of(to));
        }
        boolean isExact = Kinds.isInteger(from) || from instanceof SqlType.Decimal;
        if (!isExact) {
            throw refused(from, to, place);
        }
        return Sql.cast(value, DuckTypes.of(to));
    }

    private String toTimestamp(SqlType from, int precision, String value, Place place) {
        SqlType to = new SqlType.Timestamp(precision);
        if (from == SqlType.Simple.DATE) {
            return Sql.cast(value, "TIMESTAMP");
        }
        if (Kinds.isText(from)) {
            return rounded(precision, Sql.call("trino_text_timestamp", value));
        }
        if (from instanceof SqlType.Timestamp(int finer)) {
            return finer <= precision ? value : rounded(precision, value);
        }
        throw refused(from, to, place);
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

    private String toArray(SqlType from, SqlType element, String value, Place place) {
        if (!(from instanceof SqlType.Array(SqlType source))) {
            throw refused(from, new SqlType.Array(element), place);
        }
        if (source == SqlType.Simple.UNKNOWN) {
            return Sql.cast(value, DuckTypes.of(element) + "[]");
        }
        String variable = expressions.newVariable();
        return "list_transform(%s, lambda %s: %s)"
                .formatted(value, variable, convertOrKeep(source, element, variable, place));
    }

    private String convertOrKeep(SqlType from, SqlType to, String value, Place place) {
        return from.equals(to) ? value : convert(from, to, value, place);
    }

    private String toRow(SqlType from, SqlType.Row to, String value, Place place) {
        if (!(from instanceof SqlType.Row row)) {
            throw refused(from, to, place);
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
                                    place));
        }
        return "CASE WHEN %s IS NULL THEN NULL ELSE %s) END".formatted(value, fields);
    }

    /// What is no text is not cut short.
    private String fitting(SqlType from, SqlType.Varchar to, String value, Place place) {
        boolean mayBeLonger = from instanceof SqlType.Timestamp && to.length() < TIMESTAMP_LENGTH;
        if (mayBeLonger) {
            // Trino lets it be longer than its type.
            throw refused(from, to, place);
        }
        return Sql.call("trino_fitting", text(from, value, place), to.length());
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
    String text(SqlType from, String value, Place place) {
        return switch (from) {
            case SqlType.Varchar _, SqlType.Char _ -> value;
            case SqlType.Decimal(int precision, int scale) -> decimalText(value, precision, scale);
            case SqlType.Timestamp(int precision) -> clockText(value, precision, place);
            case SqlType.Simple simple -> textOf(simple, value, place);
            case SqlType.ZonedTimestamp _, SqlType.Array _, SqlType.MapOf _, SqlType.Row _ ->
                    throw refused(from, SqlType.VARCHAR, place);
        };
    }

    private String textOf(SqlType.Simple from, String value, Place place) {
        return switch (from) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT -> Sql.cast(value, "VARCHAR");
            case DATE -> Sql.call("trino_day_text", Sql.cast(value, "TIMESTAMP"));
            case DOUBLE -> Sql.call("trino_double_text", value);
            case REAL -> Sql.call("trino_real_text", value);
            case JSON -> Sql.call("trino_json_text", value);
            case UNKNOWN -> Sql.cast(value, "VARCHAR");
            case VARBINARY, TIME, INTERVAL_DAY_TO_SECOND, INTERVAL_YEAR_TO_MONTH ->
                    throw refused(from, SqlType.VARCHAR, place);
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
    private String clockText(String value, int precision, Place place) {
        return switch (precision) {
            case 0, 3, 6 -> Sql.call("trino_clock_text", value, precision);
            default -> throw refused(new SqlType.Timestamp(precision), SqlType.VARCHAR, place);
        };
    }

    /// A value as `format('%s', …)` prints it: numbers as Java has them.
    String printed(Expr expr, Place place) {
        String value = expressions.render(expr);
        if (expr.type() == SqlType.Simple.DOUBLE) {
            return Sql.call("trino_double_java", value);
        }
        if (expr.type() == SqlType.Simple.REAL) {
            return Sql.call("trino_real_java", value);
        }
        boolean isPlain =
                Kinds.isText(expr.type())
                        || Kinds.isInteger(expr.type())
                        || expr.type() instanceof SqlType.Decimal
                        || expr.type() == SqlType.Simple.BOOLEAN
                        || expr.type() == SqlType.Simple.DATE
                        || expr.type() == SqlType.Simple.UNKNOWN;
        if (isPlain) {
            return text(expr.type(), value, place);
        }
        if (expr.type() == SqlType.Simple.JSON) {
            return value;
        }
        throw refusal.of(
                place,
                "format('%s', …) of a " + expr.type().text(),
                "CAST it to varchar or JSON first.");
    }
}
