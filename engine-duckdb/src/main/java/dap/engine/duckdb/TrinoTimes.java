package dap.engine.duckdb;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
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
                    .toFormatter(Locale.ROOT);

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
                    .toFormatter(Locale.ROOT);

    private TrinoTimes() {}

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

    static LocalDate isoDate(String text) {
        return LocalDate.parse(text, DateTimeFormatter.ISO_LOCAL_DATE);
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
