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
        int at = 0;
        while (at < format.length()) {
            if (format.startsWith("%s", at)) {
                parts.add(part.toString());
                part.setLength(0);
                at += 2;
            } else if (format.startsWith("%%", at)) {
                part.append('%');
                at += 2;
            } else {
                part.append(format.charAt(at));
                at++;
            }
        }
        parts.add(part.toString());
        return List.copyOf(parts);
    }

    static void check(SqlText text, Node node, String format, int arguments) {
        int percent = format.indexOf('%');
        while (percent >= 0) {
            boolean isKnown = format.startsWith("%s", percent) || format.startsWith("%%", percent);
            if (!isKnown) {
                throw text.notTranslatable(
                        node,
                        "format('%s', …) uses a conversion other than %%s.".formatted(format),
                        "Use %s, and CAST or round the argument first.");
            }
            percent = format.indexOf('%', percent + 2);
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
