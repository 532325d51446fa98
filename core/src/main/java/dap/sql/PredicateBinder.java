package dap.sql;

import dap.sql.tree.Expr;
import dap.sql.tree.Expr.Comparator;
import dap.sql.tree.Position;
import dap.sql.tree.Query;
import dap.sql.tree.SqlType;
import io.trino.sql.tree.BetweenPredicate;
import io.trino.sql.tree.BooleanTestPredicate;
import io.trino.sql.tree.ComparisonPredicate;
import io.trino.sql.tree.DistinctFromPredicate;
import io.trino.sql.tree.InListExpression;
import io.trino.sql.tree.InPredicate;
import io.trino.sql.tree.IsNullPredicate;
import io.trino.sql.tree.LikePredicate;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Predicate;
import io.trino.sql.tree.QuantifiedComparisonPredicate;
import io.trino.sql.tree.SubqueryExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Binds what may follow a value in a condition: comparisons, BETWEEN, IN, LIKE, IS NULL.
final class PredicateBinder {

    private final SqlText text;
    private final ExpressionBinder expressions;
    private final Operators operators;
    private final QueryBinder queries;

    PredicateBinder(
            SqlText text, ExpressionBinder expressions, Operators operators, QueryBinder queries) {
        this.text = text;
        this.expressions = expressions;
        this.operators = operators;
        this.queries = queries;
    }

    Expr bind(Expr value, Predicate predicate, Node node, Scope scope) {
        Position position = SqlText.positionOf(predicate);
        return switch (predicate) {
            case ComparisonPredicate comparison ->
                    operators.comparison(
                            comparator(comparison.getOperator()),
                            value,
                            expressions.bind(comparison.getRight(), scope),
                            position);
            case DistinctFromPredicate distinct ->
                    negated(
                            distinct.isNegated(),
                            operators.comparison(
                                    Comparator.DISTINCT_FROM,
                                    value,
                                    expressions.bind(distinct.getRight(), scope),
                                    position));
            case BetweenPredicate between ->
                    negated(between.isNegated(), between(value, between, scope, position));
            case IsNullPredicate isNull ->
                    negated(isNull.isNegated(), new Expr.IsNull(resolved(value)));
            case BooleanTestPredicate test ->
                    negated(test.isNegated(), test(value, test, position));
            case InPredicate in -> negated(in.isNegated(), in(value, in, scope, position));
            case LikePredicate like ->
                    negated(like.isNegated(), like(value, like, scope, position));
            case QuantifiedComparisonPredicate quantified ->
                    quantified(value, quantified, scope, position);
            default -> expressions.visitNode(predicate, scope);
        };
    }

    private static Expr negated(boolean isNegated, Expr predicate) {
        return isNegated ? new Expr.Not(predicate) : predicate;
    }

    private static Expr resolved(Expr value) {
        return Watermark.is(value) ? Watermark.as(SqlType.VARCHAR) : value;
    }

    static Comparator comparator(ComparisonPredicate.Operator operator) {
        return switch (operator) {
            case EQUAL -> Comparator.EQUAL;
            case NOT_EQUAL -> Comparator.NOT_EQUAL;
            case LESS_THAN -> Comparator.LESS;
            case LESS_THAN_OR_EQUAL -> Comparator.LESS_OR_EQUAL;
            case GREATER_THAN -> Comparator.GREATER;
            case GREATER_THAN_OR_EQUAL -> Comparator.GREATER_OR_EQUAL;
        };
    }

    private Expr between(Expr value, BetweenPredicate between, Scope scope, Position position) {
        List<Expr> all =
                operators.unified(
                        "BETWEEN",
                        List.of(
                                value,
                                expressions.bind(between.getMin(), scope),
                                expressions.bind(between.getMax(), scope)),
                        position);
        Expr inOrder = new Expr.Between(all.get(0), all.get(1), all.get(2), position);
        return between.isSymmetric()
                ? new Expr.Or(
                        List.of(
                                inOrder,
                                new Expr.Between(all.get(0), all.get(2), all.get(1), position)))
                : inOrder;
    }

