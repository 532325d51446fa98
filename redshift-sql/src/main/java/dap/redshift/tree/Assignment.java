package dap.redshift.tree;

import java.util.List;

/// `t.column = value` of UPDATE.
public record Assignment(Span span, List<Token> column, Expression value) implements SyntaxNode {
    @Override
    public List<SyntaxNode> children() {
        return List.of(value);
    }
}
