package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What commands say of migrations that are written for Flyway.
class FlywayMigrationsTest {

    private static final String MIGRATIONS = "redshift-scripts/flyway/migrations/";

    @TempDir Path folder;
    private Dap dap;

    @BeforeEach
    void aProjectOfSeveralFamiliesWithEvents() throws IOException {
        dap = Dap.withExample(folder).withRunningWarehouse();
        dap.call("generate-events", "--events", "200", "-o", folder.resolve("e.jsonl").toString());
        dap.call(
                "ingest",
                "--arrival-day",
                Dap.yesterday().toString(),
                folder.resolve("e.jsonl").toString());
    }

    @AfterEach
    void stop() {
        dap.close();
    }

    @Test
    void aPlaceholderWithoutValueIsNamedByCheckAndOnceByTheRun() throws IOException {
        write("V900__x.sql", "CREATE SCHEMA ${schema_name};\n");

        Ended check = dap.call("check");
        Ended run = dap.call("run");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .containsOnlyOnce("The placeholder `${schema_name}` has no value.")
                .contains("`placeholders: {schema_name: …}`");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out() + run.err())
                .containsOnlyOnce("The placeholder `${schema_name}` has no value.");

        Files.writeString(dap.file("dap.yml"), "placeholders: {schema_name: reports}\n");
        assertThat(dap.call("check").out()).doesNotContain("placeholder");
        assertThat(dap.call("run").exitCode()).isZero();
        assertThat(
                        dap.ask(
                                "warehouse",
                                "SELECT count(*) FROM pg_namespace WHERE nspname = 'reports'"))
                .isEqualTo("1");
    }

    @Test
    void aMigrationThatFailsIsSaidOnceNotOnceAFamily() throws IOException {
        write("V900__x.sql", "SELECT no_such_column FROM conformed.dim_date;\n");

        Ended run = dap.call("run");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out() + run.err())
                .containsOnlyOnce("V900__x.sql:1: the warehouse refuses it: column");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(dap.file(MIGRATIONS + name), text);
    }
}
