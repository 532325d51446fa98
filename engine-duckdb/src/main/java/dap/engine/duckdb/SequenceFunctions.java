package dap.engine.duckdb;

import dap.sql.tree.Expr;
import dap.sql.tree.SqlType;
import java.time.Duration;
import java.time.Period;
import java.util.List;

/// Writes Trino's functions that make arrays up: `sequence` and `repeat`.
final class SequenceFunctions {

    private static final long MICROS_OF_DAY = Duration.ofDays(1).toMillis() * 1000;

    private final Refusal refusal;
    private final ExpressionRenderer expressions;

    SequenceFunctions(Refusal refusal, ExpressionRenderer expressions) {
        this.refusal = refusal;
        this.expressions = expressions;
    }

    void addTo(FunctionRenderers writings) {
        writings.put("sequence", this::sequence);
        writings.put(
                "repeat",
                (_, a) ->
                        "list_transform(generate_series(1, trino_repetitions(%s)), lambda %s: %s)"
                                .formatted(a.get(1), expressions.newVariable(), a.get(0)));
    }

    private String sequence(Expr.Call call, List<String> a) {
        SqlType of = call.arguments().getFirst().type();
        if (TypePredicates.isInteger(of)) {
            String step =
                    a.size() > 2
                            ? a.get(2)
                            : "CASE WHEN %s <= %s THEN 1 ELSE -1 END".formatted(a.get(0), a.get(1));
            return "generate_series(%1$s, %2$s, trino_step(%1$s, %2$s, %3$s))"
                    .formatted(a.get(0), a.get(1), step);
        }
        Object step = a.size() > 2 ? constant(call, call.arguments().get(2)) : Duration.ofDays(1);
        boolean isDate = of == SqlType.Simple.DATE;
        String nth = expressions.newVariable();
        String moved;
        String count;
        if (step instanceof Period months) {
            moved = "to_months(CAST(%s * %d AS INTEGER))".formatted(nth, months.toTotalMonths());
            count =
                    "trino_month_steps(CAST(%s AS TIMESTAMP), CAST(%s AS TIMESTAMP), %d)"
                            .formatted(a.get(0), a.get(1), months.toTotalMonths());
        } else {
            long micros = ((Duration) step).toNanos() / 1000;
            if (isDate && micros % MICROS_OF_DAY != 0) {
                throw refusal.of(
                        call.position(),
                        "a sequence of dates by parts of a day",
                        "Step by whole days, or from timestamp to timestamp.");
            }
            String distance =
                    "epoch_us(CAST(%s AS TIMESTAMP)) - epoch_us(CAST(%s AS TIMESTAMP))"
                            .formatted(a.get(1), a.get(0));
            String signed =
                    a.size() > 2
                            ? String.valueOf(micros)
                            : "CASE WHEN %s <= %s THEN %d ELSE -%d END"
                                    .formatted(a.get(0), a.get(1), micros, micros);
            moved = "to_microseconds(%s * (%s))".formatted(nth, signed);
            count = "trino_steps(%s, %s)".formatted(distance, signed);
        }
        return "list_transform(generate_series(0, %s), lambda %s: CAST(%s + %s AS %s))"
                .formatted(count, nth, a.get(0), moved, isDate ? "DATE" : "TIMESTAMP");
    }

    private Object constant(Expr.Call call, Expr step) {
        if (step instanceof Expr.Literal literal
                && (literal.value() instanceof Duration || literal.value() instanceof Period)) {
            return literal.value();
        }
        throw refusal.of(
                call.position(),
                "a step that differs from row to row",
                "Write it as a literal: INTERVAL '1' DAY.");
    }
}
