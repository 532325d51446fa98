package dap.sql;

import java.util.Map;
import java.util.Optional;

/// A format of `format_datetime`, in Joda's notation, as far as `date_format` writes the same.
final class JodaDateFormat {

    private static final Map<String, String> SPECIFIERS =
            Map.of(
                    "yyyy", "%Y", "YYYY", "%Y", "MM", "%m", "dd", "%d", "HH", "%H", "mm", "%i",
                    "ss", "%s");

    private JodaDateFormat() {}

    /// The same format in MySQL's notation; empty where a part of it has no certain equal.
    static Optional<String> inMySql(String format) {
        StringBuilder mySql = new StringBuilder();
        int at = 0;
        while (at < format.length()) {
            char c = format.charAt(at);
            int end = at + 1;
            if (isLetter(c)) {
                while (end < format.length() && format.charAt(end) == c) {
                    end++;
                }
                String specifier = SPECIFIERS.get(format.substring(at, end));
                if (specifier == null) {
                    return Optional.empty();
                }
                mySql.append(specifier);
            } else if (c == '\'') {
                end = format.indexOf('\'', at + 1) + 1;
                boolean isEmptyOrOpen = end < at + 3;
                if (isEmptyOrOpen) {
                    return Optional.empty();
                }
                mySql.append(format.substring(at + 1, end - 1).replace("%", "%%"));
            } else {
                mySql.append(c == '%' ? "%%" : String.valueOf(c));
            }
            at = end;
        }
        return Optional.of(mySql.toString());
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
