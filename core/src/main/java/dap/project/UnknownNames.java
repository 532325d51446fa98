package dap.project;

import dap.errors.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What templates name with values that they cannot know: asked for once each, however many tables
/// hang on it.
final class UnknownNames {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([^{}]*)}");
    private static final int SHOWN = 3;

    private UnknownNames() {}

    /// The names that `text` leaves open.
    static List<String> in(String text) {
        return PLACE.matcher(text).results().map(found -> found.group(1)).distinct().toList();
    }

    /// One problem for each name that the tables' texts leave open.
    ///
    /// @param what of the tables hangs on it: `the database`
    static Map<String, Problem> problems(
            List<TableDefinition> tables, String what, Function<TableDefinition, String> text) {
        Map<String, List<TableDefinition>> byName = new LinkedHashMap<>();
        for (TableDefinition table : tables) {
            for (String name : in(text.apply(table))) {
                byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(table);
            }
        }
        Map<String, Problem> problems = new LinkedHashMap<>();
        byName.forEach((name, found) -> problems.put(name, problem(name, what, found)));
        return problems;
    }

    private static Problem problem(String name, String what, List<TableDefinition> tables) {
        TableDefinition first = tables.getFirst();
        String shown =
                tables.stream()
                        .limit(SHOWN)
                        .map(table -> "`" + table.name() + "`")
                        .collect(Collectors.joining(", "));
        int more = tables.size() - SHOWN;
        return Problem.warning(
                first.file(),
                first.line(),
                "What `${%s}` stands for cannot be known here: %s of %s%s hangs on it."
                        .formatted(name, what, shown, more > 0 ? " and " + more + " more" : ""),
                "Say it in dap.yml: `parameters: {%s: …}`.".formatted(quoted(name)));
    }

    private static String quoted(String name) {
        return name.matches("[A-Za-z0-9_.-]+") ? name : "\"" + name + "\"";
    }
}
