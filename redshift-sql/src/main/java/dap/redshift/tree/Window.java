package dap.redshift.tree;

import java.util.List;

/// What stands behind OVER.
public record Window(Span span, List<Expression> partition, List<SortItem> order) implements Tree {
    @Override
    public List<Tree> children() {
        return Tree.list(partition, order);
    }
}
