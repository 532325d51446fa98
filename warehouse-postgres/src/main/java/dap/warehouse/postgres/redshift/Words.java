package dap.warehouse.postgres.redshift;

import java.util.Set;

/// Words that one side reserves and the other does not, where they name an output column.
final class Words {

    /// PostgreSQL wants AS before these.
    private static final Set<String> NEED_AS =
            Set.of(
                    "day",
                    "month",
                    "year",
                    "hour",
                    "minute",
                    "second",
                    "char",
                    "character",
                    "precision",
                    "varying",
                    "filter",
                    "within",
                    "without");

    private Words() {}

    /// The name of an output column after AS; PostgreSQL takes any word there.
    static String label(Names names, Token token) {
        return names.spell(token);
    }

    /// Whether the word at `at` names the expression just written, without AS.
    static boolean isBareLabel(Phrase phrase, int at) {
        if (!NEED_AS.contains(phrase.word(at)) || phrase.hasWords(at - 2, "interval")) {
            return false;
        }
        boolean ends = at + 1 == phrase.size() || phrase.isSymbol(at + 1, ",");
        boolean follows =
                (phrase.isName(at - 1)
                                && !phrase.isSymbol(at - 1, ".")
                                && !Set.of(
                                                "by",
                                                "distinct",
                                                "select",
                                                "and",
                                                "or",
                                                "not",
                                                "then",
                                                "else",
                                                "when",
                                                "as",
                                                "in",
                                                "on",
                                                "where")
                                        .contains(phrase.word(at - 1)))
                        || phrase.isRound(at - 1)
                        || phrase.isKind(at - 1, Token.Kind.NUMBER)
                        || phrase.isKind(at - 1, Token.Kind.STRING);
        return ends && follows;
    }
}
