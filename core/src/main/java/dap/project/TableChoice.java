package dap.project;

import dap.errors.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which of the tables of one name is meant: Glue names a table by its database and its name.
///
/// @param table absent where there is none
/// @param problem where nobody can know which
record TableChoice(Optional<TableDefinition> table, Optional<Problem> problem) {

    private static final TableChoice NONE = new TableChoice(Optional.empty(), Optional.empty());

    /// The one of the layer's own database goes before all; then one whose database is named as the
    /// layer's usually is.
    ///
    /// @param named of one name
    /// @param database the layer's: `local-txma-stage`
    static TableChoice of(List<TableDefinition> named, String database) {
        Map<String, List<TableDefinition>> byDatabase =
                named.stream()
                        .collect(
                                Collectors.groupingBy(
                                        TableDefinition::schema,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        if (byDatabase.size() <= 1) {
            return named.isEmpty() ? NONE : ofOneDatabase(named);
        }
        List<TableDefinition> own = byDatabase.get(database);
        if (own != null) {
            return ofOneDatabase(own);
        }
        String ending = database.substring(database.lastIndexOf('-'));
        List<List<TableDefinition>> alike =
                byDatabase.entrySet().stream()
                        .filter(entry -> entry.getKey().endsWith(ending))
                        .map(Map.Entry::getValue)
                        .toList();
        return alike.size() == 1
                ? ofOneDatabase(alike.getFirst())
                : new TableChoice(
                        Optional.of(named.getFirst()), Optional.of(ambiguous(named, database)));
    }

    private static TableChoice ofOneDatabase(List<TableDefinition> tables) {
        return new TableChoice(
                Optional.of(tables.getFirst()),
                tables.size() > 1 ? Optional.of(declaredTwice(tables)) : Optional.empty());
    }

    private static Problem declaredTwice(List<TableDefinition> found) {
        TableDefinition first = found.getFirst();
        TableDefinition second = found.get(1);
        String where =
                first.file().equals(second.file())
                        ? "in line " + first.line()
                        : first.file() + ":" + first.line();
        return Problem.error(
                second.file(),
                second.line(),
                "The table `%s` is declared twice: %s too.".formatted(second.name(), where),
                "Remove one of the declarations.");
    }

    private static Problem ambiguous(List<TableDefinition> named, String database) {
        String databases =
                named.stream()
                        .map(table -> "`" + table.schema() + "`")
                        .distinct()
                        .collect(Collectors.joining(", "));
        TableDefinition last = named.getLast();
        return Problem.error(
                last.file(),
                last.line(),
                "The table `%s` is declared in several databases: %s."
                        .formatted(last.name(), databases),
                "Name the database of the one that is meant `%s`, as the statements name it."
                        .formatted(database));
    }
}
