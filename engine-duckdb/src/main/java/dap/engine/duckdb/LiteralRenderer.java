package dap.engine.duckdb;

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
import java.util.Locale;

/// Writes constants, so that DuckDB gives them the type they have.
final class LiteralRenderer {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private LiteralRenderer() {}

    static String render(Expr.Literal literal) {
        SqlType type = literal.type();
        return switch (literal.value()) {
            case null -> Sql.cast("NULL", DuckTypes.of(type));
            case Boolean value -> value.toString();
            case Long value ->
                    type == SqlType.Simple.INTEGER
                            ? value.toString()
                            : Sql.cast(value.toString(), DuckTypes.of(type));
            case Double value -> Sql.cast(Sql.text(value.toString()), DuckTypes.of(type));
            case BigDecimal value -> Sql.cast(Sql.text(value.toPlainString()), DuckTypes.of(type));
            case String value -> Sql.text(value);
            case LocalDate value -> "DATE " + Sql.text(value.toString());
            case LocalDateTime value -> "TIMESTAMP " + Sql.text(TIMESTAMP.format(value));
            case Instant value ->
                    "TIMESTAMPTZ "
                            + Sql.text(
                                    TIMESTAMP.format(LocalDateTime.ofInstant(value, ZoneOffset.UTC))
                                            + "+00");
            case Duration value -> "to_microseconds(" + value.toNanos() / 1000 + ")";
            case Period value -> "to_months(" + value.toTotalMonths() + ")";
            default -> throw new IllegalArgumentException(literal.value().getClass().getName());
        };
    }
}
