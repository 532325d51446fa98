package dap.redshift.postgres;

import dap.redshift.tree.Token;

/// Text literals.
final class Strings {

    private Strings() {}

    /// The literal as PostgreSQL reads it: Redshift takes a backslash for the start of an escape.
    static String spell(Token literal) {
        String text = literal.text();
        boolean escapes = text.startsWith("'") && text.indexOf('\\') >= 0;
        return escapes ? "E" + text : text;
    }

    /// What the literal says.
    static String value(Token literal) {
        String text = literal.text();
        StringBuilder value = new StringBuilder();
        for (int i = text.indexOf('\'') + 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            boolean escape = c == '\\' && i + 2 < text.length();
            boolean doubled = c == '\'' && text.charAt(i + 1) == '\'';
            value.append(escape ? escaped(text.charAt(i + 1)) : c);
            i += escape || doubled ? 1 : 0;
        }
        return value.toString();
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> c;
        };
    }

    /// A literal that says `value`.
    static String quote(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
