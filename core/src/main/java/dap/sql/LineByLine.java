package dap.sql;

import dap.sql.tree.Expr;
import dap.sql.tree.Exprs;
import dap.sql.tree.Position;
import dap.sql.tree.Query;
import dap.sql.tree.Query.Select;
import dap.sql.tree.Relation;
import dap.sql.tree.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/// Statements that make of each line the same rows, whichever others stand beside it: one line can
/// be left out, and nothing changes for the rest.
public final class LineByLine {

    private LineByLine() {}

    /// Whether the statement is one: no aggregate, DISTINCT, window, LIMIT, set operation, and no
    /// subquery over other lines.
    public static boolean is(BoundInsert insert) {
        AtomicBoolean looksAround = new AtomicBoolean();
        Walk.expressions(
                insert.query(), expr -> looksAround.compareAndSet(false, looksAround(expr)));
        return !looksAround.get() && is(insert.query(), Map.of());
    }

    private static boolean looksAround(Expr expr) {
        return Exprs.contains(
                expr,
                one ->
                        one instanceof Expr.Aggregate
                                || one instanceof Expr.Windowed
                                || !Exprs.queries(one).isEmpty());
    }

    private static boolean is(Query query, Map<String, Query> outer) {
        Map<String, Query> named =
                query.ctes().isEmpty()
                        ? outer
                        : query.ctes().stream()
                                .collect(Collectors.toMap(Query.Cte::name, Query.Cte::query));
        return query.limit().isEmpty()
                && query.offset().isEmpty()
                && query.body() instanceof Select select
                && !select.distinct()
                && select.groupBy().isEmpty()
                && select.having().isEmpty()
                && select.from().filter(from -> is(from, named)).isPresent();
    }

    private static boolean is(Relation relation, Map<String, Query> named) {
        return switch (relation) {
            case Relation.Scan _ -> true;
            case Relation.Derived derived -> is(derived.query(), named);
            case Relation.CteScan scan ->
                    Optional.ofNullable(named.get(scan.cte()))
                            .filter(query -> is(query, named))
                            .isPresent();
            case Relation.Joined joined ->
                    joined.right() instanceof Relation.Unnested
                            && joined.kind() != Relation.JoinKind.RIGHT
                            && joined.kind() != Relation.JoinKind.FULL
                            && is(joined.left(), named);
            case Relation.Unnested _ -> false;
        };
    }

    /// The statement with other columns NULL than those of `wanted`: to tell which of them fails.
    /// Empty where its columns cannot be told apart.
    ///
    /// @param wanted positions among its columns, from 0
    public static Optional<BoundInsert> only(BoundInsert insert, Set<Integer> wanted) {
        Query query = insert.query();
        if (!(query.body() instanceof Select select)) {
            return Optional.empty();
        }
        List<Expr> outputs = new ArrayList<>();
        for (int i = 0; i < select.outputs().size(); i++) {
            Expr output = select.outputs().get(i);
            outputs.add(wanted.contains(i) ? output : new Expr.Literal(null, output.type()));
        }
        Select narrowed =
                new Select(
                        select.distinct(),
                        outputs,
                        select.from(),
                        select.where(),
                        select.groupBy(),
                        select.having());
        return Optional.of(
                new BoundInsert(
                        insert.file(),
                        insert.binding(),
                        new Query(
                                query.ctes(),
                                narrowed,
                                query.orderBy(),
                                query.offset(),
                                query.limit(),
                                query.columns()),
                        insert.selection(),
                        insert.columns(),
                        insert.processedDate(),
                        insert.eventName(),
                        insert.unknownFields()));
    }

    /// Where in its file the statement computes the column, as near as can be told.
    ///
    /// @param column its position, from 0
    public static String positionOf(BoundInsert insert, int column) {
        return ((Select) insert.query().body())
                .outputs().stream()
                        .skip(column)
                        .findFirst()
                        .flatMap(LineByLine::position)
                        .map(position ->
                                insert.file() + ":" + position.line() + ":" + position.column())
                        .orElse(insert.file());
    }

    /// What the binder adds stands nowhere: the author's part is within it.
    private static Optional<Position> position(Expr expr) {
        Optional<Position> own = ownPosition(expr).filter(at -> at.line() > 1 || at.column() > 1);
        return own.isPresent()
                ? own
                : Exprs.children(expr).stream().flatMap(one -> position(one).stream()).findFirst();
    }

    private static Optional<Position> ownPosition(Expr expr) {
        return switch (expr) {
            case Expr.Cast it -> Optional.of(it.position());
            case Expr.Call it -> Optional.of(it.position());
            case Expr.Arithmetic it -> Optional.of(it.position());
            case Expr.Comparison it -> Optional.of(it.position());
            case Expr.Between it -> Optional.of(it.position());
            case Expr.InList it -> Optional.of(it.position());
            case Expr.Like it -> Optional.of(it.position());
            default -> Optional.empty();
        };
    }
}
