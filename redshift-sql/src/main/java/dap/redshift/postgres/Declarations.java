package dap.redshift.postgres;

import dap.redshift.postgres.Types.Found;
import dap.redshift.tree.Token;
import java.util.List;
import java.util.Set;

/// Translates what DECLARE brings: variables and cursors.
final class Declarations {

    private final TranslationUnit unit;
    private final Parts parts;

    Declarations(TranslationUnit unit, Parts parts) {
        this.unit = unit;
        this.parts = parts;
    }

    /// @param phrase one declaration, without its semicolon
    String translate(Phrase phrase) {
        Token name = phrase.token(0);
        String text = name.before() + unit.names().spell(name);
        int query = phrase.indexOf(Set.of("for", "is"), 1);
        if (phrase.indexOf(Set.of("cursor"), 1) < phrase.size() && query < phrase.size()) {
            return text
                    + parts.words(phrase.slice(1, query + 1))
                    + parts.query(phrase.from(query + 1));
        }
        if (phrase.word(1).equals("alias")) {
            return text + parts.words(phrase.from(1));
        }
        boolean constant = phrase.word(1).equals("constant");
        return text
                + (constant ? parts.words(phrase.slice(1, 2)) : "")
                + typed(phrase, constant ? 2 : 1);
    }

    /// The type, and the value that the variable begins with.
    private String typed(Phrase phrase, int at) {
        NamePath chain = NamePath.at(phrase, at);
        boolean copied = phrase.isSymbol(chain.end(), "%");
        Found type =
                copied
                        ? copied(phrase, chain)
                        : unit.types().find(phrase, at).orElseThrow(Unfinished::new);
        String text =
                phrase.token(at).before()
                        + type.text()
                        + phrase.slice(at + 1, type.end()).lineBreaks();
        int value = phrase.hasWords(type.end(), "not", "null") ? type.end() + 2 : type.end();
        text += parts.words(phrase.slice(type.end(), value + 1));
        return value < phrase.size() ? text + parts.expression(phrase.from(value + 1)) : text;
    }

    /// `table.column%TYPE`, `table%ROWTYPE`: without a database before them.
    private Found copied(Phrase phrase, NamePath chain) {
        int keep = phrase.word(chain.end() + 1).equals("type") ? 3 : 2;
        List<Token> names = chain.names();
        String text =
                unit.names().spell(names.subList(Math.max(0, names.size() - keep), names.size()))
                        + "%"
                        + phrase.token(chain.end() + 1).text();
        return new Found(new Types.SqlType(text, "", Type.UNKNOWN), chain.end() + 2);
    }
}
