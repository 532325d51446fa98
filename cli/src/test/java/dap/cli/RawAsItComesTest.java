package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Objects in RAW that others wrote, as they write them.
class RawAsItComesTest {

    private static final String LAYER = ".dap/local-dap-raw-layer/txma/";

    @TempDir Path folder;
    private Dap dap;

    @BeforeEach
    void aProjectWithAWarehouse() {
        dap = Dap.withStarter(folder).withRunningWarehouse();
    }

    @AfterEach
    void stop() {
        dap.close();
    }

    @Test
    void objectsInFoldersOfOtherSpellingsGoAllTheWay() throws IOException {
        put("SIGN_IN_STARTED/year=2026/month=1/day=5/x.json", event("a"));
        put("SIGN_IN_STARTED/year=2026/month=01/day=05/hour=07/x.json", event("b"));
        put("sign_in_started/2026/01/05/08/x.json", event("c"));
        put("SIGN_IN_STARTED/year=2026/month=01/day=05/x.gz", gzip(gzip(event("d"))));

        Ended run = dap.call("run");
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();

        Ended ledger = dap.call("ledger", "--json");
        assertThat(ledger.exitCode()).as(ledger.err()).isZero();
        assertThat(ledger.json().at("/rows/0/lines").asInt()).isEqualTo(4);
        assertThat(dap.ask("warehouse", "SELECT count(*) FROM conformed.fact_user_journey_event"))
                .isEqualTo("4");
        assertThat(dap.ask("lake", "SELECT count(*) FROM \"local-txma-raw\".sign_in_started"))
                .isEqualTo("4");
        assertThat(dap.call("plan").out()).doesNotContain("not read");
    }

    @Test
    void whatIsNotReadIsNamedByCheckPlanRunAndLedger() throws IOException {
        put("SIGN_IN_STARTED/dt=2026-01-05/x.json", event("a"));
        put("sign-in/year=2026/month=01/day=05/x.json", event("b"));

        Ended check = dap.call("check");
        assertThat(check.out())
                .contains("SIGN_IN_STARTED/dt=2026-01-05: It lies in RAW and is not read")
                .contains("txma/sign-in: It lies in RAW and is not read");
        assertThat(dap.call("plan").out()).contains("2 paths in RAW are not read");
        Ended run = dap.call("run");
        assertThat(run.out() + run.err()).contains("2 paths in RAW are not read");
        Ended ledger = dap.call("ledger");
        assertThat(ledger.exitCode()).isEqualTo(1);
        assertThat(ledger.out()).contains("SIGN_IN_STARTED/dt=2026-01-05");
        assertThat(ledger.err()).contains("2 paths in RAW are not read");
    }

    @Test
    void anObjectThatIsNoLinesIsRefusedWholeInRaw() throws IOException {
        put("SIGN_IN_STARTED/year=2026/month=01/day=05/pretty.json", pretty());
        put("SIGN_IN_STARTED/year=2026/month=01/day=05/good.json", event("good"));

        Ended run = dap.call("run");

        Ended ledger = dap.call("ledger");
        assertThat(ledger.out())
                .contains("pretty.json")
                .contains("is one JSON document over several lines, and nothing of it is read");
        assertThat(dap.call("rejects", "--json").json().at("/rejected").asInt(-1)).isZero();
        assertThat(run.out() + run.err()).contains("1 unreadable; the first is");
        assertThat(dap.ask("warehouse", "SELECT count(*) FROM conformed.fact_user_journey_event"))
                .isEqualTo("1");
    }

    @Test
    void anInputThatIsNoLinesIsRefusedWholeWithOneSentence() throws IOException {
        Path zip =
                Files.write(
                        folder.resolve("x.zip"),
                        "PK\3\4....".getBytes(StandardCharsets.ISO_8859_1));
        Path document = Files.write(folder.resolve("input.json"), pretty());
        Path wide =
                Files.write(
                        folder.resolve("w.txt"), "\uFEFF{}\n".getBytes(StandardCharsets.UTF_16LE));

        Ended ingest = dap.call("ingest", zip.toString());
        assertThat(ingest.exitCode()).isEqualTo(2);
        assertThat(ingest.err())
                .contains("x.zip is a zip archive: nothing of it was ingested.")
                .contains("unzip -p " + zip + " | dap ingest -");
        assertThat(dap.call("ingest", document.toString()).err())
                .contains("input.json is one JSON document over several lines")
                .contains("jq -c . " + document + " | dap ingest -");
        assertThat(dap.call("ingest", wide.toString()).err()).contains("w.txt is text in UTF-16");
        assertThat(dap.call("ingest", write("d.gz", gzip(gzip(event("e"))))).exitCode()).isZero();
        assertThat(dap.call("rejects", "--json").json().at("/rejected").asInt(-1)).isZero();
    }

    private String write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }

    private void put(String place, byte[] bytes) throws IOException {
        Path file = dap.file(LAYER + place);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static byte[] event(String id) {
        return """
        {"event_id":"%s","event_name":"SIGN_IN_STARTED","timestamp":1767600000,"component_id":"ACCOUNTS","client_id":"library-card"}
        """
                .formatted(id)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] pretty() {
        return """
        {
         "event_id": "d1",
         "event_name": "SIGN_IN_STARTED",
         "timestamp": 1767600000
        }
        """
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }
}
