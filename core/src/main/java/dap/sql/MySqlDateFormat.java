package dap.sql;

import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A format of `date_format`, in MySQL's notation, as Trino reads it.
///
/// Trino refuses `%D %U %u %V %w %X`, and so do we. What is no specifier stands for itself.
public final class MySqlDateFormat {

    private static final Map<Character, Function<LocalDateTime, String>> SPECIFIERS =
            Map.ofEntries(
                    Map.entry(
                            'a', t -> t.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.US)),
                    Map.entry('b', t -> t.getMonth().getDisplayName(TextStyle.SHORT, Locale.US)),
                    Map.entry('c', t -> String.valueOf(t.getMonthValue())),
                    Map.entry('d', t -> two(t.getDayOfMonth())),
                    Map.entry('e', t -> String.valueOf(t.getDayOfMonth())),
                    Map.entry('f', t -> digits(t.get(ChronoField.MICRO_OF_SECOND), 6)),
                    Map.entry('H', t -> two(t.getHour())),
                    Map.entry('h', t -> two(t.get(ChronoField.CLOCK_HOUR_OF_AMPM))),
                    Map.entry('I', t -> two(t.get(ChronoField.CLOCK_HOUR_OF_AMPM))),
                    Map.entry('i', t -> two(t.getMinute())),
                    Map.entry('j', t -> digits(t.getDayOfYear(), 3)),
                    Map.entry('k', t -> String.valueOf(t.getHour())),
                    Map.entry('l', t -> String.valueOf(t.get(ChronoField.CLOCK_HOUR_OF_AMPM))),
                    Map.entry('M', t -> t.getMonth().getDisplayName(TextStyle.FULL, Locale.US)),
                    Map.entry('m', t -> two(t.getMonthValue())),
                    Map.entry('p', MySqlDateFormat::halfOfDay),
                    Map.entry(
                            'r',
                            t ->
                                    two(t.get(ChronoField.CLOCK_HOUR_OF_AMPM))
                                            + clock(t).substring(2)
                                            + " "
                                            + halfOfDay(t)),
                    Map.entry('S', t -> two(t.getSecond())),
                    Map.entry('s', t -> two(t.getSecond())),
                    Map.entry('T', MySqlDateFormat::clock),
                    Map.entry('v', t -> two(t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))),
                    Map.entry('W', t -> t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.US)),
                    Map.entry('x', t -> digits(t.get(IsoFields.WEEK_BASED_YEAR), 4)),
                    Map.entry('Y', t -> digits(t.getYear(), 4)),
                    Map.entry('y', t -> two(Math.floorMod(t.getYear(), 100))));

    private final String format;

    private MySqlDateFormat(String format) {
        this.format = format;
    }

    public static MySqlDateFormat of(String format) {
        return new MySqlDateFormat(format);
    }

    /// The first specifier that Trino has no meaning for, `%D` for example.
    public static Optional<String> unsupported(String format) {
        int percent = format.indexOf('%');
        while (percent >= 0 && percent + 1 < format.length()) {
            if ("DUuVwX".indexOf(format.charAt(percent + 1)) >= 0) {
                return Optional.of(format.substring(percent, percent + 2));
            }
            percent = format.indexOf('%', percent + 2);
        }
        return Optional.empty();
    }

    public String format(LocalDateTime time) {
        StringBuilder text = new StringBuilder();
        boolean isSpecifier = false;
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (isSpecifier) {
                Function<LocalDateTime, String> known = SPECIFIERS.get(c);
                text.append(known == null ? String.valueOf(c) : known.apply(time));
                isSpecifier = false;
            } else if (c == '%') {
                isSpecifier = true;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /// The time that `text` gives in this format; all of it must be used up.
    ///
    /// @throws IllegalArgumentException if it does not fit the format
    public LocalDateTime parse(String text) {
        return new MySqlDateReader(format, text).read();
    }

    private static String halfOfDay(LocalDateTime time) {
        return time.getHour() < 12 ? "AM" : "PM";
    }

    private static String clock(LocalDateTime time) {
        return two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond());
    }

    private static String two(int number) {
        return digits(number, 2);
    }

    private static String digits(int number, int width) {
        return String.format(Locale.ROOT, "%0" + width + "d", number);
    }
}
