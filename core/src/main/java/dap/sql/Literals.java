package dap.sql;

import dap.sql.tree.Expr;
import dap.sql.tree.Position;
import dap.sql.tree.SqlType;
import dap.sql.tree.SqlType.Simple;
import io.trino.sql.tree.BinaryLiteral;
import io.trino.sql.tree.DecimalLiteral;
import io.trino.sql.tree.GenericLiteral;
import io.trino.sql.tree.IntervalLiteral;
import io.trino.sql.tree.SimpleIntervalQualifier;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads literals that carry a type or a unit.
final class Literals {

    private static final int MICROS = 6;

    /// `2024-01-05`, `2024-01-05 10:11`, `2024-01-05 10:11:12.123`.
    private static final DateTimeFormatter TIMESTAMP =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-M-d")
                    .optionalStart()
                    .appendPattern(" H:m")
                    .optionalStart()
                    .appendPattern(":s")
                    .optionalStart()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 1, MICROS, true)
                    .optionalEnd()
                    .optionalEnd()
                    .optionalEnd()
                    .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                    .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                    .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
                    .toFormatter(Locale.ROOT);

    /// A timestamp with a zone or an offset after it.
    private static final Pattern ZONED =
            Pattern.compile("(\\d+-\\d+-\\d+ [\\d:.]+)\\s*([A-Za-z][\\w/+-]*|[+-]\\d{1,2}:\\d{2})");

    private final SqlText text;

    Literals(SqlText text) {
        this.text = text;
    }

    Expr binary(BinaryLiteral node) {
        return new Expr.Call(
                "from_hex",
                List.of(
                        new Expr.Literal(
                                java.util.HexFormat.of().withUpperCase().formatHex(node.getValue()),
                                SqlType.VARCHAR)),
                Simple.VARBINARY,
                SqlText.positionOf(node));
    }

    Expr decimal(DecimalLiteral node) {
        BigDecimal value = new BigDecimal(node.getValue());
        int precision = Math.max(value.precision(), value.scale());
        if (precision > SqlType.Decimal.MAX_PRECISION) {
            throw text.invalid(
                    node,
                    "a decimal has at most 38 digits, and this has %d.".formatted(precision),
                    "Write it as a double, with an exponent: 1E40.");
        }
        return new Expr.Literal(value, new SqlType.Decimal(precision, Math.max(value.scale(), 0)));
    }

    /// `DATE '2024-01-05'`, `TIMESTAMP '…'`, `JSON '…'`, `BIGINT '1'`.
    Expr typed(GenericLiteral node) {
        try {
            return switch (node.getType().toLowerCase(Locale.ROOT)) {
                case "date" -> new Expr.Literal(day(node.getValue().strip()), Simple.DATE);
                case "timestamp" -> timestamp(node.getValue().strip(), SqlText.positionOf(node));
                case "bigint" -> new Expr.Literal(Long.valueOf(node.getValue()), Simple.BIGINT);
                case "double" -> new Expr.Literal(Double.valueOf(node.getValue()), Simple.DOUBLE);
                case "integer", "int" ->
                        new Expr.Literal((long) Integer.parseInt(node.getValue()), Simple.INTEGER);
                case "boolean" -> bool(node);
                case "real" ->
                        new Expr.Cast(
                                new Expr.Literal(Double.valueOf(node.getValue()), Simple.DOUBLE),
                                Simple.REAL,
                                false,
                                SqlText.positionOf(node));
                case "varchar" -> new Expr.Literal(node.getValue(), SqlType.VARCHAR);
                case "json" ->
                        new Expr.Call(
                                "json_parse",
                                List.of(new Expr.Literal(node.getValue(), SqlType.VARCHAR)),
                                Simple.JSON,
                                SqlText.positionOf(node));
                default ->
                        throw text.notTranslatable(
                                node,
                                "a literal of type %s is not translated.".formatted(node.getType()),
                                "CAST a text to the type.");
            };
        } catch (DateTimeParseException | NumberFormatException e) {
            throw text.invalid(
                    node,
                    "this is no value of type %s.".formatted(node.getType()),
                    "Write a date as DATE '2024-01-05', an instant as TIMESTAMP '2024-01-05 10:11:12'.");
        }
    }

    private Expr bool(GenericLiteral node) {
        return switch (node.getValue().toLowerCase(Locale.ROOT)) {
            case "true" -> new Expr.Literal(true, Simple.BOOLEAN);
            case "false" -> new Expr.Literal(false, Simple.BOOLEAN);
            default -> throw new NumberFormatException(node.getType());
        };
    }

    private static LocalDate day(String value) {
        return LocalDate.parse(value, DateTimeFormatter.ofPattern("uuuu-M-d", Locale.ROOT));
    }

    private static Expr timestamp(String value, Position position) {
        Matcher zoned = ZONED.matcher(value);
        if (zoned.matches()) {
            return zoned(zoned.group(1).strip(), zoned.group(2), position);
        }
        int point = value.indexOf('.');
        int precision = point < 0 ? 0 : value.length() - point - 1;
        return new Expr.Literal(
                LocalDateTime.parse(value, TIMESTAMP), new SqlType.Timestamp(precision));
    }

    /// Of an hour that comes twice, the first; a time that the zone's clocks leave out is none.
    private static Expr zoned(String clock, String zone, Position position) {
        Expr.Literal local = (Expr.Literal) timestamp(clock, position);
        SqlType type = new SqlType.ZonedTimestamp(((SqlType.Timestamp) local.type()).precision());
        try {
            LocalDateTime shown = (LocalDateTime) Objects.requireNonNull(local.value());
            ZonedDateTime time = shown.atZone(ZoneId.of(zone));
            if (!time.toLocalDateTime().equals(shown)) {
                throw new DateTimeParseException("no such time in the zone", clock, 0);
            }
            return new Expr.Call(
                    "at_timezone",
                    List.of(
                            new Expr.Literal(time.toInstant(), type),
                            new Expr.Literal(zone, SqlType.VARCHAR)),
                    type,
                    position);
        } catch (DateTimeException e) {
            throw new DateTimeParseException("no such zone or time", clock, 0, e);
        }
    }

    Expr interval(IntervalLiteral node) {
        if (!(node.qualifier() instanceof SimpleIntervalQualifier qualifier)) {
            throw text.notTranslatable(
                    node,
                    "an interval of two units is not translated.",
                    "Add one interval for each unit.");
        }
        try {
            long count = Long.parseLong(node.getValue().strip());
            long signed = node.getSign() == IntervalLiteral.Sign.NEGATIVE ? -count : count;
            return switch (qualifier.getField().name().toUpperCase(Locale.ROOT)) {
                case "YEAR" -> months(Math.multiplyExact(signed, 12));
                case "MONTH" -> months(signed);
                case "DAY" -> time(Duration.ofDays(signed));
                case "HOUR" -> time(Duration.ofHours(signed));
                case "MINUTE" -> time(Duration.ofMinutes(signed));
                default -> time(Duration.ofSeconds(signed));
            };
        } catch (ArithmeticException | NumberFormatException e) {
            throw text.notTranslatable(
                    node, "this interval is not a whole number.", "Use a smaller unit.");
        }
    }

    private static Expr months(long count) {
        return new Expr.Literal(
                Period.ofMonths(Math.toIntExact(count)), Simple.INTERVAL_YEAR_TO_MONTH);
    }

    private static Expr time(Duration duration) {
        return new Expr.Literal(duration, Simple.INTERVAL_DAY_TO_SECOND);
    }

    /// `-value`, folded where it is a constant.
    static Expr negated(Expr value) {
        if (value instanceof Expr.Literal(Object constant, SqlType type)) {
            switch (constant) {
                case Long number
                        when number
                                != (type == Simple.INTEGER
                                        ? Integer.MIN_VALUE
                                        : Long.MIN_VALUE) -> {
                    return new Expr.Literal(-number, type);
                }
                case Double number -> {
                    return new Expr.Literal(-number, type);
                }
                case BigDecimal number -> {
                    return new Expr.Literal(number.negate(), type);
                }
                case null, default -> {
                    // No constant that can be turned around here.
                }
            }
        }
        return new Expr.Negation(value, value.type());
    }
}
