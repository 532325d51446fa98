package dap.engine.duckdb;

import dap.sql.tree.Expr;
import dap.sql.tree.Expr.Comparator;
import dap.sql.tree.Position;
import dap.sql.tree.SqlType;

/// Writes comparisons, with Trino's results: NaN is unequal to everything, and neither less nor
/// greater; in DuckDB it is equal to itself and greater than all.
final class Comparisons {

    private final Refusal refusal;
    private final ExpressionRenderer expressions;

    Comparisons(Refusal refusal, ExpressionRenderer expressions) {
        this.refusal = refusal;
        this.expressions = expressions;
    }

    String render(Expr.Comparison it) {
        boolean isSafe = it.comparator() == Comparator.DISTINCT_FROM;
        if (!isSafe) {
            refuseWhatDiffers(it.left(), it.position());
            refuseWhatDiffers(it.right(), it.position());
        }
        String left = expressions.render(it.left());
        String right = expressions.render(it.right());
        String compared = "(" + left + " " + it.comparator().sign() + " " + right + ")";
        if (isSafe || !TypePredicates.isFloating(it.left().type())) {
            return compared;
        }
        return "CASE WHEN isnan(%1$s) AND %2$s IS NOT NULL OR isnan(%2$s) AND %1$s IS NOT NULL THEN %3$s ELSE %4$s END"
                .formatted(left, right, it.comparator() == Comparator.NOT_EQUAL, compared);
    }

    String render(Expr.Between it) {
        if (TypePredicates.isFloating(it.value().type())) {
            return "(%s AND %s)"
                    .formatted(
                            render(
                                    new Expr.Comparison(
                                            Comparator.GREATER_OR_EQUAL,
                                            it.value(),
                                            it.min(),
                                            it.position())),
                            render(
                                    new Expr.Comparison(
                                            Comparator.LESS_OR_EQUAL,
                                            it.value(),
                                            it.max(),
                                            it.position())));
        }
        refuseWhatDiffers(it.value(), it.position());
        return "(%s BETWEEN %s AND %s)"
                .formatted(
                        expressions.render(it.value()),
                        expressions.render(it.min()),
                        expressions.render(it.max()));
    }

    /// Containers with NULL in them compare to NULL in Trino; char is padded there.
    private void refuseWhatDiffers(Expr side, Position position) {
        boolean isContainer =
                side.type() instanceof SqlType.Array
                        || side.type() instanceof SqlType.Row
                        || side.type() instanceof SqlType.MapOf;
        if (isContainer) {
            throw refusal.of(
                    position,
                    "a comparison of " + side.type().text(),
                    "Compare its elements or fields one by one.");
        }
        boolean isChar =
                side.type() instanceof SqlType.Char
                        || (side instanceof Expr.Cast cast
                                && cast.value().type() instanceof SqlType.Char);
        if (isChar) {
            throw refusal.of(
                    position,
                    "a comparison with char",
                    "CAST it to varchar, and rtrim both sides.");
        }
    }
}
