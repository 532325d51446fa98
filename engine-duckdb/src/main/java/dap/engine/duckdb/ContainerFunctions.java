package dap.engine.duckdb;

import dap.sql.tree.Expr;
import dap.sql.tree.SqlType;
import java.util.List;
import java.util.stream.Collectors;

/// Writes Trino's functions of arrays and maps.
final class ContainerFunctions {

    private final Refusal refusal;
    private final ExpressionRenderer expressions;
    private final CastRenderer casts;

    ContainerFunctions(Refusal refusal, ExpressionRenderer expressions, CastRenderer casts) {
        this.refusal = refusal;
        this.expressions = expressions;
        this.casts = casts;
    }

    void addTo(FunctionRenderers writings) {
        writings.put("cardinality", this::cardinality);
        writings.put("element_at", this::elementAt);
        writings.put("subscript", this::subscript);
        elements(writings);
        sets(writings);
        new MapFunctions(expressions).addTo(writings);
        new SequenceFunctions(refusal, expressions).addTo(writings);
    }

    private void elements(FunctionRenderers writings) {
        writings.renamed("transform", "list_transform");
        // A condition that is NULL leaves the element out, in Trino as here.
        writings.renamed("filter", "list_filter");
        writings.put("reduce", this::reduce);
        writings.put("any_match", (_, a) -> match(a, "bool_or", "false"));
        writings.put("all_match", (_, a) -> match(a, "bool_and", "true"));
        writings.put("none_match", (_, a) -> "(NOT " + match(a, "bool_or", "false") + ")");
        writings.put("array_join", this::arrayJoin);
        writings.same("flatten");
        writings.pattern(
                "slice",
                "list_slice(%1$s, trino_slice_start(%2$s, %3$s, len(%1$s)), trino_slice_end(%2$s, %3$s, len(%1$s)))");
        writings.pattern("array_sort", "list_sort(%s, 'ASC', 'NULLS LAST')");
        // NULL where an element is.
        writings.pattern(
                "array_max", "CASE WHEN list_count(%1$s) = len(%1$s) THEN list_max(%1$s) END");
        writings.pattern(
                "array_min", "CASE WHEN list_count(%1$s) = len(%1$s) THEN list_min(%1$s) END");
        writings.put("zip", (call, a) -> zipped(call, a));
        writings.put("zip_with", this::zipWith);
    }

    private void sets(FunctionRenderers writings) {
        writings.put("contains", (call, a) -> contains(plain(call), a));
        writings.put("array_distinct", (_, a) -> distinct(a.getFirst()));
        writings.put(
                "array_union",
                (call, a) ->
                        orNull(
                                plain(call),
                                a,
                                distinct("list_concat(" + a.get(0) + ", " + a.get(1) + ")")));
        // Where there is nothing to take away, Trino leaves what comes twice.
        writings.put(
                "array_except",
                (call, a) ->
                        orNull(
                                plain(call),
                                a,
                                "CASE WHEN len(%s) = 0 THEN %s ELSE %s END"
                                        .formatted(a.get(1), a.get(0), kept(a, "NOT "))));
        writings.put("array_intersect", (call, a) -> orNull(plain(call), a, kept(a, "")));
        writings.put(
                "arrays_overlap",
                (call, a) ->
                        orNull(
                                plain(call),
                                a,
                                "CASE WHEN list_has_any(list_filter(%1$s, lambda e: e IS NOT NULL), list_filter(%2$s, lambda e: e IS NOT NULL)) THEN true WHEN len(%1$s) > 0 AND len(%2$s) > 0 AND (list_count(%1$s) < len(%1$s) OR list_count(%2$s) < len(%2$s)) THEN NULL ELSE false END"
                                        .formatted(a.get(0), a.get(1))));
        writings.put(
                "array_position",
                (call, a) ->
                        orNull(
                                plain(call),
                                a,
                                Sql.cast(
                                        "coalesce(list_position(%s, %s), 0)"
                                                .formatted(a.get(0), a.get(1)),
                                        "BIGINT")));
        writings.put(
                "array_remove",
                (call, a) -> {
                    String e = expressions.newVariable();
                    return orNull(
                            plain(call),
                            a,
                            "list_filter(%s, lambda %s: %s IS DISTINCT FROM %s)"
                                    .formatted(a.get(0), e, e, a.get(1)));
                });
    }

