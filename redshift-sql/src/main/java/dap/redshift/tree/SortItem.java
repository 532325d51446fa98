package dap.redshift.tree;

import java.util.List;

/// An item of ORDER BY, with ASC, DESC and NULLS FIRST behind it.
public record SortItem(Span span, Expression value) implements SyntaxNode {
    @Override
    public List<SyntaxNode> children() {
        return List.of(value);
    }
}
