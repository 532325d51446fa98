package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralSourcesTest {

    @TempDir Path folder;

    /// The schema that its procedures write to is made by the first source's migrations.
    @Test
    void theSecondSourceAloneFindsWhatTheFirstOnesMigrationsMake() throws IOException {
        Path project = folder.resolve("project");
        SharedIdsProject.create(project);
        Dap dap = Dap.over(project).withWarehouse();
        Path input = folder.resolve("payments.jsonl");
        Files.writeString(
                input,
                "{\"event_id\":\"p1\",\"event_name\":\"PAYMENT_STARTED\",\"timestamp\":1767600000,\"client_id\":\"library-card\"}\n");
        String day = Dap.yesterday().toString();
        assertThat(
                        dap.call(
                                        "ingest",
                                        "--source",
                                        "payments",
                                        "--arrival-day",
                                        day,
                                        input.toString())
                                .exitCode())
                .isZero();

        Ended run = dap.call("run", "payment");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(dap.ask("warehouse", "SELECT count(*) FROM conformed.fact_user_journey_event"))
                .isEqualTo("1");
    }
}
