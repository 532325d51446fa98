package dap.engine.duckdb;

import dap.sql.tree.Expr;
import dap.sql.tree.Expr.Operation;
import dap.sql.tree.SqlType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes a bound expression in DuckDB's dialect.
final class ExpressionRenderer {

    private final Refusal refusal;
    private final QueryRenderer queries;
    private final ScalarFunctions functions;
    private final AggregateFunctions aggregates;
    private final CastRenderer casts;
    private final Comparisons comparisons;
    private final Map<Expr, String> written = new HashMap<>();
    private int variables;

    ExpressionRenderer(Refusal refusal, QueryRenderer queries) {
        this.refusal = refusal;
        this.queries = queries;
        this.casts = new CastRenderer(refusal, this);
        comparisons = new Comparisons(refusal, this);
        this.functions = new ScalarFunctions(refusal, this, casts);
        this.aggregates = new AggregateFunctions(refusal, this);
    }

    List<String> all(List<Expr> list) {
        return list.stream().map(this::render).toList();
    }

    /// A name for a lambda's variable that nothing else has.
    String newVariable() {
        variables++;
        return "dap_v" + variables;
    }

    /// The same text for the same expression, its lambdas' variables too: a key of GROUP BY is
    /// known again by it.
    String render(Expr expr) {
        String known = written.get(expr);
        if (known == null) {
            known = write(expr);
            written.put(expr, known);
        }
        return known;
    }

    private String write(Expr expr) {
        return switch (expr) {
            case Expr.Literal literal -> LiteralRenderer.render(literal);
            case Expr.ColumnRef c -> c.relation() + "." + Sql.name(c.column());
            case Expr.Parameter parameter -> Sql.name(parameter.name());
            case Expr.OutputRef output -> String.valueOf(output.ordinal());
            case Expr.FieldOf field -> field(field);
            case Expr.Cast cast -> casts.render(cast);
            case Expr.Call call -> functions.render(call);
            case Expr.Lambda lambda -> lambda(lambda);
            case Expr.Arithmetic arithmetic -> arithmetic(arithmetic);
            case Expr.Negation negation -> negation(negation);
            case Expr.Comparison c -> comparisons.render(c);
            case Expr.Between b -> comparisons.render(b);
            case Expr.And and -> joined(and.terms(), " AND ");
            case Expr.Or or -> joined(or.terms(), " OR ");
            case Expr.Not not -> "(NOT " + render(not.value()) + ")";
            case Expr.IsNull isNull -> "(" + render(isNull.value()) + " IS NULL)";
            case Expr.InList in ->
                    "(%s IN (%s))".formatted(render(in.value()), Sql.list(all(in.list())));
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
            case Expr.Like like -> like(like);
            case Expr.ScalarQuery scalar -> "(" + queries.render(scalar.query()) + ")";
            case Expr.Case it -> caseOf(it);
            case Expr.Coalesce it -> "coalesce(" + Sql.list(all(it.values())) + ")";
            case Expr.NullIf it ->
                    "CASE WHEN %s = %s THEN NULL ELSE %s END"
                            .formatted(render(it.left()), render(it.other()), render(it.value()));
            case Expr.Try it -> "TRY(" + render(it.value()) + ")";
            case Expr.ArrayOf it ->
                    Sql.cast("[" + Sql.list(all(it.elements())) + "]", DuckTypes.of(it.type()));
            case Expr.RowOf it -> row(it);
            case Expr.Aggregate it -> aggregates.render(it);
            case Expr.Windowed it -> aggregates.render(it);
        };
    }

    /// The least number has no negative: DuckDB widens the type, Trino fails.
    private String negation(Expr.Negation negation) {
        String value = "(-" + render(negation.value()) + ")";
        return TypePredicates.isInteger(negation.type())
                ? Sql.cast(value, DuckTypes.of(negation.type()))
                : value;
    }

    private String joined(List<Expr> terms, String operator) {
        return all(terms).stream().collect(Collectors.joining(operator, "(", ")"));
    }

    private String field(Expr.FieldOf field) {
        SqlType.Row row = (SqlType.Row) field.base().type();
        return Sql.call(
                "struct_extract",
                render(field.base()),
                Sql.text(DuckTypes.fieldName(row, field.index())));
    }

