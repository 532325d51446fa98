package dap.sql;

import dap.sql.tree.Expr;
import dap.sql.tree.SqlType;
import dap.sql.tree.SqlType.Simple;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// The run's instant as SQL sees it: UTC, the same wherever a statement asks.
final class Clock {

    private Clock() {}

    static Expr now(Instant asOf) {
        return new Expr.Literal(asOf.truncatedTo(ChronoUnit.MILLIS), SqlType.NOW);
    }

    static Expr today(Instant asOf) {
        return new Expr.Literal(local(asOf).toLocalDate(), Simple.DATE);
    }

    static Expr localNow(Instant asOf) {
        return new Expr.Literal(local(asOf), new SqlType.Timestamp(3));
    }

    private static LocalDateTime local(Instant asOf) {
        return LocalDateTime.ofInstant(asOf.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
    }
}
