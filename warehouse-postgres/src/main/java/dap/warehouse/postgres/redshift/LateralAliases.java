package dap.warehouse.postgres.redshift;

import dap.warehouse.postgres.redshift.Node.Group;
import dap.warehouse.postgres.redshift.Node.Leaf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Puts the definition in place of a column alias that later items of the same select list use,
/// which Redshift allows and PostgreSQL does not.
///
/// In Redshift a column of the tables wins over such an alias. Without the tables that cannot be
/// known: a name counts as a column of theirs if its alias is made from it, or if it stands
/// somewhere in the query behind a table's name.
final class LateralAliases {

    private final Unit unit;
    private final Phrase query;
    private final Map<String, Phrase> definitions = new HashMap<>();

    /// @param query the whole SELECT
    LateralAliases(Unit unit, Phrase query) {
        this.unit = unit;
        this.query = query;
    }

    Phrase expand(Phrase list) {
        List<Node> nodes = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= list.size(); i++) {
            if (i == list.size() || list.isSymbol(i, ",")) {
                Phrase item = replace(list.slice(start, i), true);
                nodes.addAll(item.nodes());
                define(item);
                if (i < list.size()) {
                    nodes.add(list.at(i));
                }
                start = i + 1;
            }
        }
        return new Phrase(nodes);
    }

    private void define(Phrase item) {
        int as = item.size() - 2;
        if (as <= 0 || !item.word(as).equals("as") || !item.isName(as + 1)) {
            return;
        }
        String name = unit.names().fold(item.token(as + 1));
        Phrase definition = item.slice(0, as);
        boolean isColumn =
                unit.variables().contains(name)
                        || mentions(definition, name)
                        || isQualified(query, name);
        if (!isColumn) {
            definitions.put(name, definition);
        }
    }

    private boolean mentions(Phrase phrase, String name) {
        for (Node node : phrase.nodes()) {
            boolean found =
                    switch (node) {
                        case Leaf(Token token) ->
                                token.isName() && unit.names().fold(token).equals(name);
                        case Group group -> mentions(group.items(), name);
                    };
            if (found) {
                return true;
            }
        }
        return false;
    }

    private boolean isQualified(Phrase phrase, String name) {
        for (int i = 0; i < phrase.size(); i++) {
            boolean found =
                    switch (phrase.at(i)) {
                        case Leaf(Token token) ->
                                phrase.isSymbol(i - 1, ".")
                                        && token.isName()
                                        && unit.names().fold(token).equals(name);
                        case Group group -> isQualified(group.items(), name);
                    };
            if (found) {
                return true;
            }
        }
        return false;
    }

    /// @param top whether `phrase` is an item itself, which may end with its own alias
    private Phrase replace(Phrase phrase, boolean top) {
        if (definitions.isEmpty()) {
            return phrase;
        }
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < phrase.size(); i++) {
            switch (phrase.at(i)) {
                case Group group -> {
                    Phrase items = group.items();
                    boolean query = items.isQuery();
                    nodes.add(
                            query
                                    ? group
                                    : new Group(
                                            group.open(), replace(items, false), group.close()));
                }
                case Leaf leaf ->
                        nodes.add(isReference(phrase, i, top) ? definition(leaf.token()) : leaf);
            }
        }
        return new Phrase(nodes);
    }

    private boolean isReference(Phrase phrase, int at, boolean top) {
        boolean alone =
                phrase.isName(at)
                        && !phrase.isSymbol(at - 1, ".")
                        && !phrase.isSymbol(at - 1, "::")
                        && !phrase.isSymbol(at + 1, ".")
                        && !phrase.isRound(at + 1)
                        && !phrase.word(at - 1).equals("as");
        boolean label =
                top
                        && at == phrase.size() - 1
                        && at > 0
                        && (phrase.isName(at - 1) || phrase.isRound(at - 1));
        boolean operator = label && Operators.WORDS.contains(phrase.word(at - 1));
        return alone
                && (!label || operator)
                && definitions.containsKey(unit.names().fold(phrase.token(at)));
    }

    private Node definition(Token use) {
        Phrase definition = definitions.getOrDefault(unit.names().fold(use), Phrase.EMPTY);
        Token open = new Token(Token.Kind.SYMBOL, "(", use.before(), use.line(), use.column());
        Token close = new Token(Token.Kind.SYMBOL, ")", "", use.line(), use.column());
        return new Group(open, flat(definition), close);
    }

    /// The phrase on one line, without its comments.
    private static Phrase flat(Phrase phrase) {
        List<Node> nodes = new ArrayList<>();
        for (Node node : phrase.nodes()) {
            nodes.add(
                    switch (node) {
                        case Leaf(Token token) -> new Leaf(flat(token));
                        case Group group ->
                                new Group(
                                        flat(group.open()),
                                        flat(group.items()),
                                        flat(group.close()));
                    });
        }
        return new Phrase(nodes);
    }

    private static Token flat(Token token) {
        String before = token.before().isEmpty() ? "" : " ";
        return new Token(token.kind(), token.text(), before, token.line(), token.column());
    }

    /// Words after which an operand comes, not a label.
    private static final class Operators {
        static final java.util.Set<String> WORDS =
                java.util.Set.of(
                        "and",
                        "or",
                        "not",
                        "like",
                        "ilike",
                        "then",
                        "else",
                        "when",
                        "between",
                        "is",
                        "in",
                        "distinct",
                        "case");
    }
}
