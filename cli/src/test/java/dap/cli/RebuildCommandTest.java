package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `dap rebuild`: catalog, STAGE and star rebuilt from RAW alone.
class RebuildCommandTest {

    /// All of a fact but surrogate keys, processed_date, created and modified.
    private static final String FACTS =
            """
            SELECT f.event_id, e.event_name, d.date, f.user_user_id, f.event_time, f.component_id
            FROM conformed.fact_user_journey_event f
            JOIN conformed.dim_event e ON e.event_key = f.event_key
            JOIN conformed.dim_date d ON d.date_key = f.date_key
            ORDER BY f.event_id
            """;

    @TempDir private static Path shared;
    private static Snapshot loaded;
    @TempDir Path folder;
    private Dap dap;
    private Path input;

    @BeforeAll
    static void loadALake() throws IOException {
        Path project = shared.resolve("project");
        Dap made = Dap.withExample(project).withWarehouse();
        Path events = project.resolve("events.jsonl");
        List<String> lines =
                Stream.concat(
                                IntStream.range(0, 200).mapToObj(i -> event("e" + i, i)),
                                Stream.of(event("e7", 900), "broken", "{\"event_name\":\"x\"}"))
                        .toList();
        Files.write(events, lines);
        assertThat(ingest(made, events).exitCode()).isZero();
        assertThat(made.call("run").exitCode()).isZero();
        loaded = Snapshot.take(project, shared.resolve("kept"));
    }

    @BeforeEach
    void restoreIt() {
        loaded.restore();
        dap = Dap.over(loaded.project());
        input = dap.file("events.jsonl");
    }

    private static String event(String id, int second) {
        return """
        {"event_id":"%s","event_name":"AUTH_CREATE_ACCOUNT","timestamp":%d,"component_id":"AUTH","client_id":"c","user":{"user_id":"u%s"}}\
        """
                .formatted(id, 1_700_000_000 + second, id);
    }

    private Ended ingest() {
        return ingest(dap, input);
    }

    private static Ended ingest(Dap dap, Path events) {
        return dap.call(
                "ingest", "--json", "--arrival-day", Dap.yesterday().toString(), events.toString());
    }

    private String star() {
        return dap.call("query", "--on", "warehouse", "--json", FACTS).out();
    }

    private String ledger() {
        return dap.call("ledger", "--json").out();
    }

    private void loseTheCatalog() throws IOException {
        try (Stream<Path> files = Files.list(dap.file(".dap"))) {
            for (Path file :
                    files.filter(f -> f.getFileName().toString().startsWith("catalog.db"))
                            .toList()) {
                Files.delete(file);
            }
        }
    }

