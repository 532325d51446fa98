package dap.redshift.tree;

import java.util.List;
import java.util.Optional;

/// The rows of a query, before they are sorted and cut.
public sealed interface QueryBody extends SyntaxNode {

    /// @param top the tokens `TOP n`, where they stand
    /// @param head the index of the first token behind SELECT, DISTINCT and TOP
    /// @param into the names behind INTO: variables, or a table
    /// @param from its tables; what commas separate are several
    /// @param grouping the expressions of GROUP BY
    /// @param qualify where QUALIFY stands, and its condition
    record Select(
            Span span,
            Optional<Span> top,
            int head,
            List<SelectItem> items,
            Optional<Span> into,
            List<FromItem> from,
            Optional<Expression> where,
            List<Expression> grouping,
            Optional<Expression> having,
            Optional<Expression> qualify)
            implements QueryBody {
        /// Whether DISTINCT stands behind SELECT.
        public boolean isDistinct() {
            return span.all().subList(span.from(), head).stream()
                    .anyMatch(token -> token.lower().equals("distinct"));
        }

        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(items, from, where, grouping, having, qualify);
        }
    }

    /// UNION, INTERSECT, EXCEPT or MINUS.
    record SetOperation(Span span, QueryBody left, Token operator, QueryBody right)
            implements QueryBody {
        @Override
        public List<SyntaxNode> children() {
            return List.of(left, right);
        }
    }

    record Values(Span span, List<Expression> rows) implements QueryBody {
        @Override
        public List<SyntaxNode> children() {
            return List.copyOf(rows);
        }
    }

    /// A query in brackets.
    record Nested(Span span, Query query) implements QueryBody {
        @Override
        public List<SyntaxNode> children() {
            return List.of(query);
        }
    }
}
