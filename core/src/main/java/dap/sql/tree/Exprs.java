package dap.sql.tree;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Walks expressions.
public final class Exprs {

    private Exprs() {}

    /// The expressions that `expr` is directly made of; those in subqueries left out.
    public static List<Expr> children(Expr expr) {
        return switch (expr) {
            case Expr.Literal _,
                    Expr.ColumnRef _,
                    Expr.Parameter _,
                    Expr.OutputRef _,
                    Expr.Exists _,
                    Expr.ScalarQuery _ ->
                    List.of();
            case Expr.FieldOf field -> List.of(field.base());
            case Expr.Cast cast -> List.of(cast.value());
            case Expr.Call call -> call.arguments();
            case Expr.Lambda lambda -> List.of(lambda.body());
            case Expr.Arithmetic it -> List.of(it.left(), it.right());
            case Expr.Negation it -> List.of(it.value());
            case Expr.Comparison it -> List.of(it.left(), it.right());
            case Expr.Between it -> List.of(it.value(), it.min(), it.max());
            case Expr.And and -> and.terms();
            case Expr.Or or -> or.terms();
            case Expr.Not not -> List.of(not.value());
            case Expr.IsNull it -> List.of(it.value());
            case Expr.InList in -> concat(Stream.of(in.value()), in.list().stream());
            case Expr.InQuery in -> List.of(in.value());
            case Expr.Quantified it -> List.of(it.value());
            case Expr.Like like ->
                    concat(Stream.of(like.value(), like.pattern()), like.escape().stream());
            case Expr.Case it ->
                    concat(
                            it.whens().stream().flatMap(w -> Stream.of(w.condition(), w.result())),
                            it.otherwise().stream());
            case Expr.Coalesce it -> it.values();
            case Expr.NullIf it -> List.of(it.value(), it.left(), it.other());
            case Expr.Try it -> List.of(it.value());
            case Expr.ArrayOf it -> it.elements();
            case Expr.RowOf it -> it.values();
            case Expr.Aggregate it ->
                    concat(
                            it.arguments().stream(),
                            Stream.concat(
                                    it.filter().stream(),
                                    it.orderBy().stream().map(Expr.Sort::key)));
            case Expr.Windowed it ->
                    concat(
                            Stream.concat(it.arguments().stream(), it.filter().stream()),
                            Stream.concat(
                                    it.window().partitionBy().stream(),
                                    it.window().orderBy().stream().map(Expr.Sort::key)));
        };
    }

    private static List<Expr> concat(Stream<Expr> a, Stream<Expr> b) {
        return Stream.concat(a, b).toList();
    }

    /// The subqueries that stand directly in `expr`.
    public static List<Query> queries(Expr expr) {
        return switch (expr) {
            case Expr.ScalarQuery it -> List.of(it.query());
            case Expr.Exists it -> List.of(it.query());
            case Expr.InQuery it -> List.of(it.query());
            case Expr.Quantified it -> List.of(it.query());
            case Expr.Literal _,
                    Expr.ColumnRef _,
                    Expr.Parameter _,
                    Expr.OutputRef _,
                    Expr.FieldOf _,
                    Expr.Cast _,
                    Expr.Call _,
                    Expr.Lambda _,
                    Expr.Arithmetic _,
                    Expr.Negation _,
                    Expr.Comparison _,
                    Expr.Between _,
                    Expr.And _,
                    Expr.Or _,
                    Expr.Not _,
                    Expr.IsNull _,
                    Expr.InList _,
                    Expr.Like _,
                    Expr.Case _,
                    Expr.Coalesce _,
                    Expr.NullIf _,
                    Expr.Try _,
                    Expr.ArrayOf _,
                    Expr.RowOf _,
                    Expr.Aggregate _,
                    Expr.Windowed _ ->
                    List.of();
        };
    }

    /// Whether `expr`, or an expression within it, is one of those.
    public static boolean contains(Expr expr, Predicate<Expr> wanted) {
        return wanted.test(expr)
                || children(expr).stream().anyMatch(child -> contains(child, wanted));
    }
}
