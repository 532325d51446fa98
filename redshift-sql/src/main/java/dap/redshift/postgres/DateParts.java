package dap.redshift.postgres;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Redshift's names for parts of dates, with their short forms.
final class DateParts {

    private static final Map<String, String> PARTS = new HashMap<>();

    static {
        put("millennium", "millennia", "mil", "mils");
        put("century", "centuries", "c", "cent", "cents");
        put("decade", "decades", "dec", "decs");
        put("year", "years", "y", "yr", "yrs");
        put("quarter", "quarters", "qtr", "qtrs");
        put("month", "months", "mon", "mons");
        put("week", "weeks", "w");
        put("dow", "dayofweek", "dw", "weekday");
        put("doy", "dayofyear", "dy", "yearday");
        put("day", "days", "d");
        put("hour", "hours", "h", "hr", "hrs");
        put("minute", "minutes", "m", "min", "mins");
        put("second", "seconds", "s", "sec", "secs");
        put(
                "milliseconds",
                "millisecond",
                "ms",
                "msec",
                "msecs",
                "msecond",
                "mseconds",
                "millisec",
                "millisecs",
                "millisecon");
        put(
                "microseconds",
                "microsecond",
                "us",
                "usec",
                "usecs",
                "usecond",
                "useconds",
                "microsec",
                "microsecs");
        put("epoch");
        put("timezone");
        put("timezone_hour");
        put("timezone_minute");
    }

    private DateParts() {}

    private static void put(String part, String... others) {
        PARTS.put(part, part);
        for (String other : others) {
            PARTS.put(other, part);
        }
    }

    /// PostgreSQL's name for the part that `name` says.
    static Optional<String> find(String name) {
        return Optional.ofNullable(PARTS.get(name.toLowerCase(Locale.ROOT)));
    }
}
