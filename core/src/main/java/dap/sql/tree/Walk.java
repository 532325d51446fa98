package dap.sql.tree;

import java.util.function.Consumer;

/// Walks queries.
public final class Walk {

    private Walk() {}

    /// Gives `visitor` every outermost expression of the query and of the queries within it.
    public static void expressions(Query query, Consumer<Expr> visitor) {
        query.ctes().forEach(cte -> expressions(cte.query(), visitor));
        query.orderBy().forEach(sort -> expression(sort.key(), visitor));
        switch (query.body()) {
            case Query.Select select -> {
                select.outputs().forEach(e -> expression(e, visitor));
                select.where().ifPresent(e -> expression(e, visitor));
                select.having().ifPresent(e -> expression(e, visitor));
                select.groupBy().forEach(set -> set.forEach(e -> expression(e, visitor)));
                select.from().ifPresent(from -> relation(from, visitor));
            }
            case Query.SetOperation operation -> {
                expressions(operation.left(), visitor);
                expressions(operation.right(), visitor);
            }
            case Query.Values values ->
                    values.rows().forEach(row -> row.forEach(e -> expression(e, visitor)));
        }
    }

    private static void expression(Expr expr, Consumer<Expr> visitor) {
        visitor.accept(expr);
        subqueries(expr, visitor);
    }

    private static void subqueries(Expr expr, Consumer<Expr> visitor) {
        Exprs.queries(expr).forEach(query -> expressions(query, visitor));
        Exprs.children(expr).forEach(child -> subqueries(child, visitor));
    }

    private static void relation(Relation relation, Consumer<Expr> visitor) {
        switch (relation) {
            case Relation.Scan _, Relation.CteScan _ -> {
                // Nothing is computed there.
            }
            case Relation.Derived derived -> expressions(derived.query(), visitor);
            case Relation.Unnested unnested ->
                    unnested.sources().forEach(e -> expression(e, visitor));
            case Relation.Joined joined -> {
                relation(joined.left(), visitor);
                relation(joined.right(), visitor);
                joined.condition().ifPresent(e -> expression(e, visitor));
            }
        }
    }
}
