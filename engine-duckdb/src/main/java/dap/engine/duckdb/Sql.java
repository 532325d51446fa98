package dap.engine.duckdb;

import java.util.Collection;
import java.util.stream.Collectors;

/// Pieces of DuckDB's dialect.
final class Sql {

    private Sql() {}

    static String text(String value) {
        if (value.indexOf('\0') >= 0) {
            return "replace('"
                    + value.replace("'", "''").replace("\0", "\uE000")
                    + "', '\uE000', chr(0))";
        }
        return "'" + value.replace("'", "''") + "'";
    }

    static String name(String value) {
        return "\"" + value.replace("\"", "\"\"") + "\"";
    }

    static String call(String function, Object... arguments) {
        return java.util.Arrays.stream(arguments)
                .map(String::valueOf)
                .collect(Collectors.joining(", ", function + "(", ")"));
    }

    static String list(Collection<String> items) {
        return String.join(", ", items);
    }

    static String cast(String value, String type) {
        return "CAST(" + value + " AS " + type + ")";
    }
}
