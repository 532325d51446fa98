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
        String body = text.substring(text.indexOf('\'') + 1, text.length() - 1);
        return body.replace("''", "'").replace("\\'", "'").replace("\\\\", "\\");
    }

    /// A literal that says `value`.
    static String quote(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
