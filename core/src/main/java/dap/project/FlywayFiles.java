package dap.project;

import dap.errors.Problem;
import io.github.wasabithumb.jtoml.JToml;
import io.github.wasabithumb.jtoml.except.TomlException;
import io.github.wasabithumb.jtoml.key.TomlKey;
import io.github.wasabithumb.jtoml.value.TomlValue;
import io.github.wasabithumb.jtoml.value.table.TomlTable;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/// Finds and reads Flyway's own settings files: `flyway.conf` and `flyway.toml`, in the folder of
/// the migrations, those above it up to the project's, and `conf` in each of them. The nearer one
/// goes first, and TOML before properties.
final class FlywayFiles {

    private static final List<String> NAMES =
            List.of("flyway.conf", "flyway.toml", "flyway.user.toml");

    private final ProjectFolder folder;
    private final List<Problem> problems;

    FlywayFiles(ProjectFolder folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /// @param settings of the file alone
    /// @param base the folder that its locations are relative to
    record Found(String file, FlywaySettings settings, String base) {}

    /// The farthest first.
    List<Found> near(String migrations) {
        List<Found> found = new ArrayList<>();
        String at = migrations;
        while (true) {
            String base = at;
            List<Found> here = new ArrayList<>();
            for (String place : List.of(at, inside(at, "conf"))) {
                for (String name : NAMES) {
                    read(inside(place, name), base, here);
                }
            }
            found.addAll(0, here);
            if (at.isEmpty()) {
                return found;
            }
            at = at.contains("/") ? at.substring(0, at.lastIndexOf('/')) : "";
        }
    }

    private static String inside(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    private void read(String file, String base, List<Found> found) {
        try {
            folder.find(file)
                    .map(text ->
                            new Found(
                                    file,
                                    file.endsWith(".conf") ? properties(text) : toml(text),
                                    base))
                    .ifPresent(found::add);
        } catch (ProblemFound e) {
            problems.add(e.problem());
        }
    }

    private static FlywaySettings properties(TextFile file) {
        Properties read = new Properties();
        try {
            read.load(new StringReader(file.text()));
        } catch (IOException | IllegalArgumentException e) {
            throw broken(file);
        }
        Map<String, String> values = new LinkedHashMap<>();
        read.stringPropertyNames().stream()
                .filter(key -> key.toLowerCase(Locale.ROOT).startsWith("flyway."))
                .forEach(key ->
                        values.put(key.substring("flyway.".length()), read.getProperty(key)));
        return new FlywaySettings(values);
    }

    /// `[flyway]`, and over it what the named environment says of it.
    private static FlywaySettings toml(TextFile file) {
        try {
            TomlTable root = JToml.jToml().readFromString(file.text());
            Map<String, String> values = new LinkedHashMap<>();
            table(root, "flyway").ifPresent(flyway -> take("", flyway, values));
            String environment = values.getOrDefault("environment", "default");
            table(root, "environments")
                    .flatMap(all -> table(all, environment))
                    .flatMap(one -> table(one, "flyway"))
                    .ifPresent(flyway -> take("", flyway, values));
            return new FlywaySettings(values);
        } catch (TomlException e) {
            throw broken(file);
        }
    }

    private static Optional<TomlTable> table(TomlTable parent, String key) {
        TomlValue value = parent.get(TomlKey.literal(key));
        return value != null && value.isTable() ? Optional.of(value.asTable()) : Optional.empty();
    }

    private static void take(String prefix, TomlTable table, Map<String, String> values) {
        for (TomlKey key : table.keys(false)) {
            TomlValue value = table.get(key);
            String name = prefix + String.join(".", key);
            if (value == null) {
                continue;
            }
            if (value.isTable()) {
                take(name + ".", value.asTable(), values);
            } else if (value.isArray()) {
                List<String> texts = new ArrayList<>();
                value.asArray().forEach(item -> texts.add(item.asPrimitive().asString()));
                values.put(name, texts.stream().collect(Collectors.joining(",")));
            } else {
                values.put(name, value.asPrimitive().asString());
            }
        }
    }

    private static ProblemFound broken(TextFile file) {
        return new ProblemFound(
                Problem.error(
                        file.file(),
                        0,
                        "Flyway's settings cannot be read.",
                        "Correct the file; Flyway cannot read it either."));
    }
}
