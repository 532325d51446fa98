package dap.redshift.parser;

import dap.errors.DapException;
import dap.redshift.tree.Span;
import dap.redshift.tree.Token;
import dap.redshift.tree.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A position in a list of tokens, and what one asks of what follows.
final class Cursor {

    private final SourceFile file;
    private final List<Token> tokens;
    private int at;

    /// @param tokens the last is an empty one
    Cursor(SourceFile file, List<Token> tokens) {
        this.file = file;
        this.tokens = tokens;
    }

    int at() {
        return at;
    }

    /// Goes back to a position where it has been.
    void back(int to) {
        at = to;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int distance) {
        return tokens.get(Math.clamp(at + distance, 0, tokens.size() - 1));
    }

    boolean isAtEnd() {
        return at >= tokens.size() - 1;
    }

    /// The word there in lower case; empty where there is no word without quotes.
    String word(int distance) {
        Token token = peek(distance);
        return token.kind() == Kind.WORD ? token.lower() : "";
    }

    String word() {
        return word(0);
    }

    boolean hasWords(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!word(i).equals(words[i])) {
                return false;
            }
        }
        return true;
    }

    boolean isSymbol(String symbol) {
        return peek().isSymbol(symbol);
    }

    boolean isSymbol(int distance, String symbol) {
        return peek(distance).isSymbol(symbol);
    }

    boolean isKind(int distance, Kind kind) {
        return at + distance < tokens.size() - 1 && peek(distance).kind() == kind;
    }

    Token take() {
        if (isAtEnd()) {
            throw expected("more");
        }
        return tokens.get(at++);
    }

    boolean takeWords(String... words) {
        if (!hasWords(words)) {
            return false;
        }
        at += words.length;
        return true;
    }

    /// Takes the word that follows if it is one of `words`.
    boolean takeOneOf(Set<String> words) {
        boolean found = words.contains(word());
        at += found ? 1 : 0;
        return found;
    }

    boolean takeSymbol(String symbol) {
        if (!isSymbol(symbol)) {
            return false;
        }
        at++;
        return true;
    }

    void expectWord(String word) {
        if (!takeWords(word)) {
            throw expected(word.toUpperCase(Locale.ROOT));
        }
    }

    void expectSymbol(String symbol) {
        if (!takeSymbol(symbol)) {
            throw expected(symbol);
        }
    }

    Token expectName(String what) {
        if (!peek().isName()) {
            throw expected(what);
        }
        return take();
    }

    Span since(int from) {
        return new Span(tokens, from, at);
    }

    Span between(int from, int to) {
        return new Span(tokens, from, to);
    }

    DapException expected(String what) {
        Token next = peek();
        String found = isAtEnd() ? "the text ends" : next.text() + " stands";
        return file.syntax(
                next.line(),
                next.column(),
                "%s where %s is expected".formatted(found, what),
                "Write it as Redshift's documentation does.");
    }

    DapException refused(Token token, String what, String hint) {
        return file.refusal(token, what, hint);
    }
}
