package dap.raw;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Dates and times as Trino's OpenX reader reads them; what is none is null.
final class OpenXTimes {

    private static final int MILLISECONDS_LENGTH = 13;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final Pattern DIGITS = Pattern.compile("[-+.0-9]+");
    private static final Pattern OFFSET = Pattern.compile("(.+[+-]\\d{2}):?(\\d{2})");

    private static final DateTimeFormatter HIVE_DATE =
            new DateTimeFormatterBuilder()
                    .parseLenient()
                    .appendValue(ChronoField.YEAR)
                    .appendLiteral('-')
                    .appendValue(ChronoField.MONTH_OF_YEAR)
                    .appendLiteral('-')
                    .appendValue(ChronoField.DAY_OF_MONTH)
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.LENIENT);

    private static final DateTimeFormatter HIVE_TIMESTAMP =
            new DateTimeFormatterBuilder()
                    .append(HIVE_DATE)
                    .appendLiteral(' ')
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.LENIENT);

    private static final DateTimeFormatter WITH_OFFSET =
            new DateTimeFormatterBuilder()
                    .parseLenient()
                    .parseCaseInsensitive()
                    .append(DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.LENIENT);

    private static final DateTimeFormatter PRINTED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private OpenXTimes() {}

    /// A date in ISO's form: read from one, whatever follows after a blank; or from a number of
    /// days.
    static @Nullable String date(String text) {
        int blank = text.indexOf(' ');
        try {
            return LocalDate.parse(blank > 0 ? text.substring(0, blank) : text, HIVE_DATE)
                    .toString();
        } catch (DateTimeException noDate) {
            Long days = OpenXNumbers.wholeNumber(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
            return days == null || text.indexOf('.') >= 0
                    ? null
                    : LocalDate.ofEpochDay(days).toString();
        }
    }

    /// A time of day in UTC with milliseconds: read from ISO's or Hive's form, or a number of
    /// seconds; of milliseconds if it has 13 characters or more.
    static @Nullable String timestamp(String text) {
        try {
            LocalDateTime time = text.indexOf(':') > 0 ? written(text) : counted(text);
            return time == null ? null : toMillis(time).format(PRINTED);
        } catch (DateTimeException | ArithmeticException | NumberFormatException noTime) {
            return null;
        }
    }

    private static LocalDateTime written(String text) {
        Matcher offset = OFFSET.matcher(text);
        if (offset.matches()) {
            return utc(offset.group(1) + ":" + offset.group(2));
        }
        if (text.endsWith("Z") || text.endsWith("z")) {
            return utc(text);
        }
        return LocalDateTime.parse(text, HIVE_TIMESTAMP);
    }

    private static LocalDateTime utc(String withOffset) {
        return utc(OffsetDateTime.parse(withOffset, WITH_OFFSET).toInstant());
    }

    private static @Nullable LocalDateTime counted(String text) {
        if (!DIGITS.matcher(text).matches()) {
            return null;
        }
        if (text.indexOf('.') >= 0) {
            BigDecimal millis =
                    new BigDecimal(text).movePointRight(3).setScale(0, RoundingMode.DOWN);
            return utc(Instant.ofEpochMilli(millis.longValueExact()));
        }
        long number = Long.parseLong(text);
        return text.length() >= MILLISECONDS_LENGTH
                ? utc(Instant.ofEpochMilli(number))
                : utc(Instant.ofEpochSecond(number));
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static LocalDateTime toMillis(LocalDateTime time) {
        return time.plusNanos(NANOS_PER_MILLI / 2).truncatedTo(ChronoUnit.MILLIS);
    }
}
