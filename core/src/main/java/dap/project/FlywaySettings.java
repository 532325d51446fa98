package dap.project;

import dap.project.MigrationName.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a project tells Flyway of its migrations: names, folders, placeholders. Who runs them,
/// where and with which password is DAP's own affair.
///
/// @param values by Flyway's own key without its first part: `placeholders.schema`,
///   `sqlMigrationPrefix`; keys without regard to case
record FlywaySettings(Map<String, String> values) {

    static final FlywaySettings NONE = new FlywaySettings(Map.of());

    FlywaySettings {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(values);
        values = copy;
    }

    /// Both; what `nearer` says goes before what this says.
    FlywaySettings with(FlywaySettings nearer) {
        Map<String, String> both = new TreeMap<>(values);
        both.putAll(nearer.values);
        return new FlywaySettings(both);
    }

    String prefix(Kind kind) {
        return switch (kind) {
            case VERSIONED -> value("sqlMigrationPrefix", "V");
            case BASELINE -> value("baselineMigrationPrefix", "B");
            case REPEATABLE -> value("repeatableSqlMigrationPrefix", "R");
        };
    }

    String separator() {
        return value("sqlMigrationSeparator", "__");
    }

    /// The name without one of the endings of migrations; absent where it has none.
    Optional<String> withoutSuffix(String name) {
        return List.of(value("sqlMigrationSuffixes", ".sql").split(",")).stream()
                .map(String::strip)
                .filter(suffix ->
                        !suffix.isEmpty()
                                && name.toLowerCase(Locale.ROOT)
                                        .endsWith(suffix.toLowerCase(Locale.ROOT)))
                .map(suffix -> name.substring(0, name.length() - suffix.length()))
                .findFirst();
    }

    /// `filesystem:` and other places of migrations.
    List<String> locations() {
        return List.of(value("locations", "").split(",")).stream()
                .map(String::strip)
                .filter(location -> !location.isEmpty())
                .toList();
    }

    boolean hasPlaceholders() {
        return !value("placeholderReplacement", "true").equalsIgnoreCase("false");
    }

    String placeholderPrefix() {
        return value("placeholderPrefix", "${");
    }

    String placeholderSuffix() {
        return value("placeholderSuffix", "}");
    }

    Optional<String> placeholder(String name) {
        return Optional.ofNullable(values.get("placeholders." + name));
    }

    String value(String key, String standard) {
        return values.getOrDefault(key, standard);
    }
}
