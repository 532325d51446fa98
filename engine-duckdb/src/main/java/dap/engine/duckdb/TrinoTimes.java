package dap.engine.duckdb;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Objects;

/// Dates and times as Trino reads them from text.
final class TrinoTimes {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-M-d", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter TIMESTAMP =
            new DateTimeFormatterBuilder()
                    .append(DATE)
                    .optionalStart()
                    .appendPattern(" H:m")
                    .optionalStart()
                    .appendPattern(":s")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .optionalEnd()
                    .optionalEnd()
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd")
                    .optionalStart()
                    .appendLiteral('T')
                    .appendPattern("HH[:mm[:ss")
                    .optionalStart()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                    .optionalEnd()
                    .appendPattern("]]")
                    .optionalEnd()
                    .optionalStart()
                    .appendOffset("+HH:MM", "Z")
                    .optionalEnd()
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter ISO_DATE =
            new DateTimeFormatterBuilder()
                    .appendOptional(
                            new DateTimeFormatterBuilder()
                                    .appendValue(IsoFields.WEEK_BASED_YEAR, 4)
                                    .appendLiteral("-W")
                                    .appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2)
                                    .optionalStart()
                                    .appendLiteral('-')
                                    .appendValue(ChronoField.DAY_OF_WEEK, 1)
                                    .optionalEnd()
                                    .parseDefaulting(ChronoField.DAY_OF_WEEK, 1)
                                    .toFormatter(Locale.ROOT))
                    .appendOptional(DateTimeFormatter.ofPattern("uuuu-DDD", Locale.ROOT))
                    .appendOptional(
                            new DateTimeFormatterBuilder()
                                    .appendPattern("uuuu[-MM[-dd]]")
                                    .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
                                    .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
                                    .toFormatter(Locale.ROOT))
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter SECONDS = clock("");
    private static final DateTimeFormatter MILLIS = clock(".SSS");
    private static final DateTimeFormatter MICROS = clock(".SSSSSS");

    private TrinoTimes() {}

    private static DateTimeFormatter clock(String fraction) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss" + fraction, Locale.ROOT);
    }

    static LocalDate date(String text) {
        return LocalDate.parse(text.strip(), DATE);
    }

    static LocalDateTime timestamp(String text) {
        TemporalAccessor parsed = TIMESTAMP.parse(text.strip());
        return LocalDateTime.of(LocalDate.from(parsed), timeOf(parsed));
    }

    private static LocalTime timeOf(TemporalAccessor parsed) {
        return Objects.requireNonNullElse(
                parsed.query(TemporalQueries.localTime()), LocalTime.MIDNIGHT);
    }

    /// `2024-02-29`, `2024-02`, `2024`, `2024-060`, `2024-W09-4`, `2024-W09`.
    static LocalDate isoDate(String text) {
        return LocalDate.parse(text, ISO_DATE);
    }

    /// A clock's time in a zone as an instant, UTC. Of an hour that comes twice it is the first; in
    /// one that clocks leave out it is as much later.
    static LocalDateTime inZone(LocalDateTime clock, String zone) {
        return utc(clock.atZone(ZoneId.of(zone)));
    }

    /// date_add in a zone, of an instant in UTC.
    static LocalDateTime add(LocalDateTime instant, String unit, long amount, String zone) {
        ZonedDateTime zoned = instant.atOffset(ZoneOffset.UTC).atZoneSameInstant(ZoneId.of(zone));
        return utc(
                switch (unit) {
                    case "millisecond" -> zoned.plus(amount, ChronoUnit.MILLIS);
                    case "second" -> zoned.plusSeconds(amount);
                    case "minute" -> zoned.plusMinutes(amount);
                    case "hour" -> zoned.plusHours(amount);
                    case "day" -> zoned.plusDays(amount);
                    case "week" -> zoned.plusWeeks(amount);
                    case "month" -> zoned.plusMonths(amount);
                    case "quarter" -> zoned.plusMonths(Math.multiplyExact(amount, 3));
                    case "year" -> zoned.plusYears(amount);
                    default -> throw new IllegalArgumentException(unit);
                });
    }

    /// date_trunc in a zone, of an instant in UTC.
    static LocalDateTime truncate(LocalDateTime instant, String unit, String zone) {
        ZonedDateTime zoned = instant.atOffset(ZoneOffset.UTC).atZoneSameInstant(ZoneId.of(zone));
        ZonedDateTime day = zoned.truncatedTo(ChronoUnit.DAYS);
        return utc(
                switch (unit) {
                    case "millisecond" -> zoned.truncatedTo(ChronoUnit.MILLIS);
                    case "second" -> zoned.truncatedTo(ChronoUnit.SECONDS);
                    case "minute" -> zoned.truncatedTo(ChronoUnit.MINUTES);
                    case "hour" -> zoned.truncatedTo(ChronoUnit.HOURS);
                    case "day" -> day;
                    case "week" -> day.with(ChronoField.DAY_OF_WEEK, 1);
                    case "month" -> day.withDayOfMonth(1);
                    case "quarter" -> day.withDayOfMonth(1).withMonth(quarter(day) * 3 - 2);
                    case "year" -> day.withDayOfYear(1);
                    default -> throw new IllegalArgumentException(unit);
                });
    }

    private static int quarter(ZonedDateTime day) {
        return (day.getMonthValue() + 2) / 3;
    }

    private static LocalDateTime utc(ZonedDateTime zoned) {
        return zoned.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }

    /// CAST(date AS varchar). Years before 1 have four digits and a sign: `-0033-09-01`.
    static String text(LocalDate day) {
        return day.toString();
    }

    /// CAST(timestamp AS varchar), with `precision` digits of the second: 0, 3 or 6.
    static String text(LocalDateTime time, long precision) {
        return time.format(precision == 0 ? SECONDS : precision == 3 ? MILLIS : MICROS);
    }

    /// The instant, to the millisecond, with the offset that the text gives; UTC where it gives
    /// none.
    static OffsetDateTime iso(String text) {
        TemporalAccessor parsed = ISO.parse(text);
        LocalTime time = timeOf(parsed);
        ZoneOffset offset =
                Objects.requireNonNullElse(parsed.query(TemporalQueries.offset()), ZoneOffset.UTC);
        return OffsetDateTime.of(
                LocalDate.from(parsed), time.truncatedTo(ChronoUnit.MILLIS), offset);
    }
}
