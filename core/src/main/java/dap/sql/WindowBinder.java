package dap.sql;

import dap.sql.tree.Expr;
import io.trino.sql.tree.FrameBound;
import io.trino.sql.tree.OrderBy;
import io.trino.sql.tree.SortItem;
import io.trino.sql.tree.Window;
import io.trino.sql.tree.WindowFrame;
import io.trino.sql.tree.WindowSpecification;
import java.util.List;
import java.util.Optional;

/// Binds OVER (…), and the ORDER BY within a call.
final class WindowBinder {

    private final SqlText text;
    private final ExpressionBinder expressions;

    WindowBinder(SqlText text, ExpressionBinder expressions) {
        this.text = text;
        this.expressions = expressions;
    }

    Expr.Window bind(Window window, Scope scope) {
        if (!(window instanceof WindowSpecification specification)
                || specification.getExistingWindowName().isPresent()) {
            throw text.notTranslatable(
                    (io.trino.sql.tree.Node) window,
                    "a window by name is not translated.",
                    "Write the window in the parentheses of OVER.");
        }
        return new Expr.Window(
                specification.getPartitionBy().stream()
                        .map(key -> expressions.bindOutput(key, scope))
                        .toList(),
                specification.getOrderBy().map(o -> sorts(o, scope)).orElse(List.of()),
                specification.getFrame().map(frame -> frame(frame, scope)));
    }

    List<Expr.Sort> sorts(OrderBy orderBy, Scope scope) {
        return orderBy.getSortItems().stream()
                .map(item -> sort(item, expressions.bindOutput(item.getSortKey(), scope)))
                .toList();
    }

    /// Trino puts NULL last, whichever the direction.
    static Expr.Sort sort(SortItem item, Expr key) {
        return new Expr.Sort(
                key,
                item.getOrdering() == SortItem.Ordering.ASCENDING,
                item.getNullOrdering() == SortItem.NullOrdering.FIRST);
    }

    private Expr.Frame frame(WindowFrame frame, Scope scope) {
        if (frame.getPattern().isPresent()) {
            throw text.notTranslatable(
                    frame, "row patterns are not translated.", "Use a plain frame.");
        }
        Expr.Frame.Unit unit =
                switch (frame.getType()) {
                    case ROWS -> Expr.Frame.Unit.ROWS;
                    case RANGE -> Expr.Frame.Unit.RANGE;
                    case GROUPS -> Expr.Frame.Unit.GROUPS;
                };
        return new Expr.Frame(
                unit,
                bound(frame.getStart(), scope),
                frame.getEnd()
                        .map(end -> bound(end, scope))
                        .orElse(
                                new Expr.Frame.Bound(
                                        Expr.Frame.Edge.CURRENT_ROW, Optional.empty())));
    }

    private Expr.Frame.Bound bound(FrameBound bound, Scope scope) {
        Expr.Frame.Edge edge =
                switch (bound.getType()) {
                    case UNBOUNDED_PRECEDING -> Expr.Frame.Edge.UNBOUNDED_PRECEDING;
                    case PRECEDING -> Expr.Frame.Edge.PRECEDING;
                    case CURRENT_ROW -> Expr.Frame.Edge.CURRENT_ROW;
                    case FOLLOWING -> Expr.Frame.Edge.FOLLOWING;
                    case UNBOUNDED_FOLLOWING -> Expr.Frame.Edge.UNBOUNDED_FOLLOWING;
                };
        return new Expr.Frame.Bound(
                edge, bound.getValue().map(value -> expressions.bind(value, scope)));
    }
}
