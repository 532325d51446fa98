package dap.sql;

import io.trino.sql.tree.Node;
import java.util.ArrayList;
import java.util.List;

/// The text of `format('…', …)`: literal parts with `%s` between them.
///
/// Java's other conversions depend on the value in ways that no engine repeats; they are refused.
public final class FormatText {

    private FormatText() {}

    /// The literal parts; between two of them stands one argument, in order.
    public static List<String> parts(String format) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            if (format.startsWith("%s", i)) {
                parts.add(part.toString());
                part.setLength(0);
                i++;
            } else if (format.startsWith("%%", i)) {
                part.append('%');
                i++;
            } else {
                part.append(format.charAt(i));
            }
        }
        parts.add(part.toString());
        return List.copyOf(parts);
    }

    static void check(SqlText text, Node node, String format, int arguments) {
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) == '%') {
                boolean isKnown = format.startsWith("%s", i) || format.startsWith("%%", i);
                if (!isKnown) {
                    throw text.notTranslatable(
                            node,
                            "format('%s', …) uses a conversion other than %%s.".formatted(format),
                            "Use %s, and CAST or round the argument first.");
                }
                i++;
            }
        }
        int wanted = parts(format).size() - 1;
        if (wanted > arguments) {
            throw text.invalid(
                    node,
                    "format has %d arguments for %d places.".formatted(arguments, wanted),
                    "Give one argument for each %s.");
        }
    }
}
