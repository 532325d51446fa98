package dap.redshift.postgres;

import dap.redshift.tree.Token;
import java.util.Set;

/// Words that one side reserves and the other does not, where they name an output column.
final class OutputLabels {

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

    private OutputLabels() {}

    static boolean needsAs(Token label) {
        return label.kind() == Token.Kind.WORD && NEED_AS.contains(label.lower());
    }
}
