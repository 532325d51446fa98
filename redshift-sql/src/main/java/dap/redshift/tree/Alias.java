package dap.redshift.tree;

import java.util.List;
import java.util.Optional;

/// A name for a table of a FROM clause: `AS e (a, b) AT i`.
///
/// @param columns names of its columns, where it gives them
/// @param at the name for the place of an element, or for an attribute's name
public record Alias(Span span, Token name, List<Token> columns, Optional<Token> at)
        implements Tree {
    @Override
    public List<Tree> children() {
        return List.of();
    }
}
