package dap.redshift.tree;

import java.util.List;

/// A type as the text names it.
///
/// @param name in lower case, of several words one blank apart; a qualified name with its dot
/// @param sizes what stands in brackets behind it
public record TypeName(Span span, String name, List<Token> sizes) implements SyntaxNode {
    @Override
    public List<SyntaxNode> children() {
        return List.of();
    }
}
