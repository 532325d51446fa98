package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `dap lineage` over the example.
class LineageCommandTest {

    private static final String DML = "athena-scripts/dml/insert_into/ipv_kbv_cri_vc_issued.sql";

    @TempDir Path folder;
    private Dap dap;

    @BeforeEach
    void copyExample() throws IOException {
        dap = Dap.withExample(folder);
    }

    @Test
    void aColumnNamesTheFieldAndTheEvents() {
        Ended asked = dap.call("lineage", "ipv_cri_kbv.extensions_evidence");

        assertThat(asked.exitCode()).as(asked.err()).isZero();
        assertThat(asked.out().lines())
                .anyMatch(line ->
                        line.matches(
                                "ipv_cri_kbv +extensions_evidence +extensions.evidence +ipv_kbv_cri_vc_issued"));
    }

    @Test
    void spellingIsThatOfTheEventsOnceTheyWereSeen() throws IOException {
        dap.ingest(
                """
                {"event_name":"IPV_KBV_CRI_VC_ISSUED","event_id":"1","timestamp":1760000000,"extensions":{"experianIiqResponse":{"outcome":"a"}}}\
                """);

        JsonNode columns =
                dap.call("lineage", "ipv_cri_kbv.extensions_experianiiqresponse", "--json")
                        .json()
                        .get("columns");

        assertThat(columns).hasSize(1);
        assertThat(columns.get(0).get("fields").get(0).asString())
                .isEqualTo("extensions.experianIiqResponse");
    }

    @Test
    void everyMappedColumnOfTheExampleComesFromTheFieldOfTheMasterSheet() throws IOException {
        JsonNode columns = dap.call("lineage", "--json").json().get("columns");

        Set<String> found = new TreeSet<>();
        for (JsonNode column : columns) {
            for (JsonNode field : column.get("fields")) {
                found.add(
                        "%s,%s <- %s"
                                .formatted(
                                        column.get("table").asString(),
                                        column.get("column").asString(),
                                        field.asString().toLowerCase(Locale.ROOT)));
            }
        }
        assertThat(found).hasSizeGreaterThan(100).isEqualTo(mappedInTheSheet());
    }

    /// `family,column <- field` for each row of fields.csv that names an event field.
    private Set<String> mappedInTheSheet() throws IOException {
        return Files.readAllLines(dap.file("schema/fields.csv")).stream()
                .skip(1)
                .map(row -> row.split(",", 5))
                .filter(row -> !row[3].isEmpty())
                .map(row ->
                        "%s,%s <- %s".formatted(row[0], row[1], row[3]).toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aFieldNamesTheColumnsThatAChangeOfItTouches() {
        Ended asked = dap.call("lineage", "--field", "extensions.evidence", "--json");

        assertThat(asked.json().get("columns"))
                .isNotEmpty()
                .allMatch(column -> column.get("column").asString().equals("extensions_evidence"));
    }

    @Test
    void anUnknownColumnIsRefusedWithTheNearest() {
        Ended asked = dap.call("lineage", "ipv_cri_kbv.extensions_evidense");

        assertThat(asked.exitCode()).isEqualTo(2);
        assertThat(asked.err()).contains("did you mean `extensions_evidence`?");
    }

    @Test
    void aStatementThatCannotBeReadIsNamedAndTheOthersAnswer() throws IOException {
        Files.writeString(dap.file(DML), "INSERT INTO nowhere SELECT 1");

        Ended asked = dap.call("lineage", "ipv_cri_kbv.event_id");

        assertThat(asked.exitCode()).isEqualTo(1);
        assertThat(asked.err()).contains(DML);
        assertThat(asked.out()).contains("ipv_kbv_cri_start").doesNotContain("vc_issued");
    }
}
