package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import dap.model.RowSink;
import dap.query.LakeQuery;
import dap.query.ProjectTables;
import dap.run.Run;
import dap.run.RunListener;
import dap.run.RunRequest;
import dap.sql.AthenaQuery;
import dap.sql.BoundQuery;
import dap.store.RunLock;
import dap.store.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Small STAGE files put together: nothing that anyone can ask for is another then.
class CompactCommandTest {

    private static final int DAYS = 9;
    private static final int KILLS = Integer.getInteger("dap.kills", 4);
    private static final LocalDate FIRST_DAY = Dap.yesterday().minusDays(DAYS - 1);

    @TempDir private static Path shared;
    private static Snapshot nineDays;
    private Path folder;
    private Dap dap;
    private int ids;

    /// All days in one run: so all in the same partition.
    @BeforeAll
    static void runNineDays() throws IOException {
        Path project = shared.resolve("project");
        try (Dap made = Dap.withExample(project).withRunningWarehouse()) {
            for (int day = 0; day < DAYS; day++) {
                arriveOn(made, FIRST_DAY.plusDays(day), 2 * day);
            }
            assertThat(made.call("run").exitCode()).isZero();
        }
        nineDays = Snapshot.take(project, shared.resolve("kept"));
    }

    @BeforeEach
    void restoreThem() throws IOException {
        nineDays.restore();
        folder = nineDays.project();
        dap = Dap.over(folder).whoseWarehouseRuns();
        ids = 2 * DAYS;
        assertThat(stageFiles()).hasSize(DAYS);
    }

    @AfterEach
    void stopTheWarehouse() {
        dap.close();
    }

    private void arriveOn(LocalDate day) throws IOException {
        arriveOn(dap, day, ids);
        ids += 2;
    }

    private static void arriveOn(Dap dap, LocalDate day, int id) throws IOException {
        Path input = Files.createTempFile(shared, "events", ".jsonl");
        String line =
                "{\"event_name\":\"AUTH_CREATE_ACCOUNT\",\"event_id\":\"e%02d\",\"timestamp\":1760000001,\"component_id\":\"AUTH\",\"client_id\":\"unheard-of\"}\n";
        Files.writeString(input, line.formatted(id) + line.formatted(id + 1) + "broken {\n");
        assertThat(dap.call("ingest", "--arrival-day", day.toString(), input.toString()).exitCode())
                .isZero();
    }

