package dap.engine.duckdb;

import dap.sql.SqlType;
import dap.sql.tree.Expr;
import dap.sql.tree.Exprs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Writes aggregate and window functions.
final class AggregateFunctions {

    /// DuckDB's name for each; the result is cast to Trino's type where they differ.
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("any_value", "any_value"),
                    Map.entry("arbitrary", "any_value"),
                    Map.entry("array_agg", "list"),
                    Map.entry("avg", "avg"),
                    Map.entry("bool_and", "bool_and"),
                    Map.entry("bool_or", "bool_or"),
                    Map.entry("count", "count"),
                    Map.entry("count_if", "count"),
                    Map.entry("every", "bool_and"),
                    Map.entry("max", "max"),
                    Map.entry("max_by", "arg_max_null"),
                    Map.entry("min", "min"),
                    Map.entry("min_by", "arg_min_null"),
                    Map.entry("sum", "sum"),
                    Map.entry("cume_dist", "cume_dist"),
                    Map.entry("dense_rank", "dense_rank"),
                    Map.entry("first_value", "first_value"),
                    Map.entry("lag", "lag"),
                    Map.entry("last_value", "last_value"),
                    Map.entry("lead", "lead"),
                    Map.entry("nth_value", "nth_value"),
                    Map.entry("ntile", "ntile"),
                    Map.entry("percent_rank", "percent_rank"),
                    Map.entry("rank", "rank"),
                    Map.entry("row_number", "row_number"));

    private static final Set<String> RETYPED = Set.of("count_if", "sum");

    private final Refusal refusal;
    private final ExpressionRenderer expressions;

    AggregateFunctions(Refusal refusal, ExpressionRenderer expressions) {
        this.refusal = refusal;
        this.expressions = expressions;
    }

    static Set<String> names() {
        return NAMES.keySet();
    }

    String render(Expr.Aggregate it) {
        String sql =
                duckName(it.function(), it)
                        + "("
                        + (it.distinct() ? "DISTINCT " : "")
                        + arguments(it.function(), it.arguments())
                        + (it.orderBy().isEmpty()
                                ? ""
                                : " ORDER BY " + expressions.sorts(it.orderBy()))
                        + ")"
                        + filter(it.filter());
        return retyped(it.function(), sql, it.type());
    }

    private String duckName(String function, Expr.Aggregate it) {
        String name = NAMES.get(function);
        if (name == null) {
            throw refused(function, it.place());
        }
        return name;
    }

    private RuntimeException refused(String function, dap.sql.tree.Place place) {
        return refusal.of(
                place, "the function " + function, "Compute it from the rows in the warehouse.");
    }

    private String arguments(String function, List<Expr> arguments) {
        if (function.equals("count") && arguments.isEmpty()) {
            return "*";
        }
        // DuckDB's count_if of no row is NULL.
        return function.equals("count_if")
                ? "CASE WHEN " + expressions.render(arguments.getFirst()) + " THEN 1 END"
                : Sql.list(expressions.all(arguments));
    }

    private String filter(Optional<Expr> filter) {
        return filter.map(f -> " FILTER (WHERE " + expressions.render(f) + ")").orElse("");
    }

    private static String retyped(String function, String sql, SqlType type) {
        return RETYPED.contains(function) ? Sql.cast(sql, DuckTypes.of(type)) : sql;
    }

    String render(Expr.Windowed it) {
        String name = NAMES.get(it.function());
        if (name == null) {
            throw refused(it.function(), it.place());
        }
        refuseErrors(it);
        String sql =
                name
                        + "("
                        + arguments(it.function(), it.arguments())
                        + (it.ignoreNulls() ? " IGNORE NULLS" : "")
                        + ")"
                        + filter(it.filter())
                        + " OVER ("
                        + window(it.window())
                        + ")";
        return retyped(it.function(), sql, it.type());
    }

    /// DuckDB takes no keys of a window that may raise an error of ours.
    private void refuseErrors(Expr.Windowed it) {
        Stream<Expr> keys =
                Stream.concat(
                        it.window().partitionBy().stream(),
                        it.window().orderBy().stream().map(Expr.Sort::key));
        if (keys.anyMatch(key -> Exprs.contains(key, ScalarFunctions::raisesError))) {
            throw refusal.of(
                    it.place(),
                    "a window by an element_at with a computed place, a subscript, slice or from_hex",
                    "Compute it in a subquery, and name its column in OVER.");
        }
    }

    private String window(Expr.Window window) {
        StringBuilder sql = new StringBuilder();
        if (!window.partitionBy().isEmpty()) {
            sql.append("PARTITION BY ").append(Sql.list(expressions.all(window.partitionBy())));
        }
        if (!window.orderBy().isEmpty()) {
            sql.append(sql.isEmpty() ? "" : " ")
                    .append("ORDER BY ")
                    .append(expressions.sorts(window.orderBy()));
        }
        window.frame()
                .ifPresent(frame ->
                        sql.append(sql.isEmpty() ? "" : " ")
                                .append(frame.unit().name())
                                .append(" BETWEEN ")
                                .append(bound(frame.start()))
                                .append(" AND ")
                                .append(bound(frame.end())));
        return sql.toString();
    }

    private String bound(Expr.Frame.Bound bound) {
        String distance = bound.distance().map(d -> expressions.render(d) + " ").orElse("");
        return distance + bound.edge().name().replace('_', ' ');
    }
}
