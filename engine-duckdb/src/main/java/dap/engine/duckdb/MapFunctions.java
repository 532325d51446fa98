package dap.engine.duckdb;

import dap.sql.tree.Expr;
import dap.sql.tree.SqlType;
import java.util.List;

/// Writes Trino's functions of maps.
final class MapFunctions {

    private final ExpressionRenderer expressions;

    MapFunctions(ExpressionRenderer expressions) {
        this.expressions = expressions;
    }

    void addTo(FunctionRenderers writings) {
        writings.same("map_keys", "map_values");
        writings.pattern(
                "map", "CASE WHEN %1$s IS NULL OR %2$s IS NULL THEN NULL ELSE map(%1$s, %2$s) END");
        writings.put("map_concat", (_, a) -> concatenated(a));
        writings.put("map_entries", this::entries);
        writings.put("map_from_entries", this::fromEntries);
        writings.put("map_filter", (call, a) -> filtered(lambda(call), a.getFirst()));
        writings.put(
                "transform_keys",
                (call, a) ->
                        "map(%s, map_values(%s))"
                                .formatted(ofEach(lambda(call), a.getFirst()), a.getFirst()));
        writings.put(
                "transform_values",
                (call, a) ->
                        "map(map_keys(%s), %s)"
                                .formatted(a.getFirst(), ofEach(lambda(call), a.getFirst())));
    }

    private static Expr.Lambda lambda(Expr.Call call) {
        return (Expr.Lambda) call.arguments().get(1);
    }

    /// NULL where one is; DuckDB leaves it out.
    private static String concatenated(List<String> maps) {
        return "CASE WHEN %s THEN NULL ELSE %s END"
                .formatted(
                        String.join(" OR ", maps.stream().map(map -> map + " IS NULL").toList()),
                        maps.size() == 1
                                ? maps.getFirst()
                                : Sql.call("map_concat", maps.toArray()));
    }

    private String entries(Expr.Call call, List<String> a) {
        SqlType.Row row = (SqlType.Row) ((SqlType.Array) call.type()).element();
        String e = expressions.newVariable();
        return "list_transform(map_entries(%s), lambda %s: struct_pack(%s := struct_extract(%s, 'key'), %s := struct_extract(%s, 'value')))"
                .formatted(
                        a.getFirst(),
                        e,
                        Sql.name(DuckTypes.fieldName(row, 0)),
                        e,
                        Sql.name(DuckTypes.fieldName(row, 1)),
                        e);
    }

    /// An entry that is NULL is an error in Trino; so is its key, which is NULL then, here.
    private String fromEntries(Expr.Call call, List<String> a) {
        SqlType.Row row =
                (SqlType.Row) ((SqlType.Array) call.arguments().getFirst().type()).element();
        String e = expressions.newVariable();
        String part = "list_transform(%s, lambda %s: struct_extract(%s, %s))";
        return "CASE WHEN %s IS NULL THEN NULL ELSE map(%s, %s) END"
                .formatted(
                        a.getFirst(),
                        part.formatted(a.getFirst(), e, e, Sql.text(DuckTypes.fieldName(row, 0))),
                        part.formatted(a.getFirst(), e, e, Sql.text(DuckTypes.fieldName(row, 1))));
    }

    private String filtered(Expr.Lambda lambda, String map) {
        String e = expressions.newVariable();
        String body =
                expressions.let(
                        lambda.parameters().get(0),
                        "struct_extract(%s, 'key')".formatted(e),
                        expressions.let(
                                lambda.parameters().get(1),
                                "struct_extract(%s, 'value')".formatted(e),
                                expressions.render(lambda.body())));
        return "map_from_entries(list_filter(map_entries(%s), lambda %s: %s))"
                .formatted(map, e, body);
    }

    /// What the lambda makes of each entry, a list.
    private String ofEach(Expr.Lambda lambda, String map) {
        String e = expressions.newVariable();
        return "list_transform(map_entries(%s), lambda %s: %s)"
                .formatted(
                        map,
                        e,
                        expressions.let(
                                lambda.parameters().get(0),
                                "struct_extract(%s, 'key')".formatted(e),
                                expressions.let(
                                        lambda.parameters().get(1),
                                        "struct_extract(%s, 'value')".formatted(e),
                                        expressions.render(lambda.body()))));
    }
}
