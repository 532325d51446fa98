package dap.engine.duckdb;

import dap.sql.MySqlDateFormat;
import dap.sql.tree.Expr;
import dap.sql.tree.SqlType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Writes Trino's functions of dates and times.
final class TimeFunctions {

    /// Parts of a date or time, and how DuckDB computes them.
    private static final Map<String, String> PARTS =
            Map.ofEntries(
                    Map.entry("year", "year(%s)"),
                    Map.entry("quarter", "quarter(%s)"),
                    Map.entry("month", "month(%s)"),
                    Map.entry("week", "week(%s)"),
                    Map.entry("week_of_year", "week(%s)"),
                    Map.entry("day", "day(%s)"),
                    Map.entry("day_of_month", "day(%s)"),
                    Map.entry("day_of_week", "isodow(%s)"),
                    Map.entry("dow", "isodow(%s)"),
                    Map.entry("day_of_year", "dayofyear(%s)"),
                    Map.entry("doy", "dayofyear(%s)"),
                    Map.entry("year_of_week", "isoyear(%s)"),
                    Map.entry("yow", "isoyear(%s)"),
                    Map.entry("hour", "hour(%s)"),
                    Map.entry("minute", "minute(%s)"),
                    Map.entry("second", "second(%s)"),
                    Map.entry("millisecond", "(millisecond(%s) %% 1000)"));

    private static final Map<String, String> UNITS =
            Map.of(
                    "millisecond", "to_milliseconds",
                    "second", "to_seconds",
                    "minute", "to_minutes",
                    "hour", "to_hours",
                    "day", "to_days",
                    "week", "to_weeks",
                    "month", "to_months",
                    "quarter", "to_quarters",
                    "year", "to_years");

    private static final Set<String> DAYS_OR_MORE =
            Set.of("day", "week", "month", "quarter", "year");

    private final Refusal refusal;
    private final ExpressionRenderer expressions;
    private final CastRenderer casts;
    private final Zones zones;

    TimeFunctions(Refusal refusal, ExpressionRenderer expressions, CastRenderer casts) {
        this.refusal = refusal;
        this.expressions = expressions;
        this.casts = casts;
        this.zones = new Zones(refusal, expressions);
    }

    void addTo(FunctionRenderers writings) {
        PARTS.forEach((name, pattern) ->
                writings.put(
                        name, (call, _) -> Sql.cast(pattern.formatted(local(call, 0)), "BIGINT")));
        writings.put("date", (call, a) -> date(call, a));
        writings.put("last_day_of_month", (call, _) -> "last_day(" + local(call, 0) + ")");
        writings.put("date_format", this::dateFormat);
        writings.put("date_parse", this::dateParse);
        writings.put("date_trunc", this::dateTrunc);
        writings.put("date_add", this::dateAdd);
        writings.put("date_diff", this::dateDiff);
        writings.put("from_iso8601_timestamp", (_, a) -> Sql.call("trino_iso_instant", a.get(0)));
        writings.put("from_iso8601_date", (_, a) -> Sql.call("trino_iso_date", a.get(0)));
        writings.put("from_unixtime", this::fromUnixtime);
        writings.put(
                "to_unixtime",
                (call, _) -> "(epoch_us(" + instant(call, 0) + ") / 1000000.0::DOUBLE)");
        writings.put("to_iso8601", this::toIso);
        writings.pattern("current_timezone", "'UTC'");
        writings.put("at_timezone", (call, a) -> zones.checked(call, a.get(0)));
        writings.put(
                "with_timezone",
                (call, a) -> zones.checked(call, Sql.call("trino_in_zone", a.toArray())));
    }

    /// The argument as a date or timestamp in the zone it is shown in.
    private String local(Expr.Call call, int index) {
        return zones.local(call.arguments().get(index), call.position());
    }

    private String instant(Expr.Call call, int index) {
        return expressions.render(call.arguments().get(index));
    }

    private String date(Expr.Call call, List<String> a) {
        return call.arguments().getFirst().type() instanceof SqlType.Varchar
                ? Sql.call("trino_text_date", a.getFirst())
                : Sql.cast(local(call, 0), "DATE");
    }

    private String dateFormat(Expr.Call call, List<String> a) {
        checkFormat(call);
        return Sql.call("trino_date_format", Sql.cast(local(call, 0), "TIMESTAMP"), a.get(1));
    }

    private String dateParse(Expr.Call call, List<String> a) {
        checkFormat(call);
        boolean namesDays =
                call.arguments().get(1) instanceof Expr.Literal literal
                        && literal.value() instanceof String format
                        && (format.contains("%W") || format.contains("%a"));
        if (namesDays) {
            throw refusal.of(
                    call.position(),
                    "the name of a weekday in date_parse",
                    "Leave it out of the text: the date says it.");
        }
        return Sql.call("trino_date_parse", a.toArray());
    }

    private void checkFormat(Expr.Call call) {
        if (call.arguments().get(1) instanceof Expr.Literal literal
                && literal.value() instanceof String format) {
            if (format.isEmpty()) {
                throw refusal.of(
                        call.position(),
                        "an empty format",
                        "Athena refuses it too: write a format.");
            }
            MySqlDateFormat.unsupported(format)
                    .ifPresent(specifier -> {
                        throw refusal.of(
                                call.position(),
                                "the specifier " + specifier,
                                "Athena refuses it too: use another specifier.");
                    });
        }
    }

