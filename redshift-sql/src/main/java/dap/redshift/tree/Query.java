package dap.redshift.tree;

import java.util.List;
import java.util.Optional;

/// A query with what stands around it: WITH before, ORDER BY and LIMIT behind.
///
/// @param limits what LIMIT and OFFSET name
public record Query(
        Span span, List<Cte> with, QueryBody body, List<SortItem> order, List<Expression> limits)
        implements SyntaxNode {

    /// A query of a WITH clause.
    public record Cte(Span span, Token name, List<Token> columns, Query query)
            implements SyntaxNode {
        @Override
        public List<SyntaxNode> children() {
            return List.of(query);
        }
    }

    @Override
    public List<SyntaxNode> children() {
        return SyntaxNode.list(with, body, order, limits);
    }

    /// The one SELECT that the query is, where it is no UNION and no VALUES.
    public Optional<QueryBody.Select> select() {
        return body instanceof QueryBody.Select select ? Optional.of(select) : Optional.empty();
    }
}
