package dap.redshift.parser;

import dap.redshift.tree.Token;
import dap.redshift.tree.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Cuts Redshift SQL into tokens. White space and comments stay with the token that follows them.
public final class Lexer {

    private static final String OPERATORS = "+-*/<>=~!@%^&|?";

    private final SourceFile file;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line;
    private int lineStart;

    /// @param line where `text` begins in its file
    /// @param column where `text` begins in that line
    public Lexer(SourceFile file, String text, int line, int column) {
        this.file = file;
        this.text = text;
        this.line = line;
        this.lineStart = 1 - column;
    }

    /// All tokens; the last is an empty one that carries what follows the last real token.
    public List<Token> tokens() {
        while (true) {
            String before = blanks();
            int tokenLine = line;
            int column = at - lineStart + 1;
            if (at >= text.length()) {
                tokens.add(new Token(Kind.SYMBOL, "", before, tokenLine, column));
                return tokens;
            }
            int start = at;
            Kind kind = next(tokenLine, column);
            String body = text.substring(start, at);
            countLines(start);
            tokens.add(new Token(kind, body, before, tokenLine, column));
        }
    }

    private String blanks() {
        int start = at;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\uFEFF') {
                at++;
            } else if (text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                skipBlockComment();
            } else {
                break;
            }
        }
        countLines(start);
        return text.substring(start, at).replace("\uFEFF", "");
    }

    private void skipBlockComment() {
        int depth = 0;
        int start = at;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else if (at++ >= text.length()) {
                throw unfinished(start, "comment");
            }
        } while (depth > 0);
    }

    private void countLines(int start) {
        for (int i = start; i < at; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
    }

    private Kind next(int tokenLine, int column) {
        char c = text.charAt(at);
        if (c == '\'') {
            return string(at, false);
        }
        if ("eEnNbBxX".indexOf(c) >= 0 && peek(1) == '\'') {
            at++;
            return string(at - 1, true);
        }
        if (c == '"') {
            return quoted();
        }
        if (c == '$') {
            return dollar(tokenLine, column);
        }
        if (isWordStart(c) || (c == '#' && isWordStart(peek(1)))) {
            at++;
            while (at < text.length() && isWordPart()) {
                at = text.startsWith("${", at) ? text.indexOf('}', at) + 1 : at + 1;
            }
            return Kind.WORD;
        }
        if (Character.isDigit(c) || (c == '.' && Character.isDigit(peek(1)))) {
            return number();
        }
        return symbol(c);
    }

    private Kind string(int start, boolean prefixed) {
        // Redshift reads a backslash in any quoted text as the start of an escape.
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\') {
                at++;
            } else if (c == '\'' && peek(0) == '\'') {
                at++;
            } else if (c == '\'') {
                return Kind.STRING;
            }
        }
        throw unfinished(start, prefixed ? "prefixed text" : "text in quotes");
    }

    private Kind quoted() {
        int start = at++;
        while (at < text.length()) {
            if (text.charAt(at++) == '"') {
                if (peek(0) != '"') {
                    return Kind.QUOTED;
                }
                at++;
            }
        }
        throw unfinished(start, "name in double quotes");
    }

    private Kind dollar(int tokenLine, int column) {
        if (peek(1) == '{') {
            int end = text.indexOf('}', at);
            if (end < 0) {
                throw file.syntax(
                        tokenLine, column, "a placeholder has no end", "Close it with }.");
            }
            at = end + 1;
            while (at < text.length() && isWordPart()) {
                at = text.startsWith("${", at) ? text.indexOf('}', at) + 1 : at + 1;
            }
            return Kind.WORD;
        }
        int end = at + 1;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        if (end < text.length() && text.charAt(end) == '$') {
            String tag = text.substring(at, end + 1);
            int close = text.indexOf(tag, end + 1);
            if (close < 0) {
                throw file.syntax(
                        tokenLine,
                        column,
                        "the text that " + tag + " opens has no end",
                        "Close it with " + tag + ".");
            }
            at = close + tag.length();
            return Kind.DOLLAR;
        }
        at = end;
        return Kind.PARAMETER;
    }

    private Kind number() {
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean exponent =
                    (c == 'e' || c == 'E')
                            && (Character.isDigit(peek(1))
                                    || ((peek(1) == '-' || peek(1) == '+')
                                            && Character.isDigit(peek(2))));
            if (exponent) {
                at += 2;
            } else if (Character.isDigit(c) || (c == '.' && peek(1) != '.')) {
                at++;
            } else {
                break;
            }
        }
        return Kind.NUMBER;
    }

    private Kind symbol(char c) {
        for (String two : List.of("::", ":=", "..", "<<", ">>")) {
            if (text.startsWith(two, at)) {
                at += 2;
                return Kind.SYMBOL;
            }
        }
        at++;
        int start = at - 1;
        if (OPERATORS.indexOf(c) >= 0) {
            while (at < text.length()
                    && OPERATORS.indexOf(text.charAt(at)) >= 0
                    && !text.startsWith("--", at)
                    && !text.startsWith("/*", at)) {
                at++;
            }
            while (at > start + 1 && endsWithSign(start)) {
                at--;
            }
        }
        return Kind.SYMBOL;
    }

    /// `=-1` and `*-a` are an operator and a sign: only with one of these characters does an
    /// operator end with a sign. Source: PostgreSQL's manual, "Operators" in "Lexical Structure".
    private boolean endsWithSign(int start) {
        char last = text.charAt(at - 1);
        return (last == '-' || last == '+')
                && text.substring(start, at).chars().noneMatch(c -> "~!@%^&|?".indexOf(c) >= 0);
    }

    private boolean isWordPart() {
        char c = text.charAt(at);
        return isWordStart(c)
                || Character.isDigit(c)
                || (c == '$' && peek(1) == '{' && text.indexOf('}', at) > 0)
                || (c == '$' && (Character.isLetterOrDigit(peek(1)) || peek(1) == '_'));
    }

    private static boolean isWordStart(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private char peek(int distance) {
        return at + distance < text.length() ? text.charAt(at + distance) : '\0';
    }

    private RuntimeException unfinished(int start, String what) {
        int startLine = line;
        return file.syntax(
                startLine, start - lineStart + 1, "a " + what + " has no end", "Close it.");
    }
}
