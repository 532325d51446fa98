package dap.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is published says what the reader does. Run with `-Ddap.docs.write=true` to rewrite it.
class SettingsReferenceTest {

    private static final Path DOCS = Path.of("../docs/reference");

    @Test
    void thePublishedSchemaIsThatOfTheKeys() throws IOException {
        assertThat(published("dap-yml.schema.json", SettingsReference.jsonSchema()))
                .as("docs/reference/dap-yml.schema.json; -Ddap.docs.write=true writes it")
                .isEqualTo(SettingsReference.jsonSchema());
    }

    @Test
    void theReferencePageIsThatOfTheKeys() throws IOException {
        assertThat(published("settings.md", SettingsReference.markdown()))
                .as("docs/reference/settings.md; -Ddap.docs.write=true writes it")
                .isEqualTo(SettingsReference.markdown());
    }

    @Test
    void theSchemaKnowsEveryKeyInBothSpellings() {
        JsonNode schema = JsonMapper.shared().readTree(SettingsReference.jsonSchema());

        assertThat(SettingKey.ALL)
                .allSatisfy(key -> {
                    assertThat(schema.at("/properties").has(key.path())).isTrue();
                    assertThat(nested(schema, key.path())).isTrue();
                });
    }

    @Test
    void aKeyOfEveryGroupIsRefusedWhereItIsUnknown() {
        JsonNode schema = JsonMapper.shared().readTree(SettingsReference.jsonSchema());

        assertThat(Stream.of(schema, mappingOf(schema, "engine"), mappingOf(schema, "warehouse")))
                .allMatch(node -> !node.at("/additionalProperties").asBoolean(true));
    }

    private static boolean nested(JsonNode schema, String path) {
        int dot = path.indexOf('.');
        return dot < 0
                ? schema.at("/properties").has(path)
                : mappingOf(schema, path.substring(0, dot))
                        .at("/properties")
                        .has(path.substring(dot + 1));
    }

    private static JsonNode mappingOf(JsonNode schema, String group) {
        return schema.at("/properties")
                .path(group)
                .path("anyOf")
                .valueStream()
                .filter(form -> form.has("properties"))
                .findFirst()
                .orElseThrow();
    }

    private static String published(String file, String now) throws IOException {
        Path path = DOCS.resolve(file);
        if (Boolean.getBoolean("dap.docs.write")) {
            Files.createDirectories(DOCS);
            Files.writeString(path, now);
        }
        return Files.readString(path);
    }
}
