package dap.sql;

import dap.sql.tree.Expr;
import dap.sql.tree.SqlType;
import dap.sql.tree.SqlType.Simple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// The value of the identifier `filter_value` until its context has given it a type.
///
/// Stage picks the objects itself, so the watermark is the start of time: every row is after it.
enum Watermark {
    START_OF_TIME;

    private static final LocalDate DAY = LocalDate.EPOCH;
    private static final long NUMBER = 19700101;
    private static final String TEXT = "19700101";

    static final Expr EXPRESSION = new Expr.Literal(START_OF_TIME, Simple.UNKNOWN);

    static boolean is(Expr expr) {
        return expr instanceof Expr.Literal literal && literal.value() == START_OF_TIME;
    }

    /// The start of time as a value of `type`.
    static Expr as(SqlType type) {
        return switch (type) {
            case SqlType.Varchar _ -> new Expr.Literal(TEXT, SqlType.VARCHAR);
            case SqlType.Timestamp _ ->
                    new Expr.Literal(DAY.atStartOfDay(), new SqlType.Timestamp(3));
            case SqlType.ZonedTimestamp _ -> new Expr.Literal(Instant.EPOCH, SqlType.NOW);
            case Simple simple -> asSimple(simple);
            case SqlType.Char _,
                    SqlType.Decimal _,
                    SqlType.Array _,
                    SqlType.MapOf _,
                    SqlType.Row _ ->
                    new Expr.Literal(NUMBER, Simple.INTEGER);
        };
    }

    private static Expr asSimple(Simple type) {
        return switch (type) {
            case DATE -> new Expr.Literal(DAY, Simple.DATE);
            case UNKNOWN -> as(SqlType.VARCHAR);
            case BIGINT -> new Expr.Literal(NUMBER, Simple.BIGINT);
            case DOUBLE, REAL -> new Expr.Literal((double) NUMBER, Simple.DOUBLE);
            case BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    VARBINARY,
                    TIME,
                    JSON,
                    INTERVAL_DAY_TO_SECOND,
                    INTERVAL_YEAR_TO_MONTH ->
                    new Expr.Literal(NUMBER, Simple.INTEGER);
        };
    }

    /// The start of time as text in a format of MySQL's, for `date_parse(filter_value, …)`.
    static Expr inFormat(String format) {
        LocalDateTime start = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);
        return new Expr.Literal(MySqlDateFormat.of(format).format(start), SqlType.VARCHAR);
    }
}
