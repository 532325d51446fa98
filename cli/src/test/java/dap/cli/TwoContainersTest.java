package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two containers over one lake, and a process that is stopped and woken: nothing is lost, in the
/// warehouse or in the catalog. `-Ddap.container-attempts` repeats it.
class TwoContainersTest {

    private static final int ATTEMPTS = Integer.getInteger("dap.container-attempts", 2);
    private static final int EVENTS = Integer.getInteger("dap.container-events", 2_000);
    private static final int ENOUGH = 600;
    private static final String FACTS =
            "SELECT count(*) AS n FROM conformed.fact_user_journey_event";

    @TempDir Path folder;
    private Dap dap;

    @BeforeEach
    void copyExample() throws IOException {
        dap = Dap.withExample(folder).withWarehouse();
    }

    @Test
    void whileARunGoesOnAnotherContainerIsRefusedTheWarehouseAndNothingIsLost() throws Exception {
        boolean isPermitted = !Dap.container().isEmpty();
        dap.call("ingest", "--arrival-day", Dap.yesterday().toString(), events(0));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try (DapProcess run = dap.start("run")) {
                awaitServer(run);
                try (DapProcess query =
                                dap.startInAnotherContainer(
                                        "query", "--on", "warehouse", "SELECT 1 AS n");
                        DapProcess second = dap.startInAnotherContainer("run");
                        DapProcess ingest =
                                dap.startInAnotherContainer(
                                        "ingest",
                                        "--arrival-day",
                                        Dap.yesterday().toString(),
                                        events(attempt))) {
                    Ended refused = query.end();
                    Ended ingested = ingest.end();
                    boolean ranOn = run.process().isAlive();
                    Ended ended = run.end();
                    Ended other = second.end();

                    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
                    assertThat(ingested.exitCode()).as(ingested.err()).isZero();
                    assertThat(other.exitCode()).as(other.err()).isIn(0, 3);
                    if (isPermitted && ranOn) {
                        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
                        assertThat(refused.err())
                                .contains("runs where this process cannot reach it");
                    }
                }
            }
        }

        Ended last = dap.call("run");
        assertThat(last.exitCode()).as(last.err()).isZero();
        assertThat(dap.ask("warehouse", FACTS))
                .isEqualTo(Integer.toString(EVENTS * (ATTEMPTS + 1)));
        assertThat(dap.call("ledger", "--json").json().path("unexplained").asLong()).isZero();
    }

    @Test
    void aRunThatIsStoppedAndWokenLosesNothing() throws Exception {
        dap.call("ingest", "--arrival-day", Dap.yesterday().toString(), events(0));
        try (DapProcess run = dap.start("run")) {
            awaitServer(run);
            run.signal("STOP");
            Ended second = dap.call("run");
            boolean stood = run.process().isAlive();
            run.signal("CONT");
            Ended ended = run.end();

            assertThat(stood).isTrue();
            assertThat(second.exitCode()).as(second.err()).isEqualTo(3);
            assertThat(ended.exitCode()).as(ended.err()).isZero();
        }

        assertThat(dap.ask("warehouse", FACTS)).isEqualTo(Integer.toString(EVENTS));
        assertThat(dap.call("ledger", "--json").json().path("unexplained").asLong()).isZero();
    }

    private String events(int batch) throws IOException {
        Path file = folder.resolve("events-" + batch + ".jsonl");
        Files.writeString(
                file,
                IntStream.range(0, EVENTS)
                        .mapToObj(n ->
                                """
                                {"event_name":"AUTH_CREATE_ACCOUNT","event_id":"%d-%d","timestamp":1760000000,"component_id":"AUTH","client_id":"c"}
                                """
                                        .formatted(batch, n))
                        .collect(Collectors.joining()));
        return file.toString();
    }

    private void awaitServer(DapProcess run) throws Exception {
        Path server = dap.file(".dap/warehouse/data/postmaster.pid");
        for (int i = 0; i < ENOUGH && !Files.exists(server); i++) {
            if (run.process().waitFor(20, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }
}
