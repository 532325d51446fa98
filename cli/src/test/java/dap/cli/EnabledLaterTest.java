package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What was switched off and is switched on again, and reference data that comes late.
class EnabledLaterTest {

    private static final String CONFIG =
            "athena-scripts/process_scripts/auth_account_creation_config.json";
    private static final String SETUP =
            "athena-scripts/redshift_scripts/sp_setup_conformed_schema_statements.sql";

    @TempDir Path folder;
    @AutoClose private Dap dap;

    @BeforeEach
    void newProject() throws IOException {
        dap = Dap.withExample(folder).withRunningWarehouse();
    }

    private void arrive(String id, LocalDate day) throws IOException {
        Path input = folder.resolve(id + ".jsonl");
        Files.writeString(
                input,
                """
                {"event_name":"AUTH_CREATE_ACCOUNT","event_id":"%s","timestamp":1760000000,"component_id":"AUTH","client_id":"late-client"}
                """
                        .formatted(id));
        assertThat(dap.call("ingest", "--arrival-day", day.toString(), input.toString()).exitCode())
                .isZero();
    }

    private void replace(String file, String text, String by) throws IOException {
        String before = Files.readString(dap.file(file));
        assertThat(before).contains(text);
        Files.writeString(dap.file(file), before.replace(text, by));
    }

    private Ended run() {
        Ended ended = dap.call("run", "--json");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ended;
    }

    private String facts() {
        return dap.ask(
                "warehouse",
                "SELECT string_agg(event_id, ',' ORDER BY event_id) FROM conformed.fact_user_journey_event");
    }

    @Test
    void anEventSwitchedOnAgainIsStagedForExactlyTheMissedDays() throws IOException {
        LocalDate yesterday = Dap.yesterday();
        arrive("before", yesterday.minusDays(3));
        run();
        String on =
                "\"event_name\": \"auth_create_account\", \"product_family\": \"auth_account_creation\", \"enabled\": true";
        replace(CONFIG, on, on.replace("true", "false"));
        arrive("missed1", yesterday.minusDays(2));
        arrive("missed2", yesterday.minusDays(1));
        run();
        String whileOff = facts();
        replace(CONFIG, on.replace("true", "false"), on);

        JsonNode plan = dap.call("plan", "--json").json();
        run();

        assertThat(whileOff).isEqualTo("before");
        assertThat(plan.toString())
                .contains(yesterday.minusDays(2).toString(), yesterday.minusDays(1).toString())
                .doesNotContain(yesterday.minusDays(3).toString());
        assertThat(facts()).isEqualTo("before,missed1,missed2");
    }

    @Test
    void aRelyingPartyAddedLaterNamesTheFactsThatAreThere() throws IOException {
        arrive("e1", Dap.yesterday());
        run();
        String before = clientOfFact();
        String first = firstRelyingParty();
        replace(
                SETUP,
                first,
                first
                        + "\n    UNION ALL SELECT 'late-client', 'late-service', 'Use a late service'");

        run();

        assertThat(before).doesNotContain("late-service");
        assertThat(clientOfFact()).contains("late-service");
    }

    private String firstRelyingParty() throws IOException {
        return Files.readAllLines(dap.file(SETUP)).stream()
                .filter(line -> line.contains("AS client_id"))
                .findFirst()
                .orElseThrow();
    }

    private String clientOfFact() {
        return dap.call(
                        "query",
                        "--on",
                        "warehouse",
                        "--json",
                        """
                        SELECT r.* FROM conformed.fact_user_journey_event f
                        JOIN conformed.dim_relying_party r ON r.relying_party_key = f.relying_party_key
                        """)
                .out();
    }

    @Test
    void anEventWithoutReferenceRowWaitsUntilItHasOne() throws IOException {
        String row =
                "\n    UNION ALL SELECT 'AUTH_CREATE_ACCOUNT', 'auth_account_creation', 'Authentication', 'Account Creation'";
        replace(SETUP, row, "");
        arrive("e1", Dap.yesterday());
        Ended incomplete = dap.call("run");
        Ended waiting = dap.call("ledger");
        String before = facts();
        replace(
                SETUP,
                "\n    UNION ALL SELECT 'AUTH_AUTHORISATION_INITIATED'",
                row + "\n    UNION ALL SELECT 'AUTH_AUTHORISATION_INITIATED'");

        run();

        assertThat(before).isNotEqualTo("e1");
        assertThat(incomplete.exitCode()).isOne();
        assertThat(incomplete.out()).contains("INCOMPLETE");
        assertThat(waiting.out()).contains("waiting", "unreferenced");
        assertThat(facts()).isEqualTo("e1");
    }
}
