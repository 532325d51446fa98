package dap.redshift.postgres;

import dap.redshift.tree.Token;
import java.util.HashSet;
import java.util.Set;

/// Translates the bodies of procedures and functions.
final class BodyTranslator {

    private final TranslationUnit unit;

    BodyTranslator(TranslationUnit unit) {
        this.unit = unit;
    }

    /// The body between its dollars.
    ///
    /// @param throwsOn whether an error is thrown on once a handler has dealt with it, as in every
    ///   procedure that is not NONATOMIC
    String quoted(Token body, boolean sql, boolean throwsOn) {
        String text = body.text();
        int open = text.indexOf('$', 1) + 1;
        String inside = text.substring(open, text.length() - open);
        Token last = unit.parseAll(inside, body.line(), body.column() + open).getLast();
        Phrase phrase = unit.parse(inside, body.line(), body.column() + open);
        String tag = text.substring(0, open);
        if (sql) {
            return tag + new Statements(unit, false).script(phrase) + last.before() + tag;
        }
        TranslationUnit inner = unit.withVariables(declared(phrase, false), declared(phrase, true));
        // In Redshift a variable wins over a column of the same name.
        return tag
                + "#variable_conflict use_variable "
                + new Body(inner, phrase, new Handlers(inner.file(), throwsOn)).run()
                + last.before()
                + tag;
    }

    /// The names that DECLARE sections and loops bring.
    ///
    /// @param documents whether only those of type SUPER are asked for
    private Set<String> declared(Phrase phrase, boolean documents) {
        Set<String> names = new HashSet<>();
        boolean declaring = false;
        for (int i = 0; i < phrase.size(); i++) {
            String word = phrase.word(i);
            if (word.equals("declare")) {
                declaring = true;
            } else if (word.equals("begin")) {
                declaring = false;
            }
            boolean starts = phrase.word(i - 1).equals("declare") || phrase.isSymbol(i - 1, ";");
            boolean loop = phrase.word(i - 1).equals("for") && phrase.word(i + 1).equals("in");
            boolean asked = !documents || phrase.word(i + 1).equals("super");
            if (asked
                    && phrase.isName(i)
                    && ((declaring && starts && !word.equals("begin")) || loop)) {
                names.add(unit.names().fold(phrase.token(i)));
            }
        }
        return names;
    }
}
