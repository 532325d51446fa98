package dap.engine.duckdb;

import dap.sql.tree.Expr;
import dap.sql.tree.SqlType;
import java.util.List;

/// Writes Trino's functions of numbers.
final class NumberFunctions {

    private final ExpressionRenderer expressions;

    NumberFunctions(ExpressionRenderer expressions) {
        this.expressions = expressions;
    }

    void addTo(FunctionRenderers writings) {
        writings.same("abs", "sqrt");
        // By the functions that Trino calls: the last digit of those of C may be another.
        writings.ours(
                "acos", "asin", "atan", "atan2", "cbrt", "cos", "cosh", "degrees", "exp", "ln",
                "log", "log10", "log2", "pow", "power", "radians", "sin", "sinh", "tan", "tanh");
        writings.ours("from_base", "to_base", "width_bucket");
        constants(writings);
        writings.renamed("is_finite", "isfinite");
        writings.renamed("is_infinite", "isinf");
        writings.renamed("is_nan", "isnan");
        bits(writings);
        rounding(writings);
        writings.put(
                "mod",
                (call, a) ->
                        Sql.cast(
                                remainder(call.type(), a.get(0), a.get(1)),
                                DuckTypes.of(call.type())));
        for (String name : List.of("greatest", "least")) {
            // NULL among the arguments makes NULL, in Trino.
            writings.put(
                    name,
                    (_, a) ->
                            "CASE WHEN %s THEN NULL ELSE %s END"
                                    .formatted(
                                            String.join(
                                                    " OR ",
                                                    a.stream().map(x -> x + " IS NULL").toList()),
                                            Sql.call(name, a.toArray())));
        }
    }

    private static void constants(FunctionRenderers writings) {
        writings.pattern("e", Sql.cast(Sql.text(String.valueOf(Math.E)), "DOUBLE"));
        writings.pattern("pi", Sql.cast(Sql.text(String.valueOf(Math.PI)), "DOUBLE"));
        writings.pattern("infinity", Sql.cast("'Infinity'", "DOUBLE"));
        writings.pattern("nan", Sql.cast("'NaN'", "DOUBLE"));
    }

    private static void bits(FunctionRenderers writings) {
        writings.pattern("bitwise_and", "(%s & %s)");
        writings.pattern("bitwise_or", "(%s | %s)");
        writings.pattern("bitwise_xor", "xor(%s, %s)");
        writings.pattern("bitwise_not", "(~ %s)");
    }

    private void rounding(FunctionRenderers writings) {
        writings.put("floor", (call, a) -> whole(call, a, "floor", "FLOOR"));
        writings.put("ceil", (call, a) -> whole(call, a, "ceil", "CEILING"));
        writings.put("ceiling", (call, a) -> whole(call, a, "ceil", "CEILING"));
        writings.put(
                "truncate",
                (call, a) ->
                        isDecimal(call)
                                ? rounded(call, a, "DOWN")
                                : Sql.call("trunc", a.getFirst()));
        writings.put(
                "round",
                (call, a) -> {
                    if (isDecimal(call)) {
                        return rounded(call, a, "HALF_UP");
                    }
                    return call.type() == SqlType.Simple.DOUBLE
                            ? Sql.call("trino_round", a.get(0), a.size() > 1 ? a.get(1) : "0")
                            : a.getFirst();
                });
        writings.put("sign", (call, a) -> sign(call, a.getFirst()));
    }

    private static boolean isDecimal(Expr.Call call) {
        return call.arguments().getFirst().type() instanceof SqlType.Decimal;
    }

    private String whole(Expr.Call call, List<String> a, String function, String mode) {
        if (isDecimal(call)) {
            return rounded(call, a, mode);
        }
        return call.type() == SqlType.Simple.DOUBLE
                ? Sql.call(function, a.getFirst())
                : a.getFirst();
    }

    /// @param mode one of [java.math.RoundingMode]
    private String rounded(Expr.Call call, List<String> a, String mode) {
        String positions = a.size() > 1 ? a.get(1) : "0";
        return Sql.cast(
                Sql.call(
                        "trino_decimal_round",
                        Sql.cast(expressions.render(call.arguments().getFirst()), "VARCHAR"),
                        positions,
                        Sql.text(mode)),
                DuckTypes.of(call.type()));
    }

    /// NaN and the zeros are their own signs.
    private static String sign(Expr.Call call, String value) {
        return call.type() == SqlType.Simple.DOUBLE
                ? Sql.call("trino_signum", value)
                : Sql.cast(Sql.call("sign", value), DuckTypes.of(call.type()));
    }

    /// The least number divided by -1 is out of DuckDB's range, though its remainder is 0.
    static String remainder(SqlType type, String left, String right) {
        String divisor =
                TypePredicates.isInteger(type)
                        ? "CASE WHEN %1$s = -1 THEN 1 ELSE %1$s END".formatted(right)
                        : right;
        return "(" + left + " % " + divisor + ")";
    }
}
