package dap.redshift.tree;

import java.util.List;
import java.util.Optional;

/// A WHEN of MERGE.
///
/// @param condition what stands behind AND
/// @param columns of INSERT
/// @param values of INSERT
public record MergeBranch(
        Span span,
        Optional<Expression> condition,
        List<Assignment> assignments,
        List<Token> columns,
        List<Expression> values)
        implements SyntaxNode {
    @Override
    public List<SyntaxNode> children() {
        return SyntaxNode.list(condition, assignments, values);
    }
}