    /// The call, if its elements are scalars: rows with NULL in them are equal to nothing in Trino.
    private Expr.Call plain(Expr.Call call) {
        SqlType.Array array = (SqlType.Array) call.arguments().getFirst().type();
        boolean isPlain =
                !(array.element() instanceof SqlType.Array
                        || array.element() instanceof SqlType.Row
                        || array.element() instanceof SqlType.MapOf);
        if (!isPlain) {
            throw refusal.of(
                    call.position(),
                    "%s of %s".formatted(call.function(), array.text()),
                    "Transform the array to one of texts or numbers first.");
        }
        return call;
    }

    /// NULL where an argument is.
    private static String orNull(Expr.Call call, List<String> a, String sql) {
        String absent =
                a.stream()
                        .limit(call.arguments().size())
                        .map(argument -> argument + " IS NULL")
                        .collect(Collectors.joining(" OR "));
        return "CASE WHEN %s THEN NULL ELSE %s END".formatted(absent, sql);
    }

    /// The first of each, in their order: DuckDB's list_distinct gives them in any.
    private String distinct(String list) {
        String e = expressions.newVariable();
        return "list_filter(%1$s, lambda %2$s, %2$s_at: %3$s = %2$s_at)"
                .formatted(list, e, position(list, e));
    }

    /// Where an element comes first, NULL among them; no more than NULL where it does not.
    private static String position(String list, String e) {
        return "coalesce(list_position(%1$s, %2$s), CASE WHEN %2$s IS NULL THEN list_position(list_transform(%1$s, lambda %2$s_other: %2$s_other IS NULL), true) END)"
                .formatted(list, e);
    }

    /// The distinct elements of the first list that are, or are not, in the second.
    private String kept(List<String> a, String not) {
        String e = expressions.newVariable();
        return distinct(
                "list_filter(%s, lambda %s: %s(%s IS NOT NULL))"
                        .formatted(a.get(0), e, not, position(a.get(1), e)));
    }

    private String cardinality(Expr.Call call, List<String> arguments) {
        boolean isMap = call.arguments().getFirst().type() instanceof SqlType.MapOf;
        return Sql.cast(Sql.call(isMap ? "cardinality" : "len", arguments.getFirst()), "BIGINT");
    }

    private String elementAt(Expr.Call call, List<String> a) {
        if (call.arguments().getFirst().type() instanceof SqlType.MapOf) {
            return a.get(0) + "[" + a.get(1) + "]";
        }
        // Index 0 is an error in Trino, and nothing in DuckDB; a negative one counts from the end.
        return isPosition(call.arguments().get(1))
                ? Sql.call("list_extract", a.toArray())
                : "list_extract(%s, trino_index(%s))".formatted(a.get(0), a.get(1));
    }

    /// Whether it is a constant that is a position in an array: not 0.
    private static boolean isPosition(Expr index) {
        return index instanceof Expr.Literal literal
                && literal.value() instanceof Long position
                && position != 0
                && position >= Integer.MIN_VALUE
                && position <= Integer.MAX_VALUE;
    }

    private String subscript(Expr.Call call, List<String> a) {
        if (call.arguments().getFirst().type() instanceof SqlType.MapOf) {
            return "list_extract(map_values(%1$s), trino_present(CASE WHEN %1$s IS NULL OR %2$s IS NULL THEN NULL ELSE coalesce(list_position(map_keys(%1$s), %2$s), 0) END))"
                    .formatted(a.get(0), a.get(1));
        }
        return "list_extract(%1$s, trino_subscript(%2$s, len(%1$s)))".formatted(a.get(0), a.get(1));
    }

