package dap.project;

import dap.project.SettingKey.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What is published about `dap.yml`, made from the table of its keys: the JSON Schema for editors,
/// and the reference page.
final class SettingsReference {

    private SettingsReference() {}

    /// The JSON Schema of `dap.yml`, with a line break at its end.
    static String jsonSchema() {
        SequencedMap<String, Object> properties = new LinkedHashMap<>();
        Map<String, List<SettingKey>> groups = groups();
        for (SettingKey key : SettingKey.ALL) {
            String group = groupOf(key);
            if (group.isEmpty() && !groups.containsKey(key.path())) {
                properties.put(key.path(), property(key));
            } else if (!properties.containsKey(group.isEmpty() ? key.path() : group)) {
                String name = group.isEmpty() ? key.path() : group;
                properties.put(name, group(name, groups.getOrDefault(name, List.of())));
            }
        }
        for (SettingKey key : SettingKey.ALL) {
            properties.putIfAbsent(key.path(), property(key));
        }
        SettingKey.NAMED.forEach(key -> properties.put(key.path(), named(key)));
        properties.put(SettingKey.SOURCES, sources());
        SequencedMap<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Settings of a DAP project (dap.yml)");
        schema.putAll(mapping(properties));
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(schema)
                + "\n";
    }

    private static Map<String, List<SettingKey>> groups() {
        return SettingKey.ALL.stream()
                .filter(key -> !groupOf(key).isEmpty())
                .collect(
                        Collectors.groupingBy(
                                SettingsReference::groupOf,
                                LinkedHashMap::new,
                                Collectors.toList()));
    }

    private static String groupOf(SettingKey key) {
        int dot = key.path().indexOf('.');
        return dot < 0 ? "" : key.path().substring(0, dot);
    }

    /// A key that is a group too may be a plain value, or a mapping with its own value as `name`.
    private static Object group(String name, List<SettingKey> keys) {
        SequencedMap<String, Object> properties = new LinkedHashMap<>();
        SettingKey.find(name).ifPresent(key -> properties.put("name", property(key)));
        keys.forEach(key -> properties.put(key.path().substring(name.length() + 1), property(key)));
        List<Object> forms = new ArrayList<>();
        SettingKey.find(name).ifPresent(key -> forms.add(property(key)));
        forms.add(mapping(properties));
        forms.add(Map.of("type", "null"));
        return Map.of("anyOf", forms);
    }

    private static Object named(SettingKey key) {
        SequencedMap<String, Object> named = new LinkedHashMap<>();
        named.put("type", List.of("object", "null"));
        named.put("description", key.description());
        named.put(
                "additionalProperties",
                Map.of("type", List.of("string", "number", "boolean", "null")));
        return named;
    }

    private static Object sources() {
        SequencedMap<String, Object> properties = new LinkedHashMap<>();
        SettingKey.OF_A_SOURCE.forEach(key -> properties.put(key.path(), property(key)));
        SequencedMap<String, Object> sources = new LinkedHashMap<>();
        sources.put("type", List.of("object", "null"));
        sources.put(
                "description",
                "The project's data sources by name; one, `txma`, where none is named.");
        sources.put("propertyNames", Map.of("pattern", "^[a-z][a-z0-9_]{0,63}$"));
        sources.put(
                "additionalProperties",
                Map.of("anyOf", List.of(mapping(properties), Map.of("type", "null"))));
        return sources;
    }

    private static SequencedMap<String, Object> mapping(SequencedMap<String, Object> properties) {
        SequencedMap<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("type", "object");
        mapping.put("properties", properties);
        mapping.put("additionalProperties", false);
        return mapping;
    }

    private static SequencedMap<String, Object> property(SettingKey key) {
        SequencedMap<String, Object> property = new LinkedHashMap<>();
        property.put("description", key.description() + " Default: " + key.shownDefault() + ".");
        property.putAll(form(key.form()));
        return property;
    }

    private static Map<String, Object> form(Form form) {
        return switch (form) {
            case Form.Text(String pattern, String _) -> text(pattern);
            case Form.Choice(List<String> values) -> ordered("type", "string", "enum", values);
            case Form.WholeNumber(long least, long most) ->
                    ordered("type", "integer", "minimum", least, "maximum", most);
            case Form.Bytes(long least, long most) ->
                    ordered(
                            "type",
                            List.of("integer", "string"),
                            "minimum",
                            least,
                            "maximum",
                            most,
                            "pattern",
                            "^[0-9]{1,15} ?([KMGT]i?B|B)?$");
            case Form.Flag() -> ordered("type", "boolean");
            case Form.Texts(String pattern, String _) ->
                    ordered(
                            "type",
                            List.of("array", "string"),
                            "items",
                            text(pattern),
                            "pattern",
                            whole(pattern));
            case Form.PathInProject() -> ordered("type", "string");
            case Form.PathsInProject() ->
                    ordered("type", List.of("array", "string"), "items", ordered("type", "string"));
        };
    }

    /// Inline flags are Java's: what they mean must hold without them.
    private static Map<String, Object> text(String pattern) {
        return pattern.contains("(?")
                ? ordered("type", "string")
                : ordered("type", "string", "pattern", whole(pattern));
    }

    private static String whole(String pattern) {
        return "^(" + pattern + ")$";
    }

    private static SequencedMap<String, Object> ordered(Object... keysAndValues) {
        SequencedMap<String, Object> ordered = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            ordered.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return ordered;
    }

    /// The reference page of the settings.
    static String markdown() {
        return """
        # Settings: `dap.yml`

        The file lies in the project's folder. It may be left out, and so may every key: the defaults are
        below. Keys are nested or written with dots: `engine.slots: 2` says the same as

        ```yaml
        engine:
          slots: 2
        ```

        A key that DAP does not know, or a value that does not fit, is an error: nothing runs until it is
        fixed, and all such errors are told at once, with their lines. For completion and checks in an
        editor there is a [JSON Schema](dap-yml.schema.json); name it in the first line of the file:

        ```yaml
        # yaml-language-server: $schema=dap-yml.schema.json
        ```

        | key | value | default | meaning |
        | --- | --- | --- | --- |
        """
                + SettingKey.ALL.stream().map(SettingsReference::row).collect(Collectors.joining())
                + SettingKey.NAMED.stream()
                        .map(key ->
                                "| `%s.NAME` | %s | %s | %s |\n"
                                        .formatted(
                                                key.path(),
                                                SettingForm.saying(key.form()),
                                                key.shownDefault(),
                                                key.description()))
                        .collect(Collectors.joining())
                + """

                The command line goes before the file: `--lake` before `lake`, `--engine` before `engine`.

                A password never stands in `dap.yml`: a `warehouse.url` that holds one is refused. Name the
                environment variable or the file that holds it.

                ## Data sources

                A project has one data source, `txma`, with the files of the [given layout](project-folder.md).
                To have several, name them under `sources`; each has its own RAW and STAGE folders and schemas,
                and its own master config. A source may set these paths, relative to the project's folder:

                | key | default | meaning |
                | --- | --- | --- |
                """
                + SettingKey.OF_A_SOURCE.stream()
                        .map(key ->
                                "| `sources.NAME.%s` | %s | %s |\n"
                                        .formatted(
                                                key.path(), key.shownDefault(), key.description()))
                        .collect(Collectors.joining())
                + """

                ```yaml
                sources:
                  txma:                      # the given layout
                  payments:
                    process-scripts: payments/process_scripts
                    dml: payments/dml
                ```
                """;
    }

    private static String row(SettingKey key) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        key.path(),
                        SettingForm.saying(key.form()),
                        key.shownDefault(),
                        key.description());
    }
}
