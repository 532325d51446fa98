package dap.redshift.tree;

import java.util.List;

/// A step of a path into a SUPER value.
public sealed interface Step extends SyntaxNode {

    /// `.name`.
    record Attribute(Span span, Token name) implements Step {
        @Override
        public List<SyntaxNode> children() {
            return List.of();
        }
    }

    /// `[0]`.
    record Index(Span span, Expression value) implements Step {
        @Override
        public List<SyntaxNode> children() {
            return List.of(value);
        }
    }
}