    /// NULL where the element is not found and the array holds a NULL, as in Trino.
    private static String contains(Expr.Call call, List<String> a) {
        return orNull(
                call,
                a,
                "CASE WHEN list_contains(%1$s, %2$s) THEN true WHEN list_count(%1$s) < len(%1$s) THEN NULL ELSE false END"
                        .formatted(a.get(0), a.get(1)));
    }

    private static String match(List<String> a, String aggregate, String ofEmpty) {
        // Three-valued: bool_or leaves NULL out, so its own answer stands only where it decides.
        String results = "list_transform(" + a.get(0) + ", " + a.get(1) + ")";
        return "CASE WHEN %1$s IS NULL THEN NULL WHEN list_aggregate(%2$s, '%3$s') = %5$s THEN %5$s WHEN list_count(%2$s) < len(%2$s) THEN NULL ELSE %4$s END"
                .formatted(
                        a.get(0),
                        results,
                        aggregate,
                        ofEmpty,
                        ofEmpty.equals("true") ? "false" : "true");
    }

    private String arrayJoin(Expr.Call call, List<String> a) {
        SqlType.Array array = (SqlType.Array) call.arguments().getFirst().type();
        String variable = expressions.newVariable();
        String text = casts.text(array.element(), variable, call.position());
        String shown = a.size() > 2 ? "coalesce(%s, %s)".formatted(text, a.get(2)) : text;
        String parts = "list_transform(%s, lambda %s: %s)".formatted(a.get(0), variable, shown);
        return orNull(
                call,
                a,
                "coalesce(array_to_string(list_filter(%s, lambda %s: %s IS NOT NULL), %s), '')"
                        .formatted(parts, variable, variable, a.get(1)));
    }

    private String reduce(Expr.Call call, List<String> a) {
        Expr.Lambda output = (Expr.Lambda) call.arguments().get(3);
        Expr.Parameter state = output.parameters().getFirst();
        return expressions.let(
                state,
                Sql.cast(
                        Sql.call("list_reduce", a.get(0), a.get(2), a.get(1)),
                        DuckTypes.of(state.type())),
                expressions.render(output.body()));
    }

    /// Rows of the elements at each position; NULL where one array has ended.
    private String zipped(Expr.Call call, List<String> a) {
        SqlType.Row row = (SqlType.Row) ((SqlType.Array) call.type()).element();
        String at = expressions.newVariable();
        StringBuilder fields = new StringBuilder("struct_pack(");
        for (int i = 0; i < a.size(); i++) {
            fields.append(i == 0 ? "" : ", ")
                    .append(Sql.name(DuckTypes.fieldName(row, i)))
                    .append(" := list_extract(%s, %s)".formatted(a.get(i), at));
        }
        return orNull(
                call, a, "list_transform(%s, lambda %s: %s))".formatted(positions(a), at, fields));
    }

    private String zipWith(Expr.Call call, List<String> a) {
        Expr.Lambda lambda = (Expr.Lambda) call.arguments().get(2);
        List<String> arrays = a.subList(0, 2);
        String at = expressions.newVariable();
        String body = expressions.render(lambda.body());
        for (int i = 1; i >= 0; i--) {
            body =
                    expressions.let(
                            lambda.parameters().get(i),
                            "list_extract(%s, %s)".formatted(arrays.get(i), at),
                            body);
        }
        return "CASE WHEN %s IS NULL OR %s IS NULL THEN NULL ELSE list_transform(%s, lambda %s: %s) END"
                .formatted(arrays.get(0), arrays.get(1), positions(arrays), at, body);
    }

    /// The positions of the longest list.
    private static String positions(List<String> lists) {
        return "generate_series(1, greatest(%s))"
                .formatted(
                        lists.stream()
                                .map(list -> "len(" + list + ")")
                                .collect(Collectors.joining(", ")));
    }
}
