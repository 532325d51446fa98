package dap.sql;

import dap.sql.tree.Expr;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.GroupBy;
import io.trino.sql.tree.GroupingElement;
import io.trino.sql.tree.GroupingSets;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.SimpleGroupBy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Binds one GROUP BY: its keys, in one set or in several.
final class GroupBinder {

    /// As many as Trino takes by default (`max-grouping-sets`).
    private static final int MAX_GROUPING_SETS = 2048;

    private final SqlText text;
    private final ExpressionBinder expressions;
    private final List<Expr> outputs;
    private final Scope scope;

    /// @param outputs what is selected: a key may be one of them, by its number
    GroupBinder(SqlText text, ExpressionBinder expressions, List<Expr> outputs, Scope scope) {
        this.text = text;
        this.expressions = expressions;
        this.outputs = outputs;
        this.scope = scope;
    }

    /// The grouping sets, each with its keys.
    List<List<Expr>> bind(GroupBy groupBy) {
        if (groupBy.isDistinct()) {
            throw text.notTranslatable(
                    groupBy, "GROUP BY DISTINCT is not translated.", "Leave DISTINCT out.");
        }
        List<List<Expr>> sets = List.of(List.of());
        for (GroupingElement element : groupBy.getGroupingElements()) {
            sets = product(sets, groupingSets(element), element);
        }
        return sets;
    }

    /// The sets of one element of a GROUP BY; one for a plain list of keys.
    private List<List<Expr>> groupingSets(GroupingElement element) {
        return switch (element) {
            case SimpleGroupBy simple -> List.of(groupKeys(simple.getExpressions()));
            case GroupingSets sets -> {
                List<List<Expr>> keys =
                        sets.getSets().stream()
                                .map(set -> set.stream().map(key -> column(key)).toList())
                                .toList();
                yield switch (sets.getType()) {
                    case EXPLICIT -> keys;
                    case ROLLUP -> rollup(keys);
                    case CUBE -> cube(element, keys);
                };
            }
            default ->
                    throw text.notTranslatable(
                            element,
                            "this form of GROUP BY is not translated.",
                            "Write the keys, or GROUPING SETS.");
        };
    }

    private List<Expr> groupKeys(List<Expression> keys) {
        return keys.stream().map(key -> groupKey(key)).toList();
    }

    /// Of several sets, Trino takes columns only.
    private Expr column(Expression key) {
        Expr bound = key instanceof LongLiteral ? null : expressions.bindOutput(key, scope);
        if (bound instanceof Expr.ColumnRef) {
            return bound;
        }
        throw text.invalid(
                key,
                "a key of GROUPING SETS, ROLLUP or CUBE must be a column.",
                "Compute it in a subquery, and group by its column.");
    }

    /// All keys, then each time one less from the end.
    private static List<List<Expr>> rollup(List<List<Expr>> keys) {
        List<List<Expr>> sets = new ArrayList<>();
        for (int count = keys.size(); count >= 0; count--) {
            sets.add(keys.subList(0, count).stream().flatMap(List::stream).toList());
        }
        return sets;
    }

    /// Every choice of the keys.
    private List<List<Expr>> cube(GroupingElement element, List<List<Expr>> keys) {
        List<List<Expr>> sets = List.of(List.of());
        for (List<Expr> key : keys) {
            sets = product(sets, List.of(key, List.of()), element);
        }
        return sets;
    }

    private List<List<Expr>> product(
            List<List<Expr>> left, List<List<Expr>> right, GroupingElement element) {
        if ((long) left.size() * right.size() > MAX_GROUPING_SETS) {
            throw text.notTranslatable(
                    element,
                    "there are more than %d grouping sets.".formatted(MAX_GROUPING_SETS),
                    "Group by fewer keys.");
        }
        List<List<Expr>> sets = new ArrayList<>();
        for (List<Expr> one : left) {
            for (List<Expr> other : right) {
                sets.add(Stream.concat(one.stream(), other.stream()).toList());
            }
        }
        return sets;
    }

    private Expr groupKey(Expression key) {
        if (!(key instanceof LongLiteral ordinal)) {
            return expressions.bindOutput(key, scope);
        }
        long number = ordinal.getParsedValue();
        if (number < 1 || number > outputs.size()) {
            throw text.invalid(
                    key,
                    "GROUP BY %d, and there are %d columns.".formatted(number, outputs.size()),
                    "Name a column of the SELECT.");
        }
        return outputs.get((int) number - 1);
    }
}
