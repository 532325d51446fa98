package dap.engine.duckdb;

import dap.engine.duckdb.ScalarFunctions.Writing;
import dap.sql.MySqlDateFormat;
import dap.sql.SqlType;
import dap.sql.tree.Expr;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

    private final Refusal refusal;
    private final ExpressionRenderer expressions;
    private final Zones zones;

    TimeFunctions(Refusal refusal, ExpressionRenderer expressions) {
        this.refusal = refusal;
        this.expressions = expressions;
        this.zones = new Zones(refusal, expressions);
    }

    void addTo(Map<String, Writing> writings) {
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
        writings.put("at_timezone", (call, a) -> zones.checked(call, a.get(0)));
    }

    /// The argument as a date or timestamp in the zone it is shown in.
    private String local(Expr.Call call, int index) {
        return zones.local(call.arguments().get(index), call.place());
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
        return Sql.call("trino_date_parse", a.toArray());
    }

    private void checkFormat(Expr.Call call) {
        if (call.arguments().get(1) instanceof Expr.Literal literal
                && literal.value() instanceof String format) {
            MySqlDateFormat.unsupported(format)
                    .ifPresent(specifier -> {
                        throw refusal.of(
                                call.place(),
                                "the specifier " + specifier,
                                "Athena refuses it too: use another specifier.");
                    });
        }
    }

    private String unit(Expr.Call call) {
        if (call.arguments().getFirst() instanceof Expr.Literal literal
                && literal.value() instanceof String unit
                && UNITS.containsKey(unit.toLowerCase(Locale.ROOT))) {
            return unit.toLowerCase(Locale.ROOT);
        }
        throw refusal.of(
                call.place(),
                "this unit",
                "Use one of millisecond, second, minute, hour, day, week, month, quarter, year.");
    }

    private String dateTrunc(Expr.Call call, List<String> a) {
        String truncated = Sql.call("date_trunc", Sql.text(unit(call)), local(call, 1));
        if (call.type() instanceof SqlType.ZonedTimestamp) {
            String zone = zones.of(call.arguments().get(1), call.place());
            return Sql.call("timezone", Sql.text(zone), truncated);
        }
        return Sql.cast(truncated, DuckTypes.of(call.type()));
    }

    private String dateAdd(Expr.Call call, List<String> a) {
        String amount = Sql.call(UNITS.getOrDefault(unit(call), ""), a.get(1));
        String added = "(" + local(call, 2) + " + " + amount + ")";
        if (call.type() instanceof SqlType.ZonedTimestamp) {
            String zone = zones.of(call.arguments().get(2), call.place());
            return Sql.call("timezone", Sql.text(zone), added);
        }
        return Sql.cast(added, DuckTypes.of(call.type()));
    }

    private String dateDiff(Expr.Call call, List<String> a) {
        String unit = unit(call);
        boolean isExact =
                switch (unit) {
                    case "millisecond", "second", "minute", "hour", "day", "week" -> true;
                    default -> false;
                };
        if (!isExact) {
            throw refusal.of(
                    call.place(),
                    "date_diff in units of different lengths",
                    "Count days, or compare year(…) and month(…).");
        }
        return Sql.call("datesub", Sql.text(unit), local(call, 1), local(call, 2));
    }

    private String fromUnixtime(Expr.Call call, List<String> a) {
        // Trino rounds to milliseconds.
        String instant =
                "make_timestamptz(CAST(round(" + a.getFirst() + " * 1000) AS BIGINT) * 1000)";
        return a.size() == 1 ? instant : zones.checked(call, instant);
    }

    private String toIso(Expr.Call call, List<String> a) {
        if (call.arguments().getFirst().type() == SqlType.Simple.DATE) {
            return "strftime(" + a.getFirst() + ", '%Y-%m-%d')";
        }
        throw refusal.of(
                call.place(),
                "to_iso8601 of a timestamp",
                "Use date_format(…, '%Y-%m-%dT%H:%i:%s').");
    }
}
