package dap.engine.trino;

import dap.model.Column;
import dap.model.HiveType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The names of one table's columns and fields as the Hive connector holds them. It refuses fields
/// with a hyphen, colon, comma, slash or no name; those get a name of letters, digits and
/// underscores, which the JSON reader is told to look up under the true one.
public final class HiveNames {

    private final Map<String, String> held = new HashMap<>();

    public HiveNames(List<Column> columns) {
        Set<String> all = new HashSet<>();
        columns.forEach(column -> collect(column, all));
        Set<String> taken = new HashSet<>(all);
        // In order of the names, so that the same table gets the same ones each time.
        all.stream()
                .filter(name -> !isHeld(name))
                .sorted()
                .forEach(name -> held.put(name, unused(name, taken)));
    }

    private static boolean isHeld(String name) {
        return name.matches("[a-z0-9_]+");
    }

    private static String unused(String name, Set<String> taken) {
        String plain = name.replaceAll("[^a-z0-9_]", "_");
        String candidate = plain.isEmpty() ? "_" : plain;
        for (int i = 2; !taken.add(candidate); i++) {
            candidate = plain + "_" + i;
        }
        return candidate;
    }

    private static void collect(Column column, Set<String> names) {
        names.add(column.hiveName());
        fieldsOf(column.type()).forEach(field -> collect(field, names));
    }

    private static List<Column> fieldsOf(HiveType type) {
        return switch (type) {
            case HiveType.Struct(List<Column> fields) -> fields;
            case HiveType.Array(HiveType element) -> fieldsOf(element);
            case HiveType.MapOf(HiveType _, HiveType value) -> fieldsOf(value);
            case HiveType.Scalar _, HiveType.Varchar _, HiveType.Char _, HiveType.Decimal _ ->
                    List.of();
        };
    }

    /// The name by which the table holds it.
    String of(Column column) {
        return held.getOrDefault(column.hiveName(), column.hiveName());
    }

    /// Whether the column's type has fields under another name than their own.
    boolean renamesWithin(HiveType type) {
        return fieldsOf(type).stream()
                .anyMatch(
                        field -> held.containsKey(field.hiveName()) || renamesWithin(field.type()));
    }

    /// Names held, each with the true one that it stands for.
    public Map<String, String> mappings() {
        Map<String, String> mappings = new TreeMap<>();
        held.forEach((name, heldAs) -> mappings.put(heldAs, name));
        return mappings;
    }
}
