package dap.redshift.tree;

import java.util.List;
import java.util.Optional;

/// An item of a select list.
///
/// @param alias the output column's name, with or without AS before it
public record SelectItem(Span span, Expression value, Optional<Token> alias) implements SyntaxNode {
    @Override
    public List<SyntaxNode> children() {
        return List.of(value);
    }
}
