package dap.engine.duckdb;

import static dap.engine.duckdb.JavaFunctions.Type.BIGINT;
import static dap.engine.duckdb.JavaFunctions.Type.DATE;
import static dap.engine.duckdb.JavaFunctions.Type.INSTANT;
import static dap.engine.duckdb.JavaFunctions.Type.TEXT;
import static dap.engine.duckdb.JavaFunctions.Type.TIMESTAMP;

import dap.sql.MySqlDateFormat;
import java.sql.SQLException;
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
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dates and times as Trino reads them from text.
final class TrinoTimes {

    private static final DateTimeFormatter DATE_FORMAT =
            DateTimeFormatter.ofPattern("uuuu-M-d", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter TIMESTAMP_FORMAT =
            new DateTimeFormatterBuilder()
                    .append(DATE_FORMAT)
                    .optionalStart()
                    .appendPattern(" H:m")
                    .optionalStart()
                    .appendPattern(":s")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .optionalEnd()
                    .optionalEnd()
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    /// A timestamp with a zone or an offset behind it.
    private static final Pattern ZONED =
            Pattern.compile(
                    "(\\d+-\\d+-\\d+(?: [\\d:.]+)?)\\s*([A-Za-z][\\w/+-]*|[+-]\\d{2}:\\d{2})");

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

    private static final Map<String, MySqlDateFormat> FORMATS = new ConcurrentHashMap<>();

    private TrinoTimes() {}

    static void register(JavaFunctions functions) throws SQLException {
        functions.register(
                "trino_date_format", TIMESTAMP, TEXT, TEXT, (a, b) -> format(b).format(a));
        functions.register("trino_date_parse", TEXT, TEXT, TIMESTAMP, (a, b) -> format(b).parse(a));
        functions.register("trino_text_date", TEXT, DATE, TrinoTimes::date);
        functions.register("trino_text_timestamp", TEXT, TIMESTAMP, TrinoTimes::timestamp);
        functions.register("trino_text_instant", TEXT, INSTANT, TrinoTimes::instant);
        functions.register("trino_in_zone", TIMESTAMP, TEXT, INSTANT, TrinoTimes::inZone);
        functions.register(
                "trino_zoned_add", TIMESTAMP, TEXT, BIGINT, TEXT, INSTANT, TrinoTimes::add);
        functions.register(
                "trino_zoned_trunc", TIMESTAMP, TEXT, TEXT, INSTANT, TrinoTimes::truncate);
        functions.register("trino_day_text", TIMESTAMP, TEXT, a -> text(a.toLocalDate()));
        functions.register("trino_clock_text", TIMESTAMP, BIGINT, TEXT, TrinoTimes::text);
        functions.register("trino_iso_date", TEXT, DATE, TrinoTimes::isoDate);
        functions.register("trino_iso_local", TEXT, TIMESTAMP, a -> iso(a).toLocalDateTime());
        functions.register(
                "trino_iso_instant",
                TEXT,
                INSTANT,
                a -> LocalDateTime.ofInstant(iso(a).toInstant(), ZoneOffset.UTC));
        functions.register("trino_months", TIMESTAMP, TIMESTAMP, BIGINT, TrinoTimes::months);
    }

    private static MySqlDateFormat format(String text) {
        return FORMATS.computeIfAbsent(text, MySqlDateFormat::of);
    }

    private static DateTimeFormatter clock(String fraction) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss" + fraction, Locale.ROOT);
    }

    static LocalDate date(String text) {
        return LocalDate.parse(text.strip(), DATE_FORMAT);
    }

    static LocalDateTime timestamp(String text) {
        TemporalAccessor parsed = TIMESTAMP_FORMAT.parse(text.strip());
        return LocalDateTime.of(LocalDate.from(parsed), timeOf(parsed));
    }

    /// A timestamp, in UTC unless a zone stands behind it, as an instant in UTC.
    static LocalDateTime instant(String text) {
        Matcher zoned = ZONED.matcher(text.strip());
        return zoned.matches()
                ? utc(timestamp(zoned.group(1)).atZone(ZoneId.of(zoned.group(2))))
                : timestamp(text);
    }

    private static LocalTime timeOf(TemporalAccessor parsed) {
        return Objects.requireNonNullElse(
                parsed.query(TemporalQueries.localTime()), LocalTime.MIDNIGHT);
    }

    /// `2024-02-29`, `2024-02`, `2024`, `2024-060`, `2024-W09-4`, `2024-W09`.
    static LocalDate isoDate(String text) {
        return LocalDate.parse(text, ISO_DATE);
    }

    /// Whole months from one to the other; of a month that is too short for the day, its last one
    /// ends it.
    static long months(LocalDateTime from, LocalDateTime to) {
        if (to.isBefore(from)) {
            return -months(to, from);
        }
        long months = ChronoUnit.MONTHS.between(from, to);
        return from.plusMonths(months + 1).isAfter(to) ? months : months + 1;
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
                    default -> throw new UnfitValue("no such unit of time");
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
                    default -> throw new UnfitValue("no such unit of time");
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
