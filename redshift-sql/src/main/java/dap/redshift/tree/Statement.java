package dap.redshift.tree;

import java.util.List;
import java.util.Optional;

/// What is done at once.
public sealed interface Statement extends SyntaxNode {

    /// The table that a statement changes.
    ///
    /// @param span its name and alias
    record Target(Span span, List<Token> name, Optional<Token> alias) {}

    record Insert(
            Span span,
            List<Query.Cte> with,
            Target target,
            List<Token> columns,
            Optional<Query> source)
            implements Statement {
        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(with, source);
        }
    }

    record Update(
            Span span,
            List<Query.Cte> with,
            Target target,
            List<Assignment> assignments,
            List<FromItem> from,
            Optional<Expression> where)
            implements Statement {
        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(with, assignments, from, where);
        }
    }

    /// @param hasFrom whether FROM stands before the table, which Redshift does not ask for
    record Delete(
            Span span,
            List<Query.Cte> with,
            boolean hasFrom,
            Target target,
            List<FromItem> using,
            Optional<Expression> where)
            implements Statement {
        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(with, using, where);
        }
    }

    record Merge(
            Span span,
            Target target,
            FromItem source,
            Expression condition,
            List<MergeBranch> branches)
            implements Statement {
        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(source, condition, branches);
        }
    }
}
