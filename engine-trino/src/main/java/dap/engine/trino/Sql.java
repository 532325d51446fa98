package dap.engine.trino;

import java.util.Collection;

/// Pieces of Trino's dialect.
final class Sql {

    private Sql() {}

    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    static String name(String value) {
        return "\"" + value.replace("\"", "\"\"") + "\"";
    }

    static String list(Collection<String> items) {
        return String.join(", ", items);
    }

    static String cast(String value, String type) {
        return "CAST(" + value + " AS " + type + ")";
    }
}
