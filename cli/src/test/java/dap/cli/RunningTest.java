package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What other processes see of a run under way, and what a signal makes of it.
class RunningTest {

    private static final String PROCEDURE =
            "athena-scripts/redshift_scripts/sp_auth_account_creation.sql";
    private static final int ENOUGH = 300;

    @TempDir Path folder;
    private Dap dap;
    private String procedure;

    @BeforeEach
    void ingestForARunThatTakesLong() throws IOException {
        dap = Dap.withExample(folder);
        procedure = Files.readString(dap.file(PROCEDURE));
        Files.writeString(
                dap.file(PROCEDURE),
                procedure.replaceFirst("(?m)^BEGIN$", "BEGIN\n    PERFORM pg_sleep(300);"));
        dap.ingest(
                """
                {"event_name":"AUTH_CREATE_ACCOUNT","event_id":"1","timestamp":1760000000,"component_id":"AUTH","client_id":"c"}\
                """);
    }

    @Test
    void othersReadWhileARunGoesOnAndASecondRunIsRefused() throws Exception {
        try (DapProcess run = startAndAwaitConform();
                DapProcess status = dap.start("status", "--json");
                DapProcess lake =
                        dap.start(
                                "query",
                                "--json",
                                "SELECT count(*) AS n FROM auth_account_creation");
                DapProcess star =
                        dap.start(
                                "query",
                                "--on",
                                "warehouse",
                                "--json",
                                "SELECT count(*) AS n FROM conformed.fact_user_journey_event");
                DapProcess second = dap.start("run")) {
            Ended shown = status.end();
            Ended refused = second.end();

            assertThat(shown.exitCode()).as(shown.err()).isZero();
            assertThat(shown.json().get("status").asString()).isEqualTo("UNFINISHED");
            assertThat(lake.end().out()).contains("{\"n\":1}");
            assertThat(star.end().out()).contains("{\"n\":0}");
            assertThat(refused.exitCode()).isEqualTo(3);
            assertThat(refused.err())
                    .contains("held by run " + shown.json().get("runId").asString())
                    .contains("(process %d on ".formatted(run.process().pid()))
                    .containsPattern("since \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        }
    }

    @Test
    void anInterruptEndsARunAtOnceAndTheNextGoesOn() throws Exception {
        assertEndsBy("INT", 130);
    }

    @Test
    void aRequestToTerminateEndsARunAtOnceAndTheNextGoesOn() throws Exception {
        assertEndsBy("TERM", 143);
    }

    private void assertEndsBy(String signal, int exitCode) throws Exception {
        try (DapProcess run = startAndAwaitConform()) {
            long sent = System.nanoTime();
            run.signal(signal);
            Ended ended = run.end();

            assertThat(System.nanoTime() - sent).as("nanoseconds").isLessThan(10_000_000_000L);
            assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
            assertThat(dap.file(".dap/warehouse/data/postmaster.pid")).doesNotExist();
            assertThat(ended.err()).doesNotContain("report");

            Files.writeString(dap.file(PROCEDURE), procedure);
            Ended next = dap.call("run", "--json");
            assertThat(next.exitCode()).as(next.err() + next.out()).isZero();
            assertThat(
                            dap.ask(
                                    "warehouse",
                                    "SELECT count(*) FROM conformed.fact_user_journey_event"))
                    .isEqualTo("1");
        }
    }

    private DapProcess startAndAwaitConform() throws IOException, InterruptedException {
        DapProcess run = dap.start("run");
        for (int attempt = 0; attempt < ENOUGH; attempt++) {
            if (run.process().waitFor(100, TimeUnit.MILLISECONDS)) {
                break;
            }
            if (Files.exists(dap.file(".dap/warehouse/data/postmaster.pid")) && isConforming()) {
                return run;
            }
        }
        run.process().destroyForcibly();
        throw new AssertionError("the run did not come to its conform: " + run.end().err());
    }

    private boolean isConforming() {
        Ended asked =
                dap.call(
                        "query",
                        "--on",
                        "warehouse",
                        "--json",
                        "SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND objid = x'64617003'::int AND granted");
        return asked.out().contains("\"n\":1");
    }
}
