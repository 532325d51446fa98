package dap.engine.trino;

import dap.sql.tree.Expr;
import dap.sql.tree.Expr.Operation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes a bound expression in Trino's dialect. Functions are Trino's own already; what the binder
/// adds (`subscript`, `stored_text`, …) is written out.
final class ExpressionRenderer {

    /// What fails where a text is longer than its column. It holds no value, and [Failures] knows
    /// it.
    static final String TOO_LONG = "text is longer than its column";

    private final QueryRenderer queries;

    ExpressionRenderer(QueryRenderer queries) {
        this.queries = queries;
    }

    private String all(List<Expr> list) {
        return list.stream().map(this::render).collect(Collectors.joining(", "));
    }

    String render(Expr expr) {
        return switch (expr) {
            case Expr.Literal literal -> LiteralRenderer.render(literal);
            case Expr.ColumnRef c -> c.relation() + "." + Sql.name(c.column());
            case Expr.Parameter parameter -> Sql.name(parameter.name());
            case Expr.OutputRef output -> String.valueOf(output.ordinal());
            // By its position: names in a row may be missing, or be there twice.
            case Expr.FieldOf field -> render(field.base()) + "[" + (field.index() + 1) + "]";
            case Expr.Cast cast ->
                    "%s(%s AS %s)"
                            .formatted(
                                    cast.safe() ? "TRY_CAST" : "CAST",
                                    render(cast.value()),
                                    TrinoTypes.of(cast.type()));
            case Expr.Call call -> call(call);
            case Expr.Lambda lambda -> lambda(lambda);
            case Expr.Arithmetic it ->
                    "(" + render(it.left()) + sign(it.operation()) + render(it.right()) + ")";
            case Expr.Negation negation -> "(-" + render(negation.value()) + ")";
            case Expr.Comparison c ->
                    "(%s %s %s)"
                            .formatted(render(c.left()), c.comparator().sign(), render(c.right()));
            case Expr.Between b ->
                    "(%s BETWEEN %s AND %s)"
                            .formatted(render(b.value()), render(b.min()), render(b.max()));
            case Expr.And and -> joined(and.terms(), " AND ");
            case Expr.Or or -> joined(or.terms(), " OR ");
            case Expr.Not not -> "(NOT " + render(not.value()) + ")";
            case Expr.IsNull isNull -> "(" + render(isNull.value()) + " IS NULL)";
            case Expr.InList in -> "(%s IN (%s))".formatted(render(in.value()), all(in.list()));
            case Expr.InQuery in ->
                    "(%s IN (%s))".formatted(render(in.value()), queries.render(in.query()));
            case Expr.Exists exists -> "EXISTS (" + queries.render(exists.query()) + ")";
            case Expr.Quantified it ->
                    "(%s %s %s (%s))"
                            .formatted(
                                    render(it.value()),
                                    it.comparator().sign(),
                                    it.all() ? "ALL" : "ANY",
                                    queries.render(it.query()));
            case Expr.Like like ->
                    "(%s LIKE %s%s)"
                            .formatted(
                                    render(like.value()),
                                    render(like.pattern()),
                                    like.escape().map(e -> " ESCAPE " + render(e)).orElse(""));
            case Expr.ScalarQuery scalar -> "(" + queries.render(scalar.query()) + ")";
            case Expr.Case it -> caseOf(it);
            case Expr.Coalesce it ->
                    it.values().size() == 1
                            ? render(it.values().getFirst())
                            : "coalesce(" + all(it.values()) + ")";
            case Expr.NullIf it ->
                    "CASE WHEN %s = %s THEN NULL ELSE %s END"
                            .formatted(render(it.left()), render(it.other()), render(it.value()));
            case Expr.Try it -> "TRY(" + render(it.value()) + ")";
            case Expr.ArrayOf it ->
                    Sql.cast("ARRAY[" + all(it.elements()) + "]", TrinoTypes.of(it.type()));
            case Expr.RowOf it ->
                    Sql.cast("ROW(" + all(it.values()) + ")", TrinoTypes.of(it.type()));
            case Expr.Aggregate it -> aggregate(it);
            case Expr.Windowed it -> windowed(it);
        };
    }

    private String joined(List<Expr> terms, String operator) {
        return terms.stream().map(this::render).collect(Collectors.joining(operator, "(", ")"));
    }

