package dap.sql;

import dap.sql.tree.Expr;
import dap.sql.tree.Exprs;
import dap.sql.tree.Query;
import dap.sql.tree.Query.Select;
import dap.sql.tree.Relation;
import dap.sql.tree.Walk;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// What the form of a statement alone says of the number of rows that it makes of the lines it
/// reads: what an engine counts is held against it.
///
/// @param readsOnce whether every line is read, and once; else rows read by the statement cannot be
///   compared with lines
/// @param oneRowALine whether a line gives one row at most, before DISTINCT and GROUP BY
/// @param allOrNone whether either every line gives a row or none does: nothing is left out for
///   what stands in the line
/// @param leavesNoneOut whether every line gives a row
public record LineFlow(
        boolean readsOnce, boolean oneRowALine, boolean allOrNone, boolean leavesNoneOut) {

    private static final LineFlow UNKNOWN = new LineFlow(false, false, false, false);

    /// Of a statement over one table.
    static LineFlow of(Query query) {
        return hasSubqueries(query) ? UNKNOWN : flow(query);
    }

    private static boolean hasSubqueries(Query query) {
        AtomicBoolean found = new AtomicBoolean();
        Walk.expressions(query, expr -> found.compareAndSet(false, hasQuery(expr)));
        return found.get();
    }

    private static boolean hasQuery(Expr expr) {
        return !Exprs.queries(expr).isEmpty()
                || Exprs.children(expr).stream().anyMatch(LineFlow::hasQuery);
    }

    private static LineFlow flow(Query query) {
        boolean isCut = query.limit().isPresent() || query.offset().isPresent();
        if (isCut || !query.ctes().isEmpty() || !(query.body() instanceof Select select)) {
            return UNKNOWN;
        }
        LineFlow from = select.from().map(LineFlow::flow).orElse(UNKNOWN);
        boolean isWhole = select.having().isEmpty() && select.groupBy().size() <= 1;
        boolean isConstant = select.where().map(LineFlow::isConstant).orElse(true);
        return new LineFlow(
                from.readsOnce,
                from.oneRowALine && select.groupBy().size() <= 1,
                from.allOrNone && isWhole && isConstant,
                from.leavesNoneOut && isWhole && select.where().isEmpty());
    }

    private static LineFlow flow(Relation relation) {
        return switch (relation) {
            case Relation.Scan _ -> new LineFlow(true, true, true, true);
            case Relation.Derived derived -> flow(derived.query());
            case Relation.Joined joined -> new LineFlow(isUnnesting(joined), false, false, false);
            case Relation.CteScan _, Relation.Unnested _ -> UNKNOWN;
        };
    }

    /// A line's own arrays as rows beside it.
    private static boolean isUnnesting(Relation.Joined joined) {
        return joined.right() instanceof Relation.Unnested
                && flow(joined.left()).readsOnce
                && joined.kind() != Relation.JoinKind.RIGHT
                && joined.kind() != Relation.JoinKind.FULL;
    }

    private static boolean isConstant(Expr expr) {
        boolean isVaried =
                expr instanceof Expr.ColumnRef
                        || expr instanceof Expr.Aggregate
                        || expr instanceof Expr.Windowed;
        return !isVaried && Exprs.children(expr).stream().allMatch(LineFlow::isConstant);
    }

    /// What is wrong with an engine's figures for a statement of this form, as the end of a
    /// sentence; empty where they can be true.
    ///
    /// @param read lines
    /// @param selected rows before DISTINCT and GROUP BY
    /// @param rows in the end
    public Optional<String> contradiction(long read, long selected, long rows) {
        if (oneRowALine && selected > read) {
            return Optional.of("it selected more rows than it read");
        }
        if (allOrNone && selected != 0 && selected != read) {
            return Optional.of("it leaves no line out, and rows are missing");
        }
        if (leavesNoneOut && selected != read) {
            return Optional.of("it leaves no line out, and rows are missing");
        }
        if (oneRowALine && rows > selected) {
            return Optional.of("it wrote more rows than it selected");
        }
        return Optional.empty();
    }
}