    private List<Path> stageFiles() throws IOException {
        Path layer = dap.file(".dap/local-dap-stage-layer");
        try (Stream<Path> files = Files.walk(layer)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /// What can be asked of the lake, but for where rows lie.
    private String answers() {
        return String.join(
                "\n",
                dap.call("query", "--json", "SELECT * FROM auth_account_creation ORDER BY event_id")
                        .out(),
                dap.call("ledger", "--json").out(),
                facts());
    }

    private String facts() {
        return dap.ask(
                "warehouse",
                """
                SELECT string_agg(event_id || ' ' || component_id, ', ' ORDER BY event_id)
                FROM conformed.fact_user_journey_event\
                """);
    }

    @Test
    void aDryRunNamesThePartitionsAndChangesNothing() throws IOException {
        List<Path> before = stageFiles();

        Ended told = dap.call("compact", "--dry-run");
        JsonNode task = dap.call("compact", "--dry-run", "--json").json().get("tasks").get(0);

        assertThat(told.out()).contains("auth_create_account", "Nothing was changed");
        assertThat(task.get("files").asInt()).isEqualTo(DAYS);
        assertThat(task.get("rows").asInt()).isEqualTo(2 * DAYS);
        assertThat(stageFiles()).isEqualTo(before);
    }

    @Test
    void oneFileIsLeftAndEveryAnswerIsTheSame() throws IOException {
        String before = answers();

        Ended compacted = dap.call("compact", "--json");
        Ended again = dap.call("compact");

        assertThat(compacted.exitCode()).as(compacted.err()).isZero();
        assertThat(compacted.json().get("files").asInt()).isEqualTo(DAYS);
        assertThat(compacted.json().get("into").asInt()).isEqualTo(1);
        assertThat(again.out()).contains("No partition has several small STAGE files");
        assertThat(stageFiles()).hasSize(1);
        assertThat(answers()).isEqualTo(before);
        assertThat(dap.call("crawl", "stage").exitCode()).isZero();
        assertThat(dap.call("run", "--json").json().get("status").asString())
                .isEqualTo("UP_TO_DATE");
        assertThat(dap.call("explain", "e03").out())
                .contains(String.valueOf(stageFiles().getFirst().getFileName()));
    }

    @Test
    void aDayOfACompactedFileIsBackfilledAlone() throws IOException {
        assertThat(dap.call("compact").exitCode()).isZero();
        Path compacted = stageFiles().getFirst();
        changeDml();
        String day = FIRST_DAY.plusDays(2).toString();
        String[] backfill = {"backfill", "auth_create_account", "--from", day, "--to", day};

        JsonNode shown =
                dap.call(
                                Stream.concat(Stream.of(backfill), Stream.of("--dry-run", "--json"))
                                        .toArray(String[]::new))
                        .json()
                        .get("days");
        Ended ended = dap.call(backfill);

        assertThat(shown).hasSize(1);
        assertThat(shown.get(0).get("rowsBefore").asInt()).isEqualTo(2);
        assertThat(shown.get(0).get("changed").asInt()).isEqualTo(2);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(facts())
                .contains("e03 AUTH, e04 AUTHe04, e05 AUTHe05, e06 AUTH")
                .hasSize(2 * DAYS * "e00 AUTH, ".length() - 2 + 2 * "e04".length());
        assertThat(dap.ask("lake", "SELECT count(*) FROM auth_account_creation"))
                .isEqualTo(String.valueOf(2 * DAYS));
        assertThat(stageFiles()).hasSize(2).doesNotContain(compacted);
        assertThat(dap.call("crawl", "stage").exitCode()).isZero();
        assertThat(dap.call("ledger").exitCode()).isZero();
    }

    /// The other days' texts are no numbers.
    @Test
    void aDayOfACompactedFileThatTheTableHasOutgrownIsRefusedWithTheHint() throws IOException {
        assertThat(dap.call("compact").exitCode()).isZero();
        List<Path> files = stageFiles();
        Path template = dap.file("iac/main/resources/stage.yml");
        String text = Files.readString(template);
        int table = text.indexOf("auth_account_creation");
        int column = text.indexOf("component_id", table);
        int type = text.indexOf("string", column);
        Files.writeString(template, text.substring(0, type) + "bigint" + text.substring(type + 6));
        changeDml("1");
        String day = FIRST_DAY.plusDays(2).toString();

        Ended refused =
                dap.call(
                        "backfill",
                        "auth_create_account",
                        "--from",
                        day,
                        "--to",
                        day,
                        "--stage-only");
        Ended all =
                dap.call(
                        "backfill",
                        "auth_create_account",
                        "--from",
                        FIRST_DAY.toString(),
                        "--to",
                        Dap.yesterday().toString(),
                        "--stage-only");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out())
                .contains("lie in the same compacted file, as an older STAGE table had them");
        assertThat(all.exitCode()).as(all.out() + all.err()).isZero();
        assertThat(stageFiles()).hasSize(DAYS).doesNotContainAnyElementsOf(files);
        assertThat(dap.ask("lake", "SELECT sum(component_id) FROM auth_account_creation"))
                .isEqualTo(String.valueOf(2 * DAYS));
    }

    /// The file that the day leaves is rewritten, and swapped in with the day's own.
    @Test
    void aBackfillOfItThatIsKilledAtACommitPointIsDoneOrNot() throws Exception {
        assertThat(dap.call("compact").exitCode()).isZero();
        String before = facts();
        changeDml();
        long seed = Long.getLong("dap.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int kill = 0; kill < Math.min(KILLS, DAYS); kill++) {
            String day = FIRST_DAY.plusDays(kill).toString();
            int point = 1 + random.nextInt(35);
            String what = "-Ddap.test.seed=%d, kill %d at %d".formatted(seed, kill, point);

            CommitPoints.kill(
                    dap, point, "backfill", "auth_create_account", "--from", day, "--to", day);

            assertThat(
                            dap.ask(
                                    "lake",
                                    "SELECT count(DISTINCT event_id) FROM auth_account_creation"))
                    .as(what)
                    .isEqualTo(String.valueOf(2 * DAYS));
            Ended run = dap.call("run");
            assertThat(run.exitCode()).as(what + run.err() + run.out()).isZero();
            String restaged =
                    before.replaceAll(
                            "(e%02d) AUTH, (e%02d) AUTH".formatted(2 * kill, 2 * kill + 1),
                            "$1 AUTH$1, $2 AUTH$2");
            assertThat(facts()).as(what).isIn(before, restaged);
            assertThat(dap.ask("lake", "SELECT count(*) FROM auth_account_creation"))
                    .as(what)
                    .isEqualTo(String.valueOf(2 * DAYS));
            Ended crawl = dap.call("crawl", "stage");
            assertThat(crawl.out()).as(what).doesNotContain("not in the catalog");
            assertThat(dap.call("ledger").exitCode()).as(what).isZero();
            before = facts();
        }
    }

    private void changeDml() throws IOException {
        changeDml("concat(component_id, event_id)");
    }

    private void changeDml(String component) throws IOException {
        Path dml = dap.file("athena-scripts/dml/insert_into/auth_create_account.sql");
        String text = Files.readString(dml);
        String changed =
                text.replace(
                        "    component_id,\n    \"user\"",
                        "    " + component + " AS component_id,\n    \"user\"");
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(dml, changed);
    }

    @Test
    void aNewWarehouseIsLoadedFromACompactedFile() throws IOException {
        assertThat(dap.call("compact").exitCode()).isZero();
        String before = answers();
        dap.close();
        Snapshot.delete(dap.file(".dap/warehouse"));

        assertThat(dap.call("rebuild", "--warehouse").exitCode()).isZero();
        Ended loaded = dap.call("run");

        assertThat(loaded.exitCode()).as(loaded.err() + loaded.out()).isZero();
        assertThat(answers()).isEqualTo(before);
    }

    @Test
    void rebuildMakesOneFileADayAgain() throws IOException {
        assertThat(dap.call("compact").exitCode()).isZero();
        String before = answers();

        Ended rebuilt = dap.call("rebuild");

        assertThat(rebuilt.exitCode()).as(rebuilt.err() + rebuilt.out()).isZero();
        assertThat(stageFiles()).hasSize(DAYS);
        assertThat(answers()).isEqualTo(before);
    }

    /// At some of them, drawn; `-Ddap.kills=1000` goes through all.
    @Test
    void killedAtAnyCommitPointItLeavesTheSameAnswers() throws Exception {
        long seed = Long.getLong("dap.test.seed", System.nanoTime());
        List<Integer> points = new ArrayList<>(commitPoints());
        Collections.shuffle(points, new Random(seed));
        assertThat(points).hasSizeGreaterThan(8);

        for (int point : points.subList(0, Math.min(KILLS, points.size()))) {
            String what = "killed at %d, -Ddap.test.seed=%d".formatted(point, seed);
            twoDaysMore(point);
            String before = answers();

            assertThat(CommitPoints.kill(dap, point, "compact")).as(what).isEqualTo(point);

            assertThat(answers()).as(what).isEqualTo(before);
            assertThat(dap.call("run").exitCode()).isZero();
            assertThat(answers()).as(what + ", then run").isEqualTo(before);
            Ended crawl = dap.call("crawl", "stage");
            assertThat(crawl.exitCode()).as(crawl.out()).isZero();
            assertThat(crawl.out()).as(what).doesNotContain("not in the catalog");
        }
    }

    private void twoDaysMore(int shift) throws IOException {
        arriveOn(FIRST_DAY.plusDays(shift % DAYS));
        arriveOn(FIRST_DAY.plusDays((shift + 1) % DAYS));
        assertThat(dap.call("run").exitCode()).isZero();
    }

    /// Those that a compaction like the others comes to.
    private List<Integer> commitPoints() throws Exception {
        twoDaysMore(0);
        int reached = CommitPoints.kill(dap, Integer.MAX_VALUE, "compact");
        return IntStream.rangeClosed(1, reached).boxed().toList();
    }

    /// Its files are taken away between their listing and their reading.
    @Test
    void aQueryThatItOvertakesLooksItsFilesUpAgain() throws IOException {
        GlobalOptions options = new GlobalOptions();
        options.project = folder;
        List<Object> counted = new ArrayList<>();
        try (Session session = Session.open(options);
                WorkFolder work = WorkFolder.open(session.layout(), ProjectTables.WORK)) {
            ProjectTables tables =
                    new ProjectTables(session.project(), session.catalog(), session.layout(), work);
            AthenaQuery query =
                    AthenaQuery.parse("SELECT count(DISTINCT event_id) FROM auth_account_creation");
            List<Integer> files = new ArrayList<>();

            LakeQuery.ask(
                    session.engine(),
                    () -> {
                        BoundQuery bound = query.bind("local", Instant.now(), tables);
                        files.add(bound.files().values().iterator().next().size());
                        if (files.size() == 1) {
                            session.newCompaction().compact(Set.of(), (_, _) -> {});
                        }
                        return bound;
                    },
                    new RowSink() {
                        @Override
                        public void columns(List<String> names) {}

                        @Override
                        public void row(List<@Nullable Object> values) {
                            counted.addAll(values);
                        }
                    });

            assertThat(files).containsExactly(DAYS, 1);
        }
        assertThat(counted).containsExactly(2L * DAYS);
    }

    @Test
    void aRunCompactsWhatIsDoneWith() throws IOException {
        assertThat(dap.call("run").exitCode()).isZero();
        assertThat(stageFiles()).as("on the day itself").hasSize(DAYS);

        GlobalOptions options = new GlobalOptions();
        options.project = folder;
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        try (Session session = Session.open(options)) {
            new Run(
                            session.project(),
                            session.layout(),
                            session.catalog(),
                            session.engine(),
                            session.warehouse(),
                            () -> tomorrow,
                            RunListener.NONE)
                    .execute(new RunRequest(Set.of(), tomorrow, RunRequest.Reach.CONFORMED));
        }

        assertThat(stageFiles()).hasSize(1);
        assertThat(dap.call("ledger").exitCode()).isZero();
    }

    @Test
    void aFileThatHoldsOtherRowsThanItDidIsNotCompacted() throws IOException {
        assertThat(dap.call("compact").exitCode()).isZero();
        Path compacted = stageFiles().getFirst();
        for (int day = 0; day < 2; day++) {
            arriveOn(FIRST_DAY.plusDays(day));
        }
        assertThat(dap.call("run").exitCode()).isZero();
        List<Path> files = stageFiles();
        Path other = files.stream().filter(file -> !file.equals(compacted)).findAny().orElseThrow();
        Files.copy(compacted, other, StandardCopyOption.REPLACE_EXISTING);

        Ended ended = dap.call("compact");

        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.err()).contains("somebody changed them", "dap backfill");
        assertThat(stageFiles()).isEqualTo(files);
    }

    @Test
    void whileARunHoldsTheLakeItIsRefused() throws IOException {
        GlobalOptions options = new GlobalOptions();
        options.project = folder;
        Ended refused;
        Ended unknown = dap.call("compact", "auth_acount_creation");
        try (Session session = Session.open(options);
                RunLock _ = RunLock.acquire(session.layout(), "other", Instant.now())) {
            refused = dap.call("compact");
        }

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("is held by run other");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("auth_account_creation");
    }
}
