package dap.redshift.postgres;

import dap.redshift.postgres.Node.Group;
import dap.redshift.postgres.Node.Leaf;
import dap.redshift.tree.Token;
import dap.redshift.tree.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Nodes in a row, with what one asks of them.
record Phrase(List<Node> nodes) {

    static final Phrase EMPTY = new Phrase(List.of());

    Phrase {
        nodes = List.copyOf(nodes);
    }

    int size() {
        return nodes.size();
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    /// @throws Unfinished where the phrase has ended
    Node at(int index) {
        if (index < 0 || index >= nodes.size()) {
            throw new Unfinished();
        }
        return nodes.get(index);
    }

    /// The first token of the node there.
    Token token(int index) {
        return at(index).first();
    }

    /// The word there in lower case; empty where there is no word without quotes.
    String word(int index) {
        return index >= 0
                        && index < nodes.size()
                        && nodes.get(index) instanceof Leaf(Token token)
                        && token.kind() == Kind.WORD
                ? token.lower()
                : "";
    }

    /// Whether these words stand there, one after the other.
    boolean hasWords(int index, String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!word(index + i).equals(words[i])) {
                return false;
            }
        }
        return true;
    }

    boolean isSymbol(int index, String symbol) {
        return index >= 0
                && index < nodes.size()
                && nodes.get(index) instanceof Leaf(Token token)
                && token.isSymbol(symbol);
    }

    boolean isName(int index) {
        return index >= 0
                && index < nodes.size()
                && nodes.get(index) instanceof Leaf(Token token)
                && token.isName();
    }

    boolean isKind(int index, Kind kind) {
        return index >= 0
                && index < nodes.size()
                && nodes.get(index) instanceof Leaf(Token token)
                && token.kind() == kind;
    }

    /// Whether a pair of round brackets stands there.
    boolean isRound(int index) {
        return index >= 0
                && index < nodes.size()
                && nodes.get(index) instanceof Group group
                && group.isRound();
    }

    boolean isSquare(int index) {
        return index >= 0
                && index < nodes.size()
                && nodes.get(index) instanceof Group group
                && !group.isRound();
    }

    Group group(int index) {
        if (at(index) instanceof Group group) {
            return group;
        }
        throw new Unfinished();
    }

    Phrase from(int start) {
        return slice(start, size());
    }

    Phrase slice(int start, int end) {
        int last = Math.min(end, size());
        return start >= last ? EMPTY : new Phrase(nodes.subList(start, last));
    }

    /// Where one of `words` stands first, outside brackets; the end where it does not.
    int indexOf(Set<String> words, int start) {
        for (int i = start; i < size(); i++) {
            if (words.contains(word(i)) && !isSymbol(i - 1, ".")) {
                return i;
            }
        }
        return size();
    }

    /// The parts between the symbols, which are left out; none for an empty phrase.
    List<Phrase> split(String symbol) {
        List<Phrase> parts = new ArrayList<>();
        if (isEmpty()) {
            return parts;
        }
        int start = 0;
        for (int i = 0; i < size(); i++) {
            if (isSymbol(i, symbol)) {
                parts.add(slice(start, i));
                start = i + 1;
            }
        }
        parts.add(from(start));
        return parts;
    }

    /// Whether it is a query: what a subquery's brackets hold.
    boolean isQuery() {
        String word = word(0);
        return word.equals("select")
                || word.equals("with")
                || word.equals("values")
                || (isRound(0) && group(0).items().isQuery());
    }

    /// Whether it is one literal, whose type PostgreSQL does not know until it sees the use.
    boolean isLiteral() {
        if (size() == 2 && (isSymbol(0, "-") || isSymbol(0, "+"))) {
            return isKind(1, Kind.NUMBER);
        }
        if (size() != 1) {
            return false;
        }
        if (at(0) instanceof Group group) {
            return group.isRound() && group.items().isLiteral();
        }
        Token token = token(0);
        return token.kind() == Kind.STRING
                || token.kind() == Kind.NUMBER
                || token.kind() == Kind.DOLLAR
                || (token.kind() == Kind.WORD && token.lower().equals("null"));
    }

    boolean isText() {
        return size() == 1 && isKind(0, Kind.STRING);
    }

    /// Its tokens one after the other, brackets among them.
    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        for (Node node : nodes) {
            tokens.add(node.first());
            if (node instanceof Group group) {
                tokens.addAll(group.items().tokens());
                tokens.add(group.close());
            }
        }
        return tokens;
    }

    /// The line breaks in the phrase, for where it is left out: later lines keep their numbers.
    String lineBreaks() {
        StringBuilder breaks = new StringBuilder();
        for (Node node : nodes) {
            breaksOf(node.first(), breaks);
            if (node instanceof Group group) {
                breaks.append(group.items().lineBreaks());
                breaksOf(group.close(), breaks);
            }
        }
        return breaks.toString();
    }

    private static void breaksOf(Token token, StringBuilder breaks) {
        token.before().chars().filter(c -> c == '\n').forEach(_ -> breaks.append('\n'));
        token.text().chars().filter(c -> c == '\n').forEach(_ -> breaks.append('\n'));
    }
}
