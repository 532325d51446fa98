package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is full, or may not be written to, at each step: a message with the hint, and once
/// it is fixed, every event once.
class DiskTroubleTest {

    private static final int EVENTS = 20_000;

    @TempDir Path folder;
    private SmallDisk disk;
    private Dap dap;
    private Path events;

    @BeforeEach
    void mount() throws Exception {
        disk = SmallDisk.mount(folder.resolve("disk"), 400);
        dap = Dap.withExample(folder.resolve("disk"));
        events = folder.resolve("events.jsonl");
        Random random = new Random(1);
        try (Writer out = Files.newBufferedWriter(events)) {
            for (int i = 0; i < EVENTS; i++) {
                out.write(
                        "{\"event_name\":\"AUTH_CREATE_ACCOUNT\",\"event_id\":\"%s\",\"timestamp\":%d}\n"
                                .formatted(
                                        new UUID(random.nextLong(), random.nextLong()),
                                        1_760_000_000 + i));
            }
        }
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            disk.close();
        }
    }

    private Ended ingest() {
        return dap.call("ingest", "--arrival-day", Dap.yesterday().toString(), events.toString());
    }

    private void assertThatAllIsThere() {
        Ended run = dap.call("run");
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        assertThat(dap.ask("warehouse", "SELECT count(*) FROM conformed.fact_user_journey_event"))
                .isEqualTo(String.valueOf(EVENTS));
        Ended ledger = dap.call("ledger");
        assertThat(ledger.exitCode()).as(ledger.out()).isZero();
    }

    private static void assertThatItSaysSo(Ended ended) {
        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isBetween(1, 4);
        assertThat(ended.err() + ended.out())
                .containsIgnoringCase("disk")
                .doesNotContain("Exception", "report");
    }

    @Test
    void ingestOntoAFullDisk() throws IOException {
        disk.fill(200_000);

        Ended full = ingest();

        assertThatItSaysSo(full);
        disk.makeRoom();
        assertThat(ingest().exitCode()).isZero();
        assertThatAllIsThere();
    }

    @Test
    void stageOntoAFullDisk() throws IOException {
        assertThat(ingest().exitCode()).isZero();
        disk.fill(100_000);

        Ended full = dap.call("run", "--stage-only");

        assertThatItSaysSo(full);
        disk.makeRoom();
        assertThatAllIsThere();
    }

    @Test
    void conformOntoAFullDisk() throws IOException {
        assertThat(ingest().exitCode()).isZero();
        assertThat(dap.call("run", "--stage-only").exitCode()).isZero();
        dap.ask("warehouse", "SELECT 1");
        disk.fill(24_000_000);

        Ended full = dap.call("run");

        assertThatItSaysSo(full);
        disk.makeRoom();
        assertThatAllIsThere();
    }

    @Test
    void aDiskThatMayNotBeWrittenTo() throws Exception {
        assertThat(ingest().exitCode()).isZero();
        disk.forbidWriting(true);

        Ended ingest = ingest();
        Ended run = dap.call("run");

        assertThat(ingest.exitCode()).isBetween(1, 4);
        assertThat(ingest.err())
                .contains("not written", "mount it for writing")
                .doesNotContain("Exception");
        assertThat(run.exitCode()).isBetween(1, 4);
        assertThat(run.err()).contains("written").doesNotContain("Exception");
        disk.forbidWriting(false);
        assertThatAllIsThere();
    }
}
