package dap.redshift.tree;

import java.util.List;

/// A branch of CASE.
public record When(Span span, Expression condition, Expression result) implements Tree {
    @Override
    public List<Tree> children() {
        return List.of(condition, result);
    }
}