    private Expr test(Expr value, BooleanTestPredicate test, Position position) {
        Expr condition = operators.condition(value, position);
        return switch (test.getTruthValue()) {
            case UNKNOWN -> new Expr.IsNull(condition);
            case TRUE, FALSE ->
                    new Expr.Not(
                            new Expr.Comparison(
                                    Comparator.DISTINCT_FROM,
                                    condition,
                                    new Expr.Literal(
                                            test.getTruthValue()
                                                    == BooleanTestPredicate.TruthValue.TRUE,
                                            SqlType.Simple.BOOLEAN),
                                    position));
        };
    }

    private Expr in(Expr value, InPredicate in, Scope scope, Position position) {
        if (in.getValueList() instanceof SubqueryExpression subquery) {
            Query query = oneColumn(value, subquery, scope);
            return new Expr.InQuery(comparable(value, query, position), query);
        }
        if (!(in.getValueList() instanceof InListExpression list)) {
            return expressions.visitNode(in, scope);
        }
        List<Expr> all = new ArrayList<>();
        all.add(value);
        all.addAll(expressions.bindAll(list.getValues(), scope));
        List<Expr> unified = operators.unified("IN", all, position);
        return new Expr.InList(unified.getFirst(), unified.subList(1, unified.size()), position);
    }

    private Query oneColumn(Expr value, SubqueryExpression subquery, Scope scope) {
        Query query = queries.bind(subquery.getQuery(), Optional.of(scope));
        if (value.type() instanceof SqlType.Row row
                && row.fields().size() == query.columns().size()) {
            throw text.notTranslatable(
                    subquery,
                    "a row that is compared with a subquery is not translated.",
                    "Use EXISTS, and compare the columns one by one.");
        }
        if (query.columns().size() != 1) {
            throw text.invalid(
                    subquery,
                    "a subquery that is compared with returns one column, and this returns %d."
                            .formatted(query.columns().size()),
                    "Select one column in it.");
        }
        return query;
    }

    /// The value in the type of the subquery's column.
    private Expr comparable(Expr value, Query query, Position position) {
        SqlType column = query.columns().getFirst().type();
        if (!Watermark.is(value) && !Coercion.fits(value.type(), column)) {
            throw text.invalid(
                    position,
                    "a %s is compared with a subquery of %s."
                            .formatted(value.type().text(), column.text()),
                    "CAST the subquery's column to the type of the value.");
        }
        return Coercion.to(column, value, position);
    }

    private Expr like(Expr value, LikePredicate like, Scope scope, Position position) {
        Expr pattern = expressions.bind(like.getPattern(), scope);
        Optional<Expr> escape = like.getEscape().map(e -> expressions.bind(e, scope));
        for (Expr operand : List.of(value, pattern)) {
            if (!Coercion.isText(operand.type()) && operand.type() != SqlType.Simple.UNKNOWN) {
                throw text.invalid(
                        position,
                        "LIKE compares text, and this is %s.".formatted(operand.type().text()),
                        "CAST it to varchar.");
            }
        }
        return new Expr.Like(
                Coercion.to(SqlType.VARCHAR, value, position),
                Coercion.to(SqlType.VARCHAR, pattern, position),
                escape,
                position);
    }

    private Expr quantified(
            Expr value, QuantifiedComparisonPredicate quantified, Scope scope, Position position) {
        if (!(quantified.getSubquery() instanceof SubqueryExpression subquery)) {
            return expressions.visitNode(quantified, scope);
        }
        Query query = oneColumn(value, subquery, scope);
        return new Expr.Quantified(
                comparator(quantified.getOperator()),
                quantified.getQuantifier() == QuantifiedComparisonPredicate.Quantifier.ALL,
                comparable(value, query, position),
                query);
    }
}
