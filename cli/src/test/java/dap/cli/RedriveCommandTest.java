package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RedriveCommandTest {

    private static final String FACTS = "SELECT count(*) FROM conformed.fact_user_journey_event";

    @TempDir Path folder;
    @AutoClose private Dap dap;

    @BeforeEach
    void copyTheExample() throws IOException {
        dap = Dap.withExample(folder).withRunningWarehouse();
    }

    private static String event(String name, String id) {
        return "{\"event_name\":\"%s\",\"event_id\":\"%s\",\"timestamp\":1760000001}"
                .formatted(name, id);
    }

    /// A run that fails for one family; afterwards its DML is fixed.
    private Ended failedRun() throws IOException {
        Path dml = dap.file("athena-scripts/dml/insert_into/auth_create_account.sql");
        String good = Files.readString(dml);
        dap.ingest(event("AUTH_CREATE_ACCOUNT", "a1"), event("IPV_KBV_CRI_START", "k1"));
        Files.writeString(dml, good.replace("SELECT", "SELEKT"));
        Ended failed = dap.call("run", "--as-of", "2999-01-02T03:04:05Z", "--json");
        Files.writeString(dml, good);
        assertThat(failed.exitCode()).isEqualTo(1);
        return failed;
    }

    @Test
    void whatFailedIsRunAgainAsOfTheSameInstant() throws IOException {
        failedRun();

        Ended redriven = dap.call("redrive", "--json");

        assertThat(redriven.exitCode()).as(redriven.err() + redriven.out()).isZero();
        JsonNode result = redriven.json();
        assertThat(result.get("asOf").asString()).isEqualTo("2999-01-02T03:04:05Z");
        assertThat(result.get("status").asString()).isEqualTo("SUCCEEDED");
        assertThat(result.get("families")).hasSize(1);
        assertThat(dap.ask("warehouse", FACTS)).isEqualTo("2");
    }

    @Test
    void whatArrivedSinceIsLeftToTheNextRun() throws IOException {
        failedRun();
        dap.ingest(event("AUTH_CREATE_ACCOUNT", "a2"), event("IPV_KBV_CRI_START", "k2"));

        dap.call("redrive");

        assertThat(dap.ask("warehouse", FACTS)).isEqualTo("2");
        dap.call("run");
        assertThat(dap.ask("warehouse", FACTS)).isEqualTo("4");
        assertThat(dap.call("ledger").exitCode()).isZero();
    }

    @Test
    void anEarlierRunIsRedrivenByItsId() throws IOException {
        String failed = failedRun().json().get("runId").asString();
        dap.call("run", "--as-of", "2000-01-01T00:00:00Z");

        Ended redriven = dap.call("redrive", failed, "--json");

        assertThat(redriven.json().get("status").asString()).isEqualTo("SUCCEEDED");
    }

    @Test
    void aFailedRunOfAnOlderDapIsShownAndRedriven() throws Exception {
        failedRun();
        bringBackTheNamesOfVersion8();

        assertThat(dap.call("runs").out()).contains("PARTIAL");
        JsonNode status = dap.call("status", "--json").json();
        Ended redriven = dap.call("redrive", "--json");

        assertThat(status.get("status").asString()).isEqualTo("PARTIAL");
        assertThat(redriven.exitCode()).as(redriven.err() + redriven.out()).isZero();
        assertThat(redriven.json().get("families")).hasSize(1);
        assertThat(dap.ask("warehouse", FACTS)).isEqualTo("2");
    }

    private void bringBackTheNamesOfVersion8() throws SQLException {
        String url = "jdbc:sqlite:" + dap.file(".dap/catalog.db");
        try (Connection catalog = DriverManager.getConnection(url);
                Statement statement = catalog.createStatement()) {
            for (String change :
                    List.of(
                            "ALTER TABLE ingest_file RENAME COLUMN temporary_key TO aside_key",
                            "ALTER TABLE stage_file RENAME COLUMN temporary_key TO aside_key",
                            "ALTER TABLE compacted_file RENAME COLUMN temporary_key TO aside_key",
                            "ALTER TABLE raw_table RENAME COLUMN validated_by TO judged_by",
                            "ALTER TABLE raw_table RENAME COLUMN validated_for TO judged_for",
                            "DROP INDEX raw_object_unvalidated",
                            "ALTER TABLE raw_object RENAME COLUMN validated TO judged",
                            "CREATE INDEX raw_object_unjudged ON raw_object (source, event) WHERE judged = 0 AND stage_file_id IS NULL",
                            "ALTER TABLE run RENAME COLUMN restage_event TO anew_event",
                            "ALTER TABLE run RENAME COLUMN restage_from TO anew_from",
                            "ALTER TABLE run RENAME COLUMN restage_to TO anew_to",
                            "ALTER TABLE lake RENAME COLUMN rebuilding TO half_forgotten",
                            "UPDATE run SET result = replace(replace(result, 'UPSTREAM_FAILED', 'HELD_BACK'), 'DISABLED', 'SKIPPED')",
                            "PRAGMA user_version = 8")) {
                statement.execute(change);
            }
        }
    }

    @Test
    void aRunThatDidNotFailIsNotRedriven() throws IOException {
        dap.ingest(event("AUTH_CREATE_ACCOUNT", "a1"));
        dap.call("run");

        Ended redriven = dap.call("redrive");

        assertThat(redriven.exitCode()).isEqualTo(2);
        assertThat(redriven.err()).contains("did not fail: it ended with SUCCEEDED.", "dap run");
    }

    @Test
    void anUnknownRunIsRefused() {
        assertThat(dap.call("redrive", "no-such-run").err())
                .contains("There is no run no-such-run.");
        assertThat(dap.call("redrive").err()).contains("Nothing has run yet.");
    }
}
