package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BackfillCommandTest {

    private static final String DML = "athena-scripts/dml/insert_into/auth_create_account.sql";
    private static final String DAY = Dap.yesterday().toString();
    private static final int KILLS = 4;
    private static final List<String> IDS = List.of("a1", "a2", "a3");

    @TempDir private static Path shared;
    private static Snapshot threeEvents;
    private Dap dap;

    @BeforeAll
    static void runThreeEvents() throws IOException {
        Path project = shared.resolve("project");
        Dap made = Dap.withExample(project).withWarehouse();
        made.ingest(IDS.stream().map(id -> event(id, "AUTH")).toArray(String[]::new));
        assertThat(made.call("run").exitCode()).isZero();
        threeEvents = Snapshot.take(project, shared.resolve("kept"));
    }

    @BeforeEach
    void restoreThem() {
        threeEvents.restore();
        dap = Dap.over(threeEvents.project()).whoseWarehouseRuns();
    }

    @AfterEach
    void stopTheWarehouse() {
        dap.close();
    }

    private static String event(String id, String component) {
        return "{\"event_name\":\"AUTH_CREATE_ACCOUNT\",\"event_id\":\"%s\",\"timestamp\":1760000001,\"component_id\":\"%s\"}"
                .formatted(id, component);
    }

    private void changeDml(String from, String to) throws IOException {
        change(DML, from, to);
    }

    private void change(String file, String from, String to) throws IOException {
        String text = Files.readString(dap.file(file));
        assertThat(text).contains(from);
        Files.writeString(dap.file(file), text.replace(from, to));
    }

    private void changeComponent(String expression) throws IOException {
        changeDml(
                "    component_id,\n    \"user\"",
                "    " + expression + " AS component_id,\n    \"user\"");
    }

    private Ended backfill(String... more) {
        String[] words =
                Stream.concat(
                                Stream.of(
                                        "backfill",
                                        "auth_create_account",
                                        "--from",
                                        DAY,
                                        "--to",
                                        DAY),
                                Stream.of(more))
                        .toArray(String[]::new);
        return dap.call(words);
    }

    private String facts() {
        return dap.ask(
                "warehouse",
                """
                SELECT string_agg(event_id || ' ' || component_id, ', ' ORDER BY event_id)
                FROM conformed.fact_user_journey_event\
                """);
    }

    private List<Path> stageFiles() throws IOException {
        try (Stream<Path> files = Files.walk(dap.file(".dap/local-dap-stage-layer"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aChangedDmlTakesThePlaceOfWhatItsOldTextStaged() throws IOException {
        changeComponent("concat(component_id, event_id)");
        assertThat(dap.call("check").out())
                .contains("were made with an older DML", "dap backfill auth_create_account");
        assertThat(dap.call("plan").out())
                .contains("dap backfill auth_create_account --from " + DAY + " --to " + DAY);

        Ended backfill = backfill("--json");

        assertThat(backfill.exitCode()).as(backfill.err() + backfill.out()).isZero();
        assertThat(facts()).isEqualTo("a1 AUTHa1, a2 AUTHa2, a3 AUTHa3");
        assertThat(stageFiles()).hasSize(1);
        assertThat(dap.call("ledger").exitCode()).isZero();
        assertThat(dap.call("plan").out()).doesNotContain("dap backfill");
        assertThat(dap.call("run", "--json").json().get("status").asString())
                .isEqualTo("UP_TO_DATE");
    }

    @Test
    void aChangedProcedureNamesTheDaysAndReloadsTheirFacts() throws IOException {
        change(
                "athena-scripts/redshift_scripts/sp_auth_account_creation.sql",
                "LEFT(stage.component_id, 100)",
                "LEFT(lower(stage.component_id), 100)");
        assertThat(dap.call("run").exitCode()).isZero();
        assertThat(facts()).isEqualTo("a1 AUTH, a2 AUTH, a3 AUTH");
        assertThat(dap.call("plan").out())
                .contains("were made with an older procedure", "dap backfill auth_create_account");
        assertThat(dap.call("check").out()).contains("were made with an older procedure");

        backfill();

        assertThat(facts()).isEqualTo("a1 auth, a2 auth, a3 auth");
        assertThat(dap.call("plan").out()).doesNotContain("dap backfill");
        assertThat(dap.call("ledger").exitCode()).isZero();
    }

    /// The warehouse had committed, the catalog had not noted it yet: the warehouse knows by which
    /// procedure.
    @Test
    void aChangedProcedureNamesTheDaysOfARunThatWasKilled() throws Exception {
        try (Connection catalog =
                        DriverManager.getConnection("jdbc:sqlite:" + dap.file(".dap/catalog.db"));
                Statement statement = catalog.createStatement()) {
            statement.execute("UPDATE stage_file SET conformed = 0, procedure_sha256 = NULL");
        }
        assertThat(dap.call("run").exitCode()).isZero();
        assertThat(dap.call("plan").out()).doesNotContain("dap backfill");

        change(
                "athena-scripts/redshift_scripts/sp_auth_account_creation.sql",
                "LEFT(stage.component_id, 100)",
                "LEFT(lower(stage.component_id), 100)");

        assertThat(dap.call("plan").out()).contains("were made with an older procedure");
    }

    @Test
    void aFailedBackfillIsRedriven() throws IOException {
        String good = Files.readString(dap.file(DML));
        changeDml("SELECT", "SELEKT");
        assertThat(backfill().exitCode()).isEqualTo(1);
        Files.writeString(dap.file(DML), good);
        changeComponent("concat(component_id, event_id)");

        Ended redriven = dap.call("redrive");

        assertThat(redriven.exitCode()).as(redriven.err() + redriven.out()).isZero();
        assertThat(facts()).isEqualTo("a1 AUTHa1, a2 AUTHa2, a3 AUTHa3");
        assertThat(dap.call("ledger").exitCode()).isZero();
        assertThat(dap.call("redrive").err()).contains("did not fail");
    }

    @Test
    void aChangedStageTableNamesTheDays() throws IOException {
        change(
                "iac/main/resources/stage.yml",
                "          Columns:\n",
                "          Columns:\n            - { Name: added_column, Type: \"string\" }\n");

        JsonNode plan = dap.call("plan", "--json").json();

        JsonNode event =
                plan.get("families")
                        .valueStream()
                        .flatMap(family -> family.get("events").valueStream())
                        .filter(it -> it.get("event").asString().equals("auth_create_account"))
                        .findFirst()
                        .orElseThrow();
        assertThat(event.get("stagedByOtherText").get(0).asString()).isEqualTo(DAY);
        assertThat(event.get("changedDefinitions").get(0).asString()).isEqualTo("STAGE_TABLE");
        backfill();
        assertThat(dap.call("plan").out()).doesNotContain("dap backfill");
    }

    @Test
    void factsOfEventsThatAreNoLongerThereAreRemoved() throws IOException {
        changeDml("WHERE", "WHERE event_id <> 'a2' AND");

        backfill();

        assertThat(facts()).isEqualTo("a1 AUTH, a3 AUTH");
        Ended ledger = dap.call("ledger", "--json");
        assertThat(ledger.exitCode()).as(ledger.out()).isZero();
        assertThat(ledger.json().get("rows").get(0).get("filtered").asInt()).isEqualTo(1);
    }

    @Test
    void aDryRunShowsWhatWouldChangeAndChangesNothing() throws IOException {
        changeDml("WHERE", "WHERE event_id <> 'a2' AND");

        Ended dryRun = backfill("--dry-run", "--json");

        assertThat(dryRun.exitCode()).as(dryRun.err() + dryRun.out()).isZero();
        JsonNode day = dryRun.json().get("days").get(0);
        assertThat(day.get("rowsBefore").asInt()).isEqualTo(3);
        assertThat(day.get("rowsAfter").asInt()).isEqualTo(2);
        assertThat(day.get("removed").asInt()).isEqualTo(1);
        assertThat(day.get("added").asInt()).isZero();
        assertThat(day.get("changed").asInt()).isZero();
        assertThat(day.get("sums").get("timestamp").get(0).asDouble()).isEqualTo(3 * 1760000001.0);
        assertThat(facts()).isEqualTo("a1 AUTH, a2 AUTH, a3 AUTH");
        assertThat(backfill("--dry-run").out()).contains("Nothing was changed.");
    }

    @Test
    void aTrialCountsEventsThatChange() throws IOException {
        changeComponent("concat(component_id, event_id)");

        JsonNode day = backfill("--dry-run", "--json").json().get("days").get(0);

        assertThat(day.get("changed").asInt()).isEqualTo(3);
        assertThat(day.get("removed").asInt()).isZero();
        assertThat(day.get("sums")).isEmpty();
    }

    @Test
    void anObjectThatChangedInItsPlaceIsReadAgain() throws IOException {
        Path object = rawObject();
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(object))) {
            out.write(
                    (event("a1", "CHANGED") + "\n" + event("a4", "NEW") + "\n{broken\n")
                            .getBytes(StandardCharsets.UTF_8));
        }
        assertThat(dap.call("crawl", "raw").out())
                .contains(
                        "1 objects changed after they were staged",
                        "dap backfill auth_create_account");

        Ended backfill = backfill();

        assertThat(backfill.exitCode()).as(backfill.err() + backfill.out()).isZero();
        assertThat(facts()).isEqualTo("a1 CHANGED, a4 NEW");
        Ended ledger = dap.call("ledger", "--json");
        assertThat(ledger.exitCode()).as(ledger.out()).isZero();
        assertThat(ledger.json().get("rows").get(0).get("rejected").asInt()).isEqualTo(1);
        assertThat(dap.call("crawl", "raw").out()).doesNotContain("changed");
    }

    private Path rawObject() throws IOException {
        try (Stream<Path> files = Files.walk(dap.file(".dap/local-dap-raw-layer"))) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    @Test
    void beforeTheWarehouseFollowsTheLedgerBalances() throws IOException {
        changeDml("WHERE", "WHERE event_id <> 'a2' AND");

        backfill("--stage-only");

        Ended ledger = dap.call("ledger", "--json");
        assertThat(ledger.exitCode()).as(ledger.out()).isZero();
        assertThat(ledger.json().get("rows").get(0).get("waiting").asInt()).isEqualTo(2);
        assertThat(dap.call("run").exitCode()).isZero();
        assertThat(facts()).isEqualTo("a1 AUTH, a3 AUTH");
        assertThat(dap.call("ledger").exitCode()).isZero();
    }

    @Test
    void aBackfillThatFailsLeavesWhatWasThere() throws IOException {
        changeComponent("CAST(1 / 0 AS varchar)");

        Ended backfill = backfill();

        assertThat(backfill.exitCode()).isEqualTo(1);
        assertThat(facts()).isEqualTo("a1 AUTH, a2 AUTH, a3 AUTH");
        assertThat(stageFiles()).hasSize(1);
        assertThat(dap.call("ledger").exitCode()).isZero();
    }

    @Test
    void aBackfillThatIsKilledLeavesTheOldDaysOrTheNew() throws Exception {
        long seed = Long.getLong("dap.test.seed", System.nanoTime());
        Random random = new Random(seed);
        String old = facts();
        for (int kill = 1; kill <= KILLS; kill++) {
            changeDml(
                    kill == 1 ? "    component_id,\n    \"user\"" : component(mark(kill - 1)),
                    component(mark(kill)));
            try (DapProcess backfill =
                    dap.start("backfill", "auth_create_account", "--from", DAY, "--to", DAY)) {
                backfill.killAfter(Duration.ofMillis(200 + random.nextInt(2_500)));
            }
            Ended run = dap.call("run");

            String what = "kill " + kill + " of -Ddap.test.seed=" + seed;
            assertThat(run.exitCode()).as(what + run.err() + run.out()).isZero();
            String restaged = "a1 AUTH%1$d, a2 AUTH%1$d, a3 AUTH%1$d".formatted(kill);
            assertThat(facts()).as(what).isIn(old, restaged);
            assertThat(stageFiles()).as(what).hasSize(1);
            assertThat(dap.call("ledger").exitCode()).as(what).isZero();
            old = facts();
        }
        backfill();
        assertThat(facts()).contains("AUTH" + KILLS);
    }

    private static String mark(int kill) {
        return "'" + kill + "'";
    }

    private static String component(String mark) {
        return "    concat(component_id, " + mark + ") AS component_id,\n    \"user\"";
    }

    @Test
    void aDayThatIsOpenAnEventThatIsUnknownOrOffIsRefused() throws IOException {
        assertThat(dap.call("backfill", "auth_create_account", "--from", DAY, "--to", "2999-01-01"))
                .satisfies(ended -> assertThat(ended.exitCode()).isEqualTo(2))
                .satisfies(ended -> assertThat(ended.err()).contains("is not closed"));
        assertThat(dap.call("backfill", "auth_create_acount", "--from", DAY, "--to", DAY))
                .satisfies(ended -> assertThat(ended.exitCode()).isEqualTo(2))
                .satisfies(ended -> assertThat(ended.err()).contains("auth_create_account"));
        assertThat(dap.call("backfill", "../x", "--from", DAY, "--to", DAY).exitCode())
                .isEqualTo(2);
        assertThat(dap.call("backfill", "auth_create_account", "--from", DAY, "--to", "2020-01-01"))
                .satisfies(ended -> assertThat(ended.exitCode()).isEqualTo(2));
    }
}
