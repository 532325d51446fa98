package dap.engine.duckdb;

import dap.sql.tree.Expr;
import dap.sql.tree.Position;
import dap.sql.tree.SqlType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes aggregate and window functions.
final class AggregateFunctions {

    /// DuckDB's name for each; the result is cast to Trino's type where they differ.
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("approx_distinct", "list"),
                    Map.entry("bitwise_and_agg", "bit_and"),
                    Map.entry("bitwise_or_agg", "bit_or"),
                    Map.entry("grouping", "grouping"),
                    Map.entry("histogram", "histogram"),
                    Map.entry("listagg", "string_agg"),
                    Map.entry("map_agg", "list"),
                    Map.entry("multimap_agg", "list"),
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

    private static final Set<String> RETYPED = Set.of("count_if", "grouping", "histogram", "sum");

    private final Refusal refusal;
    private final ExpressionRenderer expressions;

    AggregateFunctions(Refusal refusal, ExpressionRenderer expressions) {
        this.refusal = refusal;
        this.expressions = expressions;
    }

    /// Those that DuckDB has alike, under the same name.
    static Set<String> same() {
        return NAMES.entrySet().stream()
                .filter(name -> name.getKey().equals(name.getValue()))
                .map(Map.Entry::getKey)
                .filter(name -> !RETYPED.contains(name) && !name.equals("avg"))
                .collect(Collectors.toSet());
    }

    static Set<String> names() {
        return NAMES.keySet();
    }

    String render(Expr.Aggregate it) {
        String order = it.orderBy().isEmpty() ? "" : " ORDER BY " + expressions.sorts(it.orderBy());
        return finished(
                new Applied(it.function(), it.arguments(), it.type(), it.position()),
                it.distinct(),
                order,
                filter(it.filter()));
    }

    /// A function on its arguments, whichever its clauses.
    private record Applied(
            String function, List<Expr> arguments, SqlType type, Position position) {}

    /// @param order what stands behind the arguments, in their parentheses
    /// @param clauses what stands behind the parentheses
    private String finished(Applied it, boolean distinct, String order, String clauses) {
        boolean isDistinct = distinct || it.function().equals("approx_distinct");
        String applied =
                "(" + (isDistinct ? "DISTINCT " : "") + arguments(it) + order + ")" + clauses;
        String call = duckName(it) + applied;
        return switch (it.function()) {
            case "avg" ->
                    it.type() instanceof SqlType.Decimal type
                            ? decimalAverage(applied, type)
                            : call;
            case "approx_distinct" ->
                    "coalesce(trino_approx_distinct(array_to_string(%s, ',')), 0)".formatted(call);
            case "listagg" -> "trino_listagg(" + call + ")";
            case "map_agg" -> mapOf(call, "list_transform(%1$s, lambda p: p.v)");
            case "multimap_agg" ->
                    mapOf(
                            call,
                            "list_transform(%1$s, lambda p: list_transform(list_filter(%2$s, lambda q: q.k = p.k), lambda q: q.v))");
            default -> retyped(it.function(), call, it.type());
        };
    }

    /// The sum divided by the count, rounded as Trino does; DuckDB's average is a double.
    private static String decimalAverage(String applied, SqlType.Decimal type) {
        return Sql.cast(
                "trino_decimal_divide(CAST(sum%1$s AS VARCHAR), CAST(nullif(count%1$s, 0) AS VARCHAR), %2$d)"
                        .formatted(applied, type.scale()),
                DuckTypes.of(type));
    }

    /// The map of entries `{k, v}`, of which no key is NULL; NULL where there is none.
    ///
    /// @param values of the first entries of each key, `%1$s`, among all, `%2$s`
    private String mapOf(String list, String values) {
        String all = expressions.newVariable();
        String firsts = all + "_first";
        String map = "map(list_transform(%1$s, lambda p: p.k), " + values + ")";
        return "list_transform([list_filter(%1$s, lambda p: p.k IS NOT NULL)], lambda %2$s: list_transform([list_filter(%2$s, lambda p, nth: list_position(list_transform(%2$s, lambda q: q.k), p.k) = nth)], lambda %3$s: CASE WHEN len(%3$s) > 0 THEN %4$s END)[1])[1]"
                .formatted(list, all, firsts, map.formatted(firsts, all));
    }

    private String duckName(Applied it) {
        String name = NAMES.get(it.function());
        if (name == null) {
            throw refusal.of(
                    it.position(),
                    "the function " + it.function(),
                    "Compute it from the rows in the warehouse.");
        }
        return name;
    }

    private String arguments(Applied it) {
        List<String> all = expressions.all(it.arguments());
        return switch (it.function()) {
            case "count" -> all.isEmpty() ? "*" : Sql.list(all);
            // DuckDB's count_if of no row is NULL.
            case "count_if" -> "CASE WHEN " + all.getFirst() + " THEN 1 END";
            case "approx_distinct" ->
                    hash(it.arguments().getFirst().type(), all.getFirst(), it.position());
            case "map_agg", "multimap_agg" ->
                    "struct_pack(k := %s, v := %s)".formatted(all.get(0), all.get(1));
            default -> Sql.list(all);
        };
    }

    /// The hash of a value, by which Trino's approx_distinct counts.
    private String hash(SqlType type, String value, Position position) {
        if (TypePredicates.isText(type)) {
            return Sql.call("trino_hash_text", value);
        }
        if (TypePredicates.isInteger(type)) {
            return Sql.call("trino_hash_bigint", Sql.cast(value, "BIGINT"));
        }
        if (type == SqlType.Simple.DATE) {
            return "trino_hash_bigint(CAST(%s - DATE '1970-01-01' AS BIGINT))".formatted(value);
        }
        if (type instanceof SqlType.Timestamp) {
            return "trino_hash_bigint(epoch_us(%s))".formatted(value);
        }
        throw refusal.of(
                position,
                "approx_distinct of a " + type.text(),
                "Use count(DISTINCT …), or CAST it to varchar.");
    }

    private String filter(Optional<Expr> filter) {
        return filter.map(f -> " FILTER (WHERE " + expressions.render(f) + ")").orElse("");
    }

    private static String retyped(String function, String sql, SqlType type) {
        return RETYPED.contains(function) ? Sql.cast(sql, DuckTypes.of(type)) : sql;
    }

    String render(Expr.Windowed it) {
        return finished(
                new Applied(it.function(), it.arguments(), it.type(), it.position()),
                false,
                it.ignoreNulls() ? " IGNORE NULLS" : "",
                filter(it.filter()) + " OVER (" + window(it.window()) + ")");
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