    private String call(Expr.Call call) {
        return switch (call.function()) {
            case "subscript" ->
                    render(call.arguments().get(0)) + "[" + render(call.arguments().get(1)) + "]";
            case "position" -> "strpos(%s)".formatted(all(call.arguments().reversed()));
            case "stored_text" -> storedText(call);
            default -> call.function() + "(" + all(call.arguments()) + ")";
        };
    }

    /// Trino's own INSERT fails too where a text does not fit; the blanks at its end do not count.
    private String storedText(Expr.Call call) {
        String value = render(call.arguments().get(0));
        String type = TrinoTypes.of(call.type());
        return "CASE WHEN length(rtrim(%1$s)) > %2$s THEN CAST(CAST(%3$s AS bigint) AS varchar) ELSE CAST(%1$s AS %4$s) END"
                .formatted(value, render(call.arguments().get(1)), Sql.text(TOO_LONG), type);
    }

    private String lambda(Expr.Lambda lambda) {
        return lambda.parameters().stream()
                        .map(p -> Sql.name(p.name()))
                        .collect(Collectors.joining(", ", "(", ") -> "))
                + render(lambda.body());
    }

    private static String sign(Operation operation) {
        return switch (operation) {
            case ADD -> " + ";
            case SUBTRACT -> " - ";
            case MULTIPLY -> " * ";
            case DIVIDE -> " / ";
            case MODULO -> " % ";
        };
    }

    private String caseOf(Expr.Case it) {
        StringBuilder sql = new StringBuilder("CASE");
        for (Expr.When when : it.whens()) {
            sql.append(" WHEN ")
                    .append(render(when.condition()))
                    .append(" THEN ")
                    .append(render(when.result()));
        }
        it.otherwise().ifPresent(value -> sql.append(" ELSE ").append(render(value)));
        return sql.append(" END").toString();
    }

    private String aggregate(Expr.Aggregate it) {
        if (it.function().equals("listagg")) {
            return "listagg(%s%s) WITHIN GROUP (ORDER BY %s)%s"
                    .formatted(
                            it.distinct() ? "DISTINCT " : "",
                            all(it.arguments()),
                            sorts(it.orderBy()),
                            filter(it.filter()));
        }
        return "%s(%s%s%s)%s"
                .formatted(
                        it.function(),
                        it.distinct() ? "DISTINCT " : "",
                        arguments(it.function(), it.arguments()),
                        it.orderBy().isEmpty() ? "" : " ORDER BY " + sorts(it.orderBy()),
                        filter(it.filter()));
    }

    private String windowed(Expr.Windowed it) {
        return "%s(%s)%s%s OVER (%s)"
                .formatted(
                        it.function(),
                        arguments(it.function(), it.arguments()),
                        filter(it.filter()),
                        it.ignoreNulls() ? " IGNORE NULLS" : "",
                        window(it.window()));
    }

    private String arguments(String function, List<Expr> arguments) {
        return function.equals("count") && arguments.isEmpty() ? "*" : all(arguments);
    }

    private String filter(Optional<Expr> filter) {
        return filter.map(f -> " FILTER (WHERE " + render(f) + ")").orElse("");
    }

    private String window(Expr.Window window) {
        StringBuilder sql = new StringBuilder();
        if (!window.partitionBy().isEmpty()) {
            sql.append("PARTITION BY ").append(all(window.partitionBy()));
        }
        if (!window.orderBy().isEmpty()) {
            sql.append(" ORDER BY ").append(sorts(window.orderBy()));
        }
        window.frame()
                .ifPresent(frame ->
                        sql.append(" ")
                                .append(frame.unit().name())
                                .append(" BETWEEN ")
                                .append(bound(frame.start()))
                                .append(" AND ")
                                .append(bound(frame.end())));
        return sql.toString();
    }

    private String bound(Expr.Frame.Bound bound) {
        String distance = bound.distance().map(d -> render(d) + " ").orElse("");
        return distance + bound.edge().name().replace('_', ' ');
    }

    String sorts(List<Expr.Sort> sorts) {
        return sorts.stream()
                .map(s ->
                        render(s.key())
                                + (s.ascending() ? " ASC" : " DESC")
                                + (s.nullsFirst() ? " NULLS FIRST" : " NULLS LAST"))
                .collect(Collectors.joining(", "));
    }
}
