package dap.redshift.postgres;

import dap.redshift.tree.Token;

/// A piece of SQL: a token, or a pair of brackets with what is in it.
sealed interface Node {

    record Leaf(Token token) implements Node {
        @Override
        public Token first() {
            return token;
        }
    }

    /// @param close its `before` is what stands between the last item and the bracket
    record Group(Token open, Phrase items, Token close) implements Node {
        @Override
        public Token first() {
            return open;
        }

        boolean isRound() {
            return open.text().equals("(");
        }
    }

    Token first();
}
