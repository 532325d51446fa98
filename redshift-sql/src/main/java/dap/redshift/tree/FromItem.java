package dap.redshift.tree;

import java.util.List;
import java.util.Optional;

/// What rows a query reads.
public sealed interface FromItem extends SyntaxNode {

    /// A table, or elements of a SUPER value: `t`, `t.items AS e AT i`.
    record Table(Span span, Expression.Name name, Optional<Alias> alias) implements FromItem {
        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(name, alias);
        }
    }

    /// @param call a function that gives rows
    record Function(Span span, Expression.Call call, Optional<Alias> alias) implements FromItem {
        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(call, alias);
        }
    }

    /// `UNPIVOT doc AS value AT key`: the attributes of an object.
    record Attributes(Span span, Expression value, Alias alias) implements FromItem {
        @Override
        public List<SyntaxNode> children() {
            return List.of(value, alias);
        }
    }

    record Derived(Span span, Query query, Optional<Alias> alias) implements FromItem {
        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(query, alias);
        }
    }

    /// Joins in brackets.
    record Nested(Span span, FromItem item, Optional<Alias> alias) implements FromItem {
        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(item, alias);
        }
    }

    /// @param condition what ON says
    record Join(Span span, FromItem left, FromItem right, Optional<Expression> condition)
            implements FromItem {
        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(left, right, condition);
        }
    }

    /// `t PIVOT (sum(a) AS label FOR name IN (1 AS x, 2))`: values of a column become columns.
    ///
    /// @param values what the column is compared with, and the column's name for each
    record Pivot(
            Span span,
            FromItem source,
            Expression.Call aggregate,
            Optional<Token> label,
            Token name,
            List<SelectItem> values,
            Optional<Alias> alias)
            implements FromItem {
        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(source, aggregate, values, alias);
        }
    }

    /// `t UNPIVOT (value FOR name IN (a, b AS 'B'))`: columns become rows.
    ///
    /// @param columns the columns, and what stands in the name column for each
    record Unpivot(
            Span span,
            FromItem source,
            boolean includesNulls,
            Token value,
            Token name,
            List<SelectItem> columns,
            Optional<Alias> alias)
            implements FromItem {
        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(source, columns, alias);
        }
    }
}
