package dap.redshift.tree;

import java.util.List;

/// A run of tokens of a text, never empty.
///
/// @param all the tokens of the whole text
/// @param from the index of the first token
/// @param to the index after the last
public record Span(List<Token> all, int from, int to) {

    public Token first() {
        return all.get(from);
    }

    public Token last() {
        return all.get(to - 1);
    }

    public List<Token> tokens() {
        return all.subList(from, to);
    }
}
