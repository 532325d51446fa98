package dap.redshift.tree;

import java.util.List;

/// A branch of CASE.
public record When(Span span, Expression condition, Expression result) implements SyntaxNode {
    @Override
    public List<SyntaxNode> children() {
        return List.of(condition, result);
    }
}
