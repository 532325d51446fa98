package dap.sql;

import dap.sql.tree.Expr;
import dap.sql.tree.Query;
import dap.sql.tree.Relation;
import dap.sql.tree.SqlType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The rows that a query selects before DISTINCT or GROUP BY make them fewer.
final class Selection {

    private Selection() {}

    /// A query with a row for each of them; empty where nothing makes them fewer.
    static Optional<Query> of(Query query) {
        if (!(query.body() instanceof Query.Select select)) {
            return Optional.empty();
        }
        Optional<Query> within = select.from().flatMap(Selection::within);
        if (within.isPresent()) {
            return within.map(inner -> withCtes(query, inner));
        }
        // Several grouping sets make more rows of them, not fewer.
        boolean collapses = select.distinct() || select.groupBy().size() == 1;
        return collapses ? Optional.of(counted(query, select)) : Optional.empty();
    }

    private static Optional<Query> within(Relation relation) {
        return switch (relation) {
            case Relation.Derived derived -> of(derived.query());
            case Relation.Scan _, Relation.CteScan _, Relation.Unnested _, Relation.Joined _ ->
                    Optional.empty();
        };
    }

    private static Query withCtes(Query outer, Query inner) {
        return new Query(
                java.util.stream.Stream.concat(outer.ctes().stream(), inner.ctes().stream())
                        .toList(),
                inner.body(),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                inner.columns());
    }

    private static Query counted(Query query, Query.Select select) {
        SqlType type = SqlType.Simple.INTEGER;
        return new Query(
                query.ctes(),
                new Query.Select(
                        false,
                        List.of(new Expr.Literal(1L, type)),
                        select.from(),
                        select.where(),
                        List.of(),
                        Optional.empty()),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of(new Query.Output("selected", "selected", type)));
    }
}
