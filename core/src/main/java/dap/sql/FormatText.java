package dap.sql;

import dap.sql.tree.SqlType;
import io.trino.sql.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of `format('…', …)`: literal parts with a conversion of Java's between them, each for
/// one argument, in order: `%s`, `%d` and `%f`, with flags, width and digits. Others are refused.
///
/// @param literals one more than conversions
/// @param conversions as they are written: `%05d`
public record FormatText(List<String> literals, List<String> conversions) {

    private static final Pattern SPECIFIER =
            Pattern.compile("%(?:%|(?:-?\\d*s)|(?:[-+ 0,(]*\\d*d)|(?:[-+ 0,(]*\\d*(?:\\.\\d+)?f))");

    public FormatText {
        literals = List.copyOf(literals);
        conversions = List.copyOf(conversions);
    }

    /// @param format one that the binder has let pass
    public static FormatText of(String format) {
        List<String> literals = new ArrayList<>();
        List<String> conversions = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        Matcher specifier = SPECIFIER.matcher(format);
        int at = 0;
        while (specifier.find()) {
            literal.append(format, at, specifier.start());
            at = specifier.end();
            if (specifier.group().equals("%%")) {
                literal.append('%');
            } else {
                conversions.add(specifier.group());
                literals.add(literal.toString());
                literal.setLength(0);
            }
        }
        literals.add(literal.append(format.substring(at)).toString());
        return new FormatText(literals, conversions);
    }

    static void check(SqlText text, Node node, String format, List<SqlType> arguments) {
        if (SPECIFIER.matcher(format).replaceAll("").contains("%")) {
            throw text.notTranslatable(
                    node,
                    "format('%s', …) uses a conversion other than %%s, %%d and %%f."
                            .formatted(format),
                    "Use %s, and CAST or round the argument first.");
        }
        List<String> conversions = of(format).conversions();
        if (conversions.size() > arguments.size()) {
            throw text.invalid(
                    node,
                    "format has %d arguments for %d positions."
                            .formatted(arguments.size(), conversions.size()),
                    "Give one argument for each conversion.");
        }
        for (int i = 0; i < conversions.size(); i++) {
            checkType(text, node, conversions.get(i), arguments.get(i));
        }
    }

    private static void checkType(SqlText text, Node node, String conversion, SqlType type) {
        boolean fits =
                switch (conversion.charAt(conversion.length() - 1)) {
                    case 'd' -> Coercion.isInteger(type);
                    case 'f' -> type == SqlType.Simple.DOUBLE || type instanceof SqlType.Decimal;
                    default -> true;
                };
        if (!fits) {
            throw text.notTranslatable(
                    node,
                    "format has %s for a %s.".formatted(conversion, type.text()),
                    "CAST the argument to bigint for %d, to double for %f.");
        }
    }
}
