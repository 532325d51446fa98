package dap.redshift.postgres;

import dap.redshift.tree.Token;

/// SQL being written, on the lines on which it was read.
///
/// Where something was left out before a token, its line is reached by empty lines; where the text
/// is already there, line breaks become blanks.
final class Writer {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder prefix = new StringBuilder();
    private final boolean flat;
    private int line;
    private boolean tight;

    private Writer(int line, boolean flat) {
        this.line = line;
        this.flat = flat;
    }

    /// Writes what stands from `first` on, with the white space before it.
    static Writer from(Token first) {
        return new Writer(first.line() - breaks(first.before()), false);
    }

    /// Writes everything on one line, without comments.
    static Writer onOneLine() {
        Writer writer = new Writer(0, true);
        writer.tight = true;
        return writer;
    }

    void token(Token token, String spelled) {
        text.append(before(token)).append(prefix).append(spelled);
        prefix.setLength(0);
        line += breaks(spelled);
        tight = false;
    }

    /// Writes words of ours in the place of `token`, behind its white space.
    void open(Token token, String words) {
        token(token, "");
        raw(words);
    }

    /// Puts `words` before the next token, behind its white space.
    void prefix(String words) {
        prefix.append(words);
    }

    /// Writes words of ours directly behind what stands there. What follows them keeps its white
    /// space, but behind a blank or an opening bracket.
    void raw(String words) {
        if (words.isEmpty()) {
            return;
        }
        text.append(prefix).append(words);
        prefix.setLength(0);
        line += breaks(words);
        tight = words.endsWith(" ") || words.endsWith("(");
    }

    /// Reaches the line on which `last` ends.
    String upTo(Token last) {
        int missing = last.line() + breaks(last.text()) - line;
        if (!flat && missing > 0) {
            text.append("\n".repeat(missing));
        }
        return text.toString();
    }

    String text() {
        return text.toString();
    }

    private String before(Token token) {
        String before = token.before();
        int breaks = breaks(before);
        if (flat) {
            return tight || before.isEmpty() ? "" : " ";
        }
        int missing = token.line() - line;
        if (missing < breaks) {
            before = tight || before.isEmpty() ? "" : " ";
            breaks = 0;
        } else if (tight && breaks == 0) {
            before = "";
        }
        if (missing <= breaks) {
            line += breaks;
            return before;
        }
        line += missing;
        return "\n".repeat(missing - breaks) + before;
    }

    private static int breaks(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }
}