    /// `body` where the parameter stands for `value`, which is computed once.
    String let(Expr.Parameter parameter, String value, String body) {
        return "list_transform([%s], lambda %s: %s)[1]"
                .formatted(value, Sql.name(parameter.name()), body);
    }

    private String lambda(Expr.Lambda lambda) {
        return "lambda "
                + lambda.parameters().stream()
                        .map(p -> Sql.name(p.name()))
                        .collect(Collectors.joining(", "))
                + ": "
                + render(lambda.body());
    }

    private String arithmetic(Expr.Arithmetic it) {
        String left = render(it.left());
        String right = render(it.right());
        if (it.type() == SqlType.Simple.DATE) {
            return Sql.cast("(" + left + sign(it.operation()) + right + ")", "DATE");
        }
        if (it.type() instanceof SqlType.Decimal) {
            return decimal(it, left, right);
        }
        boolean isWhole = it.type() instanceof SqlType.Simple simple && isInteger(simple);
        if (it.operation() == Operation.MODULO) {
            return NumberFunctions.remainder(it.type(), left, right);
        }
        String operator =
                isWhole && it.operation() == Operation.DIVIDE ? " // " : sign(it.operation());
        return "(" + left + operator + right + ")";
    }

    private String decimal(Expr.Arithmetic it, String left, String right) {
        if (it.operation() == Operation.DIVIDE) {
            // Trino of today gives more digits than Athena does.
            throw refusal.of(
                    it.position(),
                    "a division of decimals",
                    "CAST one side to double, or both to bigint.");
        }
        if (it.operation() == Operation.MODULO) {
            SqlType.Decimal type = (SqlType.Decimal) it.type();
            return Sql.cast(
                    Sql.call(
                            "trino_decimal_remainder",
                            Sql.cast(left, "VARCHAR"),
                            Sql.cast(right, "VARCHAR"),
                            type.scale()),
                    DuckTypes.of(type));
        }
        // DuckDB multiplies in the width of the factors.
        String factor =
                it.operation() == Operation.MULTIPLY
                                && it.type() instanceof SqlType.Decimal product
                                && it.left().type() instanceof SqlType.Decimal given
                        ? Sql.cast(
                                left,
                                DuckTypes.of(
                                        new SqlType.Decimal(product.precision(), given.scale())))
                        : left;
        return Sql.cast("(" + factor + sign(it.operation()) + right + ")", DuckTypes.of(it.type()));
    }

    private static boolean isInteger(SqlType.Simple type) {
        return switch (type) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> true;
            case UNKNOWN,
                    BOOLEAN,
                    REAL,
                    DOUBLE,
                    VARBINARY,
                    DATE,
                    TIME,
                    JSON,
                    INTERVAL_DAY_TO_SECOND,
                    INTERVAL_YEAR_TO_MONTH ->
                    false;
        };
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

    private String like(Expr.Like like) {
        return "(%s LIKE %s%s)"
                .formatted(
                        render(like.value()),
                        render(like.pattern()),
                        like.escape().map(e -> " ESCAPE " + render(e)).orElse(""));
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

    private String row(Expr.RowOf it) {
        SqlType.Row type = (SqlType.Row) it.type();
        StringBuilder sql = new StringBuilder("struct_pack(");
        for (int i = 0; i < it.values().size(); i++) {
            sql.append(i == 0 ? "" : ", ")
                    .append(Sql.name(DuckTypes.fieldName(type, i)))
                    .append(" := ")
                    .append(render(it.values().get(i)));
        }
        return sql.append(")").toString();
    }

    String sorts(List<Expr.Sort> sorts) {
        return sorts.stream()
                .map(s ->
                        key(s.key())
                                + (s.ascending() ? " ASC" : " DESC")
                                + (s.nullsFirst() ? " NULLS FIRST" : " NULLS LAST"))
                .collect(Collectors.joining(", "));
    }

    /// A key of GROUP BY or ORDER BY. A constant becomes an expression: a number would be read as a
    /// column's position, and another one refused.
    String key(Expr expr) {
        return expr instanceof Expr.Literal ? "coalesce(" + render(expr) + ")" : render(expr);
    }
}