    private List<Path> stageFiles() throws IOException {
        try (Stream<Path> files = Files.walk(dap.file(".dap/local-dap-stage-layer"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void theSameStarAndLedgerComeOfRawAlone() throws IOException {
        String star = star();
        String ledger = ledger();
        List<Path> staged = stageFiles();

        Ended ended = dap.call("rebuild");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("1 STAGE files and 200 facts given up.");
        assertThat(star()).isEqualTo(star).contains("e199");
        assertThat(ledger()).isEqualTo(ledger);
        assertThat(stageFiles()).hasSize(1).doesNotContainAnyElementsOf(staged);
        assertThat(dap.call("run", "--json").json().path("status").asString())
                .isEqualTo("UP_TO_DATE");
    }

    @Test
    void aWarehouseThatDoesNotStartIsSetAsideAndReloadedFromStage() throws IOException {
        String star = star();
        String ledger = ledger();
        Path control = dap.file(".dap/warehouse/data/global/pg_control");
        Files.write(control, new byte[(int) Files.size(control)]);

        Ended broken = dap.call("query", "--on", "warehouse", FACTS);
        Ended ended = dap.call("rebuild", "--warehouse", "--json");

        assertThat(broken.exitCode()).isEqualTo(4);
        assertThat(broken.err()).contains("dap rebuild --warehouse");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(Path.of(ended.json().path("setAside").asString()).resolve("PG_VERSION"))
                .exists();
        assertThat(dap.call("run").exitCode()).isZero();
        assertThat(star()).isEqualTo(star);
        assertThat(ledger()).isEqualTo(ledger);
    }

    @Test
    void aLostCatalogIsRefusedWithTheHintAndRebuilt() throws IOException {
        String star = star();
        String ledger = ledger();
        loseTheCatalog();

        Ended refused = dap.call("run");
        Ended ended = dap.call("rebuild", "--catalog", "--json");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("catalog.db is gone", "dap rebuild");
        assertThat(ended.json().path("facts").asLong()).isEqualTo(200);
        assertThat(star()).isEqualTo("[]\n");
        assertThat(dap.call("run").exitCode()).isZero();
        assertThat(star()).isEqualTo(star);
        assertThat(ledger()).isEqualTo(ledger);
        assertThat(ingest().json().path("already").asBoolean()).isTrue();
    }

    @Test
    void anOlderCatalogIsRecognised() throws IOException {
        Path older = folder.resolve("older.db");
        copyCatalogTo(older);
        Files.writeString(input, event("later", 1_000) + "\n");
        ingest();
        dap.call("run");
        String star = star();
        loseTheCatalog();
        Files.copy(older, dap.file(".dap/catalog.db"));

        Ended refused = dap.call("run");
        Ended rebuilt = dap.call("rebuild");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("an older catalog was restored", "dap rebuild");
        assertThat(rebuilt.exitCode()).as(rebuilt.err()).isZero();
        assertThat(star()).isEqualTo(star).contains("later");
    }

    /// A backfill puts one file in the place of another: both copies count the same.
    @Test
    void anOlderCatalogThatCountsTheSameIsRecognised() throws IOException {
        Path older = folder.resolve("older.db");
        copyCatalogTo(older);
        String day = Dap.yesterday().toString();
        Ended backfill = dap.call("backfill", "auth_create_account", "--from", day, "--to", day);
        assertThat(backfill.exitCode()).as(backfill.err() + backfill.out()).isZero();
        String star = star();
        loseTheCatalog();
        Files.copy(older, dap.file(".dap/catalog.db"));

        Ended refused = dap.call("run");
        Ended rebuilt = dap.call("rebuild");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("copies of different times", "dap rebuild");
        assertThat(rebuilt.exitCode()).as(rebuilt.err()).isZero();
        assertThat(star()).isEqualTo(star);
    }

    /// All its connections are closed, so the file is whole.
    private void copyCatalogTo(Path copy) throws IOException {
        Files.copy(dap.file(".dap/catalog.db"), copy);
    }

    @Test
    void anOlderWarehouseIsRecognisedAndLoadedAgain() throws Exception {
        String star = star();
        dap.call("warehouse", "start");
        JsonNode way = dap.call("warehouse", "url", "--role", "owner", "--json").json();
        try (Connection database =
                        DriverManager.getConnection(
                                way.get("jdbcUrl").asString(),
                                way.get("user").asString(),
                                way.get("password").asString());
                Statement statement = database.createStatement()) {
            statement.execute(
                    "DELETE FROM dap.conformed_file; DELETE FROM dap.current_version; DELETE FROM dap.superseded_duplicate; DELETE FROM conformed.fact_user_journey_event");
        }

        Ended refused = dap.call("run");
        Ended adopted = dap.call("rebuild", "--warehouse");
        Ended loaded = dap.call("run");
        String again = star();

        dap.call("warehouse", "stop");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("an older one was restored", "dap rebuild --warehouse");
        assertThat(adopted.exitCode()).isZero();
        assertThat(loaded.exitCode()).as(loaded.err()).isZero();
        assertThat(again).isEqualTo(star);
    }

    @Test
    void aRebuildThatTheWarehouseRefusesChangesNothing() throws Exception {
        dap.call("warehouse", "start");
        JsonNode way = dap.call("warehouse", "url", "--role", "owner", "--json").json();
        Dap other = Dap.withExample(folder.resolve("other")).withWarehouse();
        Path password = folder.resolve("password");
        Files.writeString(password, way.get("password").asString());
        Files.writeString(
                other.file("dap.yml"),
                "warehouse:\n  url: %s\n  user: %s\n  password-file: %s\n"
                        .formatted(
                                way.get("jdbcUrl").asString(),
                                way.get("user").asString(),
                                password));
        other.ingest(event("e5", 1));
        assertThat(other.call("run").exitCode()).isZero();
        List<Path> staged = stageFiles();

        Ended refused = dap.call("rebuild");
        Ended afterwards = dap.call("run", "--json");

        dap.call("warehouse", "stop");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("another copy that came from another lake");
        assertThat(afterwards.json().path("status").asString()).isEqualTo("UP_TO_DATE");
        assertThat(stageFiles()).isEqualTo(staged);
    }

    @Test
    void aLakeThatIsHalfForgottenIsNotTakenForAWholeOne() throws Exception {
        try (Connection catalog =
                        DriverManager.getConnection("jdbc:sqlite:" + dap.file(".dap/catalog.db"));
                Statement statement = catalog.createStatement()) {
            statement.execute("UPDATE lake SET rebuilding = 1");
        }

        for (List<String> command : List.of(List.of("run"), List.of("rebuild", "--warehouse"))) {
            Ended refused = dap.call(command.toArray(String[]::new));

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err())
                    .contains("A rebuild of the lake was interrupted", "dap rebuild");
        }
        assertThat(dap.call("rebuild").exitCode()).isZero();
    }

    @Test
    void aDryRunSaysWhatWouldGoAndChangesNothing() throws IOException {
        loseTheCatalog();
        List<Path> staged = stageFiles();

        Ended ended = dap.call("rebuild", "--dry-run");

        assertThat(ended.out()).contains("1 STAGE files", "Nothing was changed.");
        assertThat(stageFiles()).isEqualTo(staged);
        assertThat(dap.file(".dap/catalog.db")).doesNotExist();
    }

    @Test
    void killedAtAnyInstantItIsFinishedByTheSameAgain() throws Exception {
        String star = star();
        String ledger = ledger();
        long seed = Long.getLong("dap.kill.seed", System.nanoTime());
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);

        for (int i = 0; i < 3; i++) {
            try (DapProcess process = dap.start("rebuild")) {
                process.process().waitFor(random.nextInt(300, 4_000), TimeUnit.MILLISECONDS);
                process.process().destroyForcibly().waitFor();
            }
        }
        Ended ended = dap.call("rebuild");

        assertThat(ended.exitCode()).as("-Ddap.kill.seed=" + seed + ended.err()).isZero();
        assertThat(star()).as("-Ddap.kill.seed=" + seed).isEqualTo(star);
        assertThat(ledger()).as("-Ddap.kill.seed=" + seed).isEqualTo(ledger);
        assertThat(stageFiles()).hasSize(1);
    }
}
