package dap.redshift.tree;

import java.util.List;

/// What stands behind OVER.
public record Window(Span span, List<Expression> partition, List<SortItem> order)
        implements SyntaxNode {
    @Override
    public List<SyntaxNode> children() {
        return SyntaxNode.list(partition, order);
    }
}
