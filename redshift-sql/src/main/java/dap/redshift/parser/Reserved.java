package dap.redshift.parser;

import java.util.Set;

/// Words that end what stands before them.
final class Reserved {

    /// Where these stand, no operand begins.
    private static final Set<String> NOT_OPERANDS =
            words(
                    """
                    select distinct all from where and or in is between like ilike similar then as asc desc
                    order group having union intersect except minus using on into with when else end
                    isnull notnull for join full cross natural qualify collate nulls limit offset
                    """);

    /// Where these stand behind an expression, they are no name for it.
    private static final Set<String> NOT_LABELS =
            words(
                    """
                    select distinct all from where and or not in is null between like ilike similar then as asc desc
                    order group having union intersect except minus using on into with when else end
                    isnull notnull for join inner left right full cross natural qualify collate nulls limit offset
                    over at returning
                    """);

    /// Where these stand behind a table, they are no alias.
    private static final Set<String> NOT_ALIASES =
            words(
                    """
                    select on using join inner left right full cross natural outer where set when at pivot unpivot as
                    and or then group having qualify order limit offset for connect union intersect except minus
                    from into values remove loop with window
                    """);

    private Reserved() {}

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    static boolean beginsNoOperand(String word) {
        return NOT_OPERANDS.contains(word);
    }

    static boolean isNoLabel(String word) {
        return NOT_LABELS.contains(word);
    }

    static boolean isNoAlias(String word) {
        return NOT_ALIASES.contains(word);
    }
}
