package dap.warehouse.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A walk over SQL that knows what is a comment, a string or a quoted name, and nothing else.
///
/// Enough to cut a script at its semicolons and to find words that are really code.
final class SqlScanner {

    /// A statement within a script.
    ///
    /// @param offset where it begins in the script
    record Statement(int offset, String text) {}

    /// A word or a semicolon of the code, in lower case.
    record Word(int offset, String text) {}

    private final String text;
    private final boolean throughBodies;
    private int at;

    private SqlScanner(String text, boolean throughBodies) {
        this.text = text;
        this.throughBodies = throughBodies;
    }

    /// The script's statements, each from its first word on. Bodies in dollar quotes are not cut.
    static List<Statement> statements(String script) {
        List<Statement> found = new ArrayList<>();
        int begin = -1;
        for (Word word : new SqlScanner(script, false).words()) {
            if (!word.text().equals(";")) {
                begin = begin < 0 ? word.offset() : begin;
            } else if (begin >= 0) {
                found.add(new Statement(begin, script.substring(begin, word.offset())));
                begin = -1;
            }
        }
        if (begin >= 0) {
            found.add(new Statement(begin, script.substring(begin)));
        }
        return found;
    }

    /// The words of the code, those in bodies in dollar quotes among them.
    static List<Word> wordsWithBodies(String script) {
        return new SqlScanner(script, true).words();
    }

    // Anything that is not blank is a word: a sign, or the opening quote of a string, too.
    private List<Word> words() {
        List<Word> words = new ArrayList<>();
        while (at < text.length()) {
            int begin = at;
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (text.startsWith("--", at)) {
                at = endOf("\n", at);
            } else if (text.startsWith("/*", at)) {
                skipComment();
            } else {
                readWord(c);
                words.add(new Word(begin, word(begin)));
            }
        }
        return words;
    }

    private String word(int begin) {
        boolean isName = Character.isLetter(text.charAt(begin)) || text.charAt(begin) == '_';
        return isName
                ? text.substring(begin, at).toLowerCase(Locale.ROOT)
                : text.substring(begin, begin + 1);
    }

    private void readWord(char c) {
        if (c == '\'' || c == '"') {
            skipQuoted(c, false);
        } else if ((c == 'e' || c == 'E') && text.startsWith("'", at + 1)) {
            at++;
            skipQuoted('\'', true);
        } else if (c == '$' && !dollarTag().isEmpty()) {
            String tag = dollarTag();
            at = throughBodies ? at + tag.length() : endOf(tag, at + tag.length());
        } else if (Character.isJavaIdentifierStart(c)) {
            while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
                at++;
            }
        } else {
            at++;
        }
    }

    private String dollarTag() {
        int end = at + 1;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        boolean isParameter = end > at + 1 && Character.isDigit(text.charAt(at + 1));
        boolean isTag = end < text.length() && text.charAt(end) == '$' && !isParameter;
        return isTag ? text.substring(at, end + 1) : "";
    }

    private void skipQuoted(char quote, boolean backslashEscapes) {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            at++;
            if (backslashEscapes && c == '\\') {
                at++;
            } else if (c == quote) {
                if (at >= text.length() || text.charAt(at) != quote) {
                    return;
                }
                at++;
            }
        }
    }

    private void skipComment() {
        int depth = 0;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < text.length());
    }

    private int endOf(String what, int from) {
        int found = text.indexOf(what, from);
        return found < 0 ? text.length() : found + what.length();
    }

    /// The line, from 1, that `offset` lies in.
    static int lineAt(String text, int offset) {
        int line = 1;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }
}
