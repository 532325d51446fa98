package dap.redshift.tree;

import java.util.List;
import java.util.Optional;

/// A name for a table of a FROM clause: `AS e (a, b) AT i`.
///
/// @param columns names of its columns, where it gives them
/// @param at the name for the position of an element, or for an attribute's name
public record Alias(Span span, Token name, List<Token> columns, Optional<Token> at)
        implements SyntaxNode {
    @Override
    public List<SyntaxNode> children() {
        return List.of();
    }
}
