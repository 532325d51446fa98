package dap.redshift.tree;

import java.util.List;

/// A step of a path into a SUPER value.
public sealed interface Step extends Tree {

    /// `.name`.
    record Attribute(Span span, Token name) implements Step {
        @Override
        public List<Tree> children() {
            return List.of();
        }
    }

    /// `[0]`.
    record Index(Span span, Expression value) implements Step {
        @Override
        public List<Tree> children() {
            return List.of(value);
        }
    }
}
