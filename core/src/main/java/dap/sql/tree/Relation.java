package dap.sql.tree;

import java.util.List;
import java.util.Optional;

/// Something with rows, in a FROM.
public sealed interface Relation {

    /// A table of the lake.
    record Scan(String alias, LakeTable table) implements Relation {}

    /// A subquery; its columns have the query's output names.
    record Derived(String alias, Query query) implements Relation {}

    /// A named query.
    record CteScan(String alias, String cte) implements Relation {}

    /// How a join treats rows without a partner.
    enum JoinKind {
        CROSS,
        INNER,
        LEFT,
        RIGHT,
        FULL
    }

    /// @param lateral the right side may name columns of the left one
    record Joined(
            JoinKind kind, Relation left, Relation right, Optional<Expr> condition, boolean lateral)
            implements Relation {}

    /// Arrays and maps as rows, side by side; what is shorter is filled with NULL.
    ///
    /// @param sources each an array or a map
    /// @param columns names of its columns, in order: for an array of rows its fields, for another
    ///   array its element, for a map key and value; at the end the ordinality
    record Unnested(String alias, List<Expr> sources, boolean ordinality, List<String> columns)
            implements Relation {
        public Unnested {
            sources = List.copyOf(sources);
            columns = List.copyOf(columns);
        }
    }
}
