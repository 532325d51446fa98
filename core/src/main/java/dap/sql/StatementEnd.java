package dap.sql;

import dap.sql.tree.Position;

/// Finds the semicolon that ends a statement: the first outside quotes and comments.
final class StatementEnd {

    private StatementEnd() {}

    /// The index of the semicolon, or -1.
    static int of(String text) {
        int at = 0;
        while (at < text.length()) {
            int next = skip(text, at);
            if (next > at) {
                at = next;
            } else if (text.charAt(at) == ';') {
                return at;
            } else {
                at++;
            }
        }
        return -1;
    }

    /// The index of the first character from `from` that is neither blank, comment nor semicolon;
    /// -1 if there is none.
    static int nextStatement(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            int next = c == '\'' || c == '"' ? at : skip(text, at);
            if (next > at) {
                at = next;
            } else if (Character.isWhitespace(c) || c == ';') {
                at++;
            } else {
                return at;
            }
        }
        return -1;
    }

    static Position positionOf(String text, int index) {
        int line = 1 + (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
        return new Position(line, index - text.lastIndexOf('\n', index - 1));
    }

    /// Where the quoted text or comment that begins at `at` ends; `at` itself where none begins.
    private static int skip(String text, int at) {
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
            return after(text, String.valueOf(c), at + 1);
        }
        if (text.startsWith("--", at)) {
            return after(text, "\n", at + 2);
        }
        if (text.startsWith("/*", at)) {
            return after(text, "*/", at + 2);
        }
        return at;
    }

    private static int after(String text, String end, int from) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + end.length();
    }
}