    /// @param dated the argument that is a date or a time
    private String unit(Expr.Call call, int dated) {
        if (call.arguments().get(dated).type() == SqlType.Simple.DATE
                && !(call.arguments().getFirst() instanceof Expr.Literal literal
                        && literal.value() instanceof String unit
                        && DAYS_OR_MORE.contains(unit.toLowerCase(Locale.ROOT)))) {
            throw refusal.of(
                    call.position(),
                    "this unit of a date",
                    "Use one of day, week, month, quarter, year; or CAST the date to timestamp.");
        }
        if (call.arguments().getFirst() instanceof Expr.Literal literal
                && literal.value() instanceof String unit
                && UNITS.containsKey(unit.toLowerCase(Locale.ROOT))) {
            return unit.toLowerCase(Locale.ROOT);
        }
        throw refusal.of(
                call.position(),
                "this unit",
                "Use one of millisecond, second, minute, hour, day, week, month, quarter, year.");
    }

    private String dateTrunc(Expr.Call call, List<String> a) {
        String unit = unit(call, 1);
        if (call.type() instanceof SqlType.ZonedTimestamp) {
            String zone = zones.of(call.arguments().get(1), call.position());
            return Sql.call("trino_zoned_trunc", utc(a.get(1)), Sql.text(unit), Sql.text(zone));
        }
        return Sql.cast(
                Sql.call("date_trunc", Sql.text(unit), a.get(1)), DuckTypes.of(call.type()));
    }

    private String dateAdd(Expr.Call call, List<String> a) {
        String unit = unit(call, 2);
        if (call.type() instanceof SqlType.ZonedTimestamp) {
            String zone = zones.of(call.arguments().get(2), call.position());
            return Sql.call(
                    "trino_zoned_add", utc(a.get(2)), Sql.text(unit), a.get(1), Sql.text(zone));
        }
        String amount = Sql.call(UNITS.getOrDefault(unit, ""), a.get(1));
        return Sql.cast("(" + a.get(2) + " + " + amount + ")", DuckTypes.of(call.type()));
    }

    private static String utc(String instant) {
        return Sql.call("timezone", "'UTC'", instant);
    }

    private String dateDiff(Expr.Call call, List<String> a) {
        String unit = unit(call, 1);
        if (!(call.arguments().get(1).type() instanceof SqlType.ZonedTimestamp)) {
            return between(unit, a.get(1), a.get(2));
        }
        // Days are those of the first one's zone.
        String zone =
                DAYS_OR_MORE.contains(unit)
                        ? zones.of(call.arguments().get(1), call.position())
                        : "UTC";
        return between(
                unit,
                Sql.call("timezone", Sql.text(zone), a.get(1)),
                Sql.call("timezone", Sql.text(zone), a.get(2)));
    }

    /// Whole units from one to the other. A month is over at its last day, if the day that it began
    /// on is later.
    private static String between(String unit, String from, String to) {
        int months =
                switch (unit) {
                    case "month" -> 1;
                    case "quarter" -> 3;
                    case "year" -> 12;
                    default -> 0;
                };
        return months == 0
                ? Sql.call("datesub", Sql.text(unit), from, to)
                : "(%s // %d)"
                        .formatted(
                                Sql.call(
                                        "trino_months",
                                        Sql.cast(from, "TIMESTAMP"),
                                        Sql.cast(to, "TIMESTAMP")),
                                months);
    }

    private String fromUnixtime(Expr.Call call, List<String> a) {
        // Trino rounds to milliseconds.
        String instant =
                "make_timestamptz(CAST(CASE WHEN isnan(%1$s) THEN 0 ELSE round(%1$s * 1000) END AS BIGINT) * 1000)"
                        .formatted(a.getFirst());
        return a.size() == 1 ? instant : zones.checked(call, instant);
    }

    private String toIso(Expr.Call call, List<String> a) {
        if (call.arguments().getFirst().type() == SqlType.Simple.DATE) {
            return "strftime(" + a.getFirst() + ", '%Y-%m-%d')";
        }
        SqlType type = call.arguments().getFirst().type();
        int precision =
                switch (type) {
                    case SqlType.Timestamp(int digits) -> digits;
                    case SqlType.ZonedTimestamp(int digits) -> digits;
                    default -> throw new IllegalStateException(type.text());
                };
        String text =
                "replace(%s, ' ', 'T')"
                        .formatted(
                                casts.text(
                                        new SqlType.Timestamp(precision),
                                        local(call, 0),
                                        call.position()));
        if (!(type instanceof SqlType.ZonedTimestamp)) {
            return text;
        }
        if (zones.of(call.arguments().getFirst(), call.position()).equals("UTC")) {
            return "(" + text + " || 'Z')";
        }
        throw refusal.of(
                call.position(),
                "to_iso8601 in a zone",
                "Write AT TIME ZONE 'UTC' after the timestamp.");
    }
}
