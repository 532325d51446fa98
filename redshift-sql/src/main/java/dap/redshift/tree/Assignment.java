package dap.redshift.tree;

import java.util.List;

/// `t.column = value` of UPDATE.
public record Assignment(Span span, List<Token> column, Expression value) implements Tree {
    @Override
    public List<Tree> children() {
        return List.of(value);
    }
}
