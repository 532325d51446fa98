package dap.parity;

import java.util.ArrayList;
import java.util.List;

/// A form of a function as the function table has it, with types in place of its variables.
///
/// @param parameters types as Athena writes them; `fn(…)` with its result for a lambda
record Form(String name, List<String> parameters, String result) {

    /// Reads `strpos(varchar, varchar): bigint`.
    static Form parse(String text) {
        int open = text.indexOf('(');
        int close = text.lastIndexOf("): ");
        List<String> parameters = new ArrayList<>();
        for (String part : split(text.substring(open + 1, close))) {
            parameters.add(type(part.replace("...", "").strip()));
        }
        return new Form(
                text.substring(0, open), parameters, type(text.substring(close + 3).strip()));
    }

    private static List<String> split(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            switch (list.charAt(i)) {
                case '(' -> depth++;
                case ')' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        parts.add(list.substring(start, i));
                        start = i + 1;
                    }
                }
                default -> {}
            }
        }
        if (start < list.length()) {
            parts.add(list.substring(start));
        }
        return parts;
    }

    private static String type(String pattern) {
        if (pattern.startsWith("fn(")) {
            List<String> parts = split(pattern.substring(3, pattern.length() - 1));
            return "fn(" + type(parts.getLast().strip()) + ")";
        }
        if (pattern.startsWith("array(")) {
            return "array(" + type(pattern.substring(6, pattern.length() - 1)) + ")";
        }
        return switch (pattern) {
            case "map(K, V)", "map(K, W)", "map(L, V)", "map(T, bigint)" -> "map(varchar, bigint)";
            case "map(K, array(V))" -> "map(varchar, array(bigint))";
            case "row(K, V)", "row(T, U)" -> "row(varchar, bigint)";
            case "row(T, U, V)" -> "row(varchar, bigint, bigint)";
            case "T", "K", "L" -> "varchar";
            case "U", "V", "W", "S", "R" -> "bigint";
            case "interval_day_to_second" -> "interval day to second";
            case "interval_year_to_month" -> "interval year to month";
            case "DEC_SUM" -> "decimal(38,2)";
            case "DEC_ROUNDED" -> "decimal(9,0)";
            case "DEC_WIDER" -> "decimal(11,2)";
            case "DEC_CUT" -> "decimal(8,0)";
            case "DEC_SIGN" -> "decimal(1,0)";
            case "TS", "timestamp" -> "timestamp(3)";
            case "TZ", "tstz" -> "timestamp(3) with time zone";
            case "DEC" -> "decimal(10,2)";
            default -> pattern;
        };
    }

    String call(List<String> arguments) {
        return switch (name) {
            case "subscript" -> "(%s)[%s]".formatted(arguments.get(0), arguments.get(1));
            case "listagg" ->
                    "listagg(%s, ',') WITHIN GROUP (ORDER BY %s)"
                            .formatted(arguments.get(0), arguments.get(0));
            case "position" -> "position(%s IN %s)".formatted(arguments.get(0), arguments.get(1));
            default -> name + "(" + String.join(", ", arguments) + ")";
        };
    }

    /// The call's result as text.
    String asText(String call) {
        return switch (result) {
            case "varchar" -> call;
            case "varbinary" -> "to_hex(" + call + ")";
            case "json" -> "json_format(" + call + ")";
            default ->
                    result.startsWith("array(") || result.startsWith("map(")
                            ? "json_format(CAST(" + call + " AS JSON))"
                            : "CAST(" + call + " AS varchar)";
        };
    }
}
