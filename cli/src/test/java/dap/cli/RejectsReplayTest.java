package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `dap rejects replay`.
class RejectsReplayTest {

    private static final String NO_ID =
            "{\"event_name\":\"AUTH_CREATE_ACCOUNT\",\"timestamp\":1760000001,\"component_id\":\"AUTH\",\"client_id\":\"c\"}";
    private static final String BROKEN = "{\"event_name\":\"AUTH_CREATE_ACCOUNT\",";

    @TempDir Path folder;
    @AutoClose private Dap dap;

    @BeforeEach
    void load() throws IOException {
        dap = Dap.withExample(folder).withRunningWarehouse();
        dap.ingest(NO_ID, NO_ID.replace("001", "002"), BROKEN);
    }

    private long facts() {
        return Long.parseLong(
                dap.ask("warehouse", "SELECT count(*) FROM conformed.fact_user_journey_event"));
    }

    private void takeLinesWithoutEventId() throws IOException {
        Files.writeString(dap.file("dap.yml"), "ingest.require-event-id: false\n");
    }

    @Test
    void whatWouldBeTakenNowIsTakenAndReachesTheStarWithTheNextRun() throws IOException {
        takeLinesWithoutEventId();

        Ended dry = dap.call("rejects", "replay", "--dry-run");
        JsonNode replayed = dap.call("rejects", "replay", "--json").json();
        JsonNode again = dap.call("rejects", "replay", "--json").json();
        Ended run = dap.call("run");

        assertThat(dry.out()).contains("2 lines would be taken, 1 stay rejected");
        assertThat(replayed.toString()).isEqualTo("{\"accepted\":2,\"rejected\":1,\"already\":0}");
        assertThat(again.toString()).isEqualTo("{\"accepted\":0,\"rejected\":1,\"already\":2}");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(facts()).isEqualTo(2);
        assertThat(dap.call("ledger").exitCode()).isZero();
    }

    @Test
    void onlyLinesOfTheReasonAreTaken() throws IOException {
        takeLinesWithoutEventId();

        JsonNode replayed = dap.call("rejects", "replay", "--reason", "not-json", "--json").json();

        assertThat(replayed.toString()).isEqualTo("{\"accepted\":0,\"rejected\":1,\"already\":0}");
    }

    @Test
    void aFixedExportIsTaken() throws IOException {
        Path file = folder.resolve("rejected.jsonl");
        Ended exported = dap.call("rejects", "export", "-o", file.toString());
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("{\"event_name\":\"AUTH_CREATE_ACCOUNT\",\n", "")
                        .replace("\"timestamp\"", "\"event_id\":\"m\",\"timestamp\""));

        JsonNode replayed = dap.call("rejects", "replay", file.toString(), "--json").json();

        assertThat(exported.out()).contains("dap rejects replay " + file);
        assertThat(replayed.get("accepted").asLong()).isEqualTo(2);
        assertThat(replayed.get("rejected").asLong()).isZero();
        assertThat(dap.call("rejects", "replay", file.toString()).out())
                .contains("already ingested");
    }

    @Test
    void aFileIsTakenWholeOrNotAtAll() {
        Ended refused =
                dap.call("rejects", "replay", "--reason", "not-json", dap.file("x").toString());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("A file is taken whole.");
    }

    @Test
    void aLineInAnotherEventsFolderIsPutWhereItBelongs() throws IOException {
        Path object =
                dap.file(
                        ".dap/local-dap-raw-layer/txma/AUTH_CODE_VERIFIED/year=2025/month=10/day=09/x.gz");
        Files.createDirectories(object.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(object))) {
            out.write(
                    NO_ID.replace("\"timestamp\"", "\"event_id\":\"w\",\"timestamp\"")
                            .getBytes(StandardCharsets.UTF_8));
        }
        dap.call("crawl", "raw");

        JsonNode replayed =
                dap.call("rejects", "replay", "--reason", "wrong-folder", "--json").json();
        dap.call("run");

        assertThat(replayed.get("accepted").asLong()).isEqualTo(1);
        assertThat(facts()).isEqualTo(1);
        assertThat(dap.call("ledger").exitCode()).isZero();
    }
}
