package dap.engine.trino;

import dap.sql.tree.Expr;
import dap.sql.tree.SqlType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Writes constants, so that Trino gives them the type they have.
final class LiteralRenderer {

    private LiteralRenderer() {}

    static String render(Expr.Literal literal) {
        SqlType type = literal.type();
        return switch (literal.value()) {
            case null -> none(type);
            case Boolean value -> value.toString();
            // Never a bare number: in GROUP BY and ORDER BY that would be a column's position.
            case Long value -> Sql.cast(value.toString(), TrinoTypes.of(type));
            case Double value -> Sql.cast(Sql.text(value.toString()), TrinoTypes.of(type));
            case BigDecimal value ->
                    Sql.cast("DECIMAL " + Sql.text(value.toPlainString()), TrinoTypes.of(type));
            case String value -> text(value, type);
            case LocalDate value -> "DATE " + Sql.text(value.toString());
            case LocalDateTime value -> "TIMESTAMP " + Sql.text(clock(value, precision(type)));
            case Instant value ->
                    "TIMESTAMP "
                            + Sql.text(
                                    clock(
                                                    LocalDateTime.ofInstant(value, ZoneOffset.UTC),
                                                    precision(type))
                                            + " UTC");
            case Duration value -> duration(value);
            case Period value ->
                    "INTERVAL %s%s MONTH"
                            .formatted(
                                    value.toTotalMonths() < 0 ? "-" : "",
                                    Sql.text("" + Math.abs(value.toTotalMonths())));
            case List<?> bytes -> binary(bytes);
            default -> throw new IllegalArgumentException(literal.value().getClass().getName());
        };
    }

    private static String none(SqlType type) {
        return type == SqlType.Simple.UNKNOWN ? "NULL" : Sql.cast("NULL", TrinoTypes.of(type));
    }

    private static String text(String value, SqlType type) {
        if (type == SqlType.Simple.JSON) {
            return "json_parse(" + Sql.text(value) + ")";
        }
        return type.equals(SqlType.VARCHAR)
                ? Sql.text(value)
                : Sql.cast(Sql.text(value), TrinoTypes.of(type));
    }

    private static int precision(SqlType type) {
        return switch (type) {
            case SqlType.Timestamp(int precision) -> precision;
            case SqlType.ZonedTimestamp(int precision) -> precision;
            default -> throw new IllegalArgumentException(type.text());
        };
    }

    private static String clock(LocalDateTime value, int precision) {
        String pattern =
                "uuuu-MM-dd HH:mm:ss" + (precision == 0 ? "" : "." + "S".repeat(precision));
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(value);
    }

    private static String duration(Duration value) {
        Duration size = value.abs();
        return "INTERVAL %s'%d %02d:%02d:%02d.%03d' DAY TO SECOND"
                .formatted(
                        value.isNegative() ? "-" : "",
                        size.toDaysPart(),
                        size.toHoursPart(),
                        size.toMinutesPart(),
                        size.toSecondsPart(),
                        size.toMillisPart());
    }

    private static String binary(List<?> bytes) {
        StringBuilder hex = new StringBuilder("X'");
        for (Object each : bytes) {
            hex.append("%02X".formatted((Byte) each));
        }
        return hex.append("'").toString();
    }
}
