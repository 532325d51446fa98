package dap.sql.tree;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A query, bound.
///
/// @param ctes named queries that its relations may scan, each after those that it uses
/// @param orderBy keys are expressions over the body's relations, or [Expr.OutputRef]
/// @param columns what it returns
public record Query(
        List<Cte> ctes,
        Body body,
        List<Expr.Sort> orderBy,
        OptionalLong offset,
        OptionalLong limit,
        List<Output> columns) {
    public Query {
        ctes = List.copyOf(ctes);
        orderBy = List.copyOf(orderBy);
        columns = List.copyOf(columns);
    }

    /// A column of a query's result.
    ///
    /// @param name unique in the query, lower case
    /// @param shown the name that the reader of the result sees
    public record Output(String name, String shown, SqlType type) {}

    /// A named query.
    public record Cte(String name, Query query) {}

    /// What produces the rows.
    public sealed interface Body {}

    /// @param groupBy absent where the statement neither groups nor aggregates; the one empty set
    ///   where it aggregates all rows into one; several for GROUPING SETS
    public record Select(
            boolean distinct,
            List<Expr> outputs,
            Optional<Relation> from,
            Optional<Expr> where,
            List<List<Expr>> groupBy,
            Optional<Expr> having)
            implements Body {
        public Select {
            outputs = List.copyOf(outputs);
            groupBy = groupBy.stream().map(List::copyOf).toList();
        }
    }

    /// Which set operation.
    public enum SetOperator {
        UNION,
        INTERSECT,
        EXCEPT
    }

    /// Both sides return the same types.
    public record SetOperation(SetOperator operator, boolean all, Query left, Query right)
            implements Body {}

    public record Values(List<List<Expr>> rows) implements Body {
        public Values {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }
}
