package dap.redshift.tree;

import java.util.Locale;

/// A word, literal or symbol of SQL text.
///
/// @param text as it stands in the source
/// @param before white space and comments between the token before and this one
/// @param line in the file, from 1
/// @param column in the line, from 1
public record Token(Kind kind, String text, String before, int line, int column) {

    public enum Kind {
        /// A keyword or a name without quotes.
        WORD,
        /// A name in double quotes.
        QUOTED,
        /// Text in single quotes, with its prefix where it has one.
        STRING,
        /// A text in dollar quotes.
        DOLLAR,
        NUMBER,
        /// A parameter by its number: `$1`.
        PARAMETER,
        SYMBOL
    }

    /// The word in lower case.
    public String lower() {
        return text.toLowerCase(Locale.ROOT);
    }

    public boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /// What a quoted name holds, or the word itself.
    public String name() {
        return kind == Kind.QUOTED
                ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                : text;
    }
}
