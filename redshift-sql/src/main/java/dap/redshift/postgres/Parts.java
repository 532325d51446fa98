package dap.redshift.postgres;

import dap.redshift.parser.Parser;
import dap.redshift.postgres.Node.Group;
import dap.redshift.postgres.Node.Leaf;
import dap.redshift.tree.Token;
import dap.redshift.tree.Token.Kind;
import java.util.List;
import java.util.StringJoiner;

/// What statements are made of, in PostgreSQL's words: queries, expressions, names.
final class Parts {

    private final TranslationUnit unit;
    private final Parser parser;

    Parts(TranslationUnit unit) {
        this.unit = unit;
        this.parser = new Parser(unit.file());
    }

    String query(Phrase phrase) {
        return Renderer.render(unit, parser.query(some(phrase)));
    }

    String expression(Phrase phrase) {
        return Renderer.render(unit, parser.expression(some(phrase)));
    }

    /// Expressions with commas between.
    String expressions(Phrase phrase) {
        StringBuilder text = new StringBuilder();
        int start = 0;
        for (int i = 0; i <= phrase.size(); i++) {
            if (i < phrase.size() && !phrase.isSymbol(i, ",")) {
                continue;
            }
            text.append(expression(phrase.slice(start, i)));
            text.append(i < phrase.size() ? phrase.token(i).before() + "," : "");
            start = i + 1;
        }
        return text.toString();
    }

    /// INSERT, UPDATE, DELETE or MERGE.
    String change(Phrase phrase) {
        return Renderer.render(unit, parser.statement(some(phrase)));
    }

    /// Expressions in brackets.
    String arguments(Group group) {
        String inside = group.items().isEmpty() ? "" : expressions(group.items());
        return group.open().before() + "(" + inside + group.close().before() + ")";
    }

    /// Everything as it stands, names spelt as PostgreSQL wants them.
    String words(Phrase phrase) {
        StringBuilder text = new StringBuilder();
        for (Node node : phrase.nodes()) {
            switch (node) {
                case Leaf(Token token) -> text.append(token.before()).append(word(token));
                case Group group -> text.append(words(group));
            }
        }
        return text.toString();
    }

    private String words(Group group) {
        return group.open().before()
                + group.open().text()
                + words(group.items())
                + group.close().before()
                + group.close().text();
    }

    private String word(Token token) {
        if (token.kind() == Kind.STRING) {
            return Strings.spell(token);
        }
        boolean name = token.kind() == Kind.QUOTED || token.text().startsWith("#");
        return name ? unit.names().spell(token) : token.text();
    }

    /// Names in brackets.
    String names(Group group) {
        StringJoiner joined =
                new StringJoiner(",", group.open().before() + "(", group.close().before() + ")");
        for (Phrase name : group.items().split(",")) {
            Token token = name.token(0);
            joined.add(token.before() + unit.names().spell(token));
        }
        return joined.toString();
    }

    private static List<Token> some(Phrase phrase) {
        if (phrase.isEmpty()) {
            throw new Unfinished();
        }
        return phrase.tokens();
    }
}
