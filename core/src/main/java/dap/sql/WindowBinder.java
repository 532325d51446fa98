package dap.sql;

import dap.sql.tree.Expr;
import io.trino.sql.tree.FrameBound;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.OrderBy;
import io.trino.sql.tree.SortItem;
import io.trino.sql.tree.Window;
import io.trino.sql.tree.WindowFrame;
import io.trino.sql.tree.WindowReference;
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
        return switch (window) {
            case WindowSpecification specification -> bind(specification, scope);
            case WindowReference reference -> bind(named(reference.getName(), scope), scope);
            default -> throw new IllegalStateException(window.getClass().getName());
        };
    }

    private WindowSpecification named(Identifier name, Scope scope) {
        return scope.findWindow(name.getValue())
                .orElseThrow(() ->
                        text.invalid(
                                name,
                                "there is no window %s.".formatted(name.getValue()),
                                "Name one of the WINDOW clause, or write OVER (…)."));
    }

    private Expr.Window bind(WindowSpecification specification, Scope scope) {
        Optional<Expr.Window> base =
                specification.getExistingWindowName().map(name -> bind(named(name, scope), scope));
        Expr.Window own =
                new Expr.Window(
                        specification.getPartitionBy().stream()
                                .map(key -> expressions.bindOutput(key, scope))
                                .toList(),
                        specification.getOrderBy().map(o -> sorts(o, scope)).orElse(List.of()),
                        specification.getFrame().map(frame -> frame(frame, scope)));
        return base.map(b -> extended(specification, b, own)).orElse(own);
    }

    /// `(w ORDER BY …)`: what a window by name has, and what it has not yet.
    private Expr.Window extended(
            WindowSpecification specification, Expr.Window base, Expr.Window own) {
        boolean isAmbiguous =
                base.frame().isPresent()
                        || !own.partitionBy().isEmpty()
                        || (!base.orderBy().isEmpty() && !own.orderBy().isEmpty());
        if (isAmbiguous) {
            throw text.invalid(
                    specification,
                    "what a window by name says is said again, or it has a frame.",
                    "Add only ORDER BY, where it has none, and a frame.");
        }
        return new Expr.Window(
                base.partitionBy(),
                base.orderBy().isEmpty() ? own.orderBy() : base.orderBy(),
                own.frame());
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
