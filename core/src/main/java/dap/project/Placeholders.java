package dap.project;

import dap.errors.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Fills Flyway's placeholders in migrations: everywhere in the text, in comments too, without
/// regard to case, as Flyway does.
final class Placeholders {

    private final FlywaySettings settings;
    private final Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /// @param given `placeholders` of `dap.yml`; they go before Flyway's own settings
    Placeholders(FlywaySettings settings, Map<String, String> given) {
        this.settings = settings;
        this.given.putAll(given);
    }

    /// A text with its placeholders filled.
    ///
    /// @param problems one for each that has no value, where it first stands
    record Filled(String text, List<Problem> problems) {}

    Filled fill(TextFile file) {
        if (!settings.hasPlaceholders()) {
            return new Filled(file.text(), List.of());
        }
        String text = file.text();
        String prefix = settings.placeholderPrefix();
        String suffix = settings.placeholderSuffix();
        StringBuilder filled = new StringBuilder();
        Map<String, Problem> problems = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int at = 0;
        while (true) {
            int begin = text.indexOf(prefix, at);
            int end = begin < 0 ? -1 : text.indexOf(suffix, begin + prefix.length());
            if (end < 0) {
                return new Filled(
                        filled.append(text, at, text.length()).toString(),
                        new ArrayList<>(problems.values()));
            }
            String name = text.substring(begin + prefix.length(), end);
            filled.append(text, at, begin);
            Optional<String> value = value(name, file.file());
            filled.append(value.orElse(""));
            if (value.isEmpty()) {
                int line =
                        1
                                + Math.toIntExact(
                                        text.substring(0, begin)
                                                .chars()
                                                .filter(c -> c == '\n')
                                                .count());
                problems.putIfAbsent(name, unknown(file.file(), line, name));
            }
            at = end + suffix.length();
        }
    }

    private Optional<String> value(String name, String file) {
        return Optional.ofNullable(given.get(name))
                .or(() -> settings.placeholder(name))
                .or(() -> ofFlyway(name.toLowerCase(Locale.ROOT), file));
    }

    /// What Flyway itself knows, as far as it is the same here.
    private Optional<String> ofFlyway(String name, String file) {
        return switch (name) {
            case "flyway:filename" -> Optional.of(file.substring(file.lastIndexOf('/') + 1));
            case "flyway:defaultschema" ->
                    Optional.of(
                            settings.value(
                                    "defaultSchema",
                                    settings.value("schemas", "public").replaceFirst(",.*", "")));
            case "flyway:table" -> Optional.of(settings.value("table", "flyway_schema_history"));
            default -> Optional.empty();
        };
    }

    private Problem unknown(String file, int line, String name) {
        String shown = settings.placeholderPrefix() + name + settings.placeholderSuffix();
        return Problem.error(
                file,
                line,
                "The placeholder %s has no value.".formatted(Names.quoted(shown)),
                "Say it in dap.yml, `placeholders: {%s: …}`, or in Flyway's settings, `flyway.placeholders.%s`."
                        .formatted(
                                name.matches("[A-Za-z0-9_.-]+") ? name : "\"" + name + "\"", name));
    }
}
