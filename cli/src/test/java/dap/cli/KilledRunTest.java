package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import dap.generator.EventGenerator;
import dap.generator.GeneratorOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A run or an ingest that is killed leaves nothing that the next one does not put right.
/// `-Ddap.kills=1000` kills more often; `-Ddap.test.seed=…` repeats a failure.
class KilledRunTest {

    /// For each of the two ways to kill.
    private static final int KILLS = Integer.getInteger("dap.kills", 40) / 2;

    /// More than kills, for runs that end before they are killed.
    private static final int DAYS = KILLS * 2 + 2;

    private static final int EVENTS_A_DAY = 1_000;

    @TempDir Path folder;
    private Dap killed;
    private Dap undisturbed;
    private EventGenerator events;

    @BeforeEach
    void copyTheExampleTwice() throws IOException {
        killed = Dap.withExample(folder.resolve("killed"));
        undisturbed = Dap.withExample(folder.resolve("undisturbed"));
        events =
                new EventGenerator(
                        new GeneratorOptions((long) EVENTS_A_DAY * DAYS, DAYS, Dap.yesterday(), 7));
    }

    @Test
    void killsAtRandomInstantsLeaveTheSameStarAsNone() throws Exception {
        long seed = Long.getLong("dap.test.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> kills = new ArrayList<>(List.of("-Ddap.test.seed=" + seed));
        ingest(0);
        Duration firstRun = runUndisturbed();
        ingest(1);
        Duration laterRun = runUndisturbed();
        int day = 2;
        int killedRuns = 0;

        while (killedRuns < KILLS && day < DAYS) {
            Duration whole = killedRuns == 0 ? firstRun : laterRun;
            Duration wait = Duration.ofMillis((long) (whole.toMillis() * random.nextDouble()));
            try (DapProcess run = killed.start("run")) {
                boolean wasKilled = run.killAfter(wait);
                killedRuns += wasKilled ? 1 : 0;
                kills.add(wait.toMillis() + (wasKilled ? " ms, killed" : " ms, had ended"));
            }
            ingest(day++);
        }
        System.out.println("Of runs of %s, then %s: %s".formatted(firstRun, laterRun, kills));
        assertThat(killedRuns).as(kills.toString()).isEqualTo(KILLS);
        compareLakes(kills);
    }

    @Test
    void killsAtCommitPointsLeaveTheSameStarAsNone() throws Exception {
        long seed = Long.getLong("dap.test.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> kills = new ArrayList<>(List.of("-Ddap.test.seed=" + seed));
        ingest(0);
        int points = CommitPoints.kill(killed, Integer.MAX_VALUE, "run");

        for (int day = 1; day <= KILLS; day++) {
            int point = 1 + random.nextInt(points);
            if (day % 4 == 0) {
                Path input = write(day);
                String arrival = events.days().get(day).toString();
                int reached =
                        CommitPoints.kill(
                                killed,
                                1 + random.nextInt(12),
                                "ingest",
                                "--arrival-day",
                                arrival,
                                input.toString());
                kills.add("an ingest at commit point " + reached);
                ingest(day);
            } else {
                ingest(day);
                points = Math.max(points, CommitPoints.kill(killed, point, "run"));
                kills.add("a run at commit point " + point);
            }
        }
        System.out.println("Runs of up to %d commit points: %s".formatted(points, kills));
        compareLakes(kills);
    }

    @Test
    void killsOfTheWarehouseLeaveTheSameStarAsNone() throws Exception {
        long seed = Long.getLong("dap.test.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> kills = new ArrayList<>(List.of("-Ddap.test.seed=" + seed));
        for (int day = 0; day < Math.max(1, KILLS / 4); day++) {
            ingest(day);
            try (DapProcess run = killed.start("run")) {
                kills.add(killWarehouse(run.process(), random.nextInt(2_000)));
                Ended ended = run.end();
                kills.add("exit code " + ended.exitCode());
                assertThat(ended.exitCode()).as(kills + ended.err()).isBetween(0, 4);
                assertThat(ended.err() + ended.out()).doesNotContain("\tat ", "please report");
            }
        }
        System.out.println("Kills of the embedded PostgreSQL: " + kills);
        compareLakes(kills);
    }

    /// Kills the server with all its processes, some time after it began.
    private String killWarehouse(Process run, int millis) throws Exception {
        Path file = killed.file(".dap/warehouse/data/postmaster.pid");
        while (run.isAlive() && !Files.exists(file)) {
            Thread.sleep(5);
        }
        Thread.sleep(millis);
        Optional<ProcessHandle> server =
                Files.exists(file)
                        ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst()))
                        : Optional.empty();
        server.ifPresent(postmaster -> {
            List<ProcessHandle> all = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
        });
        return millis + (server.isPresent() ? " ms, killed" : " ms, had ended");
    }

    private void compareLakes(List<String> kills) throws IOException {
        Ended last = killed.call("run", "--json");
        Ended only = undisturbed.call("run", "--json");

        assertThat(last.exitCode()).as(kills + last.err() + last.out()).isZero();
        assertThat(only.exitCode()).as(only.err() + only.out()).isZero();
        assertThat(star(killed)).as(kills.toString()).isEqualTo(star(undisturbed));
        assertThat(stageRows(killed)).as(kills.toString()).isEqualTo(stageRows(undisturbed));
        assertThat(ledger(killed)).as(kills.toString()).isEqualTo(ledger(undisturbed));
        assertThat(filesInTheMaking()).as(kills.toString()).isEmpty();
        assertThat(killed.file(".dap/warehouse/data/postmaster.pid"))
                .as("a server still runs")
                .doesNotExist();
    }

    private void ingest(int index) throws IOException {
        LocalDate day = events.days().get(index);
        Path input = write(index);
        for (Dap lake : List.of(killed, undisturbed)) {
            Ended ended = lake.call("ingest", "--arrival-day", day.toString(), input.toString());
            assertThat(ended.exitCode()).as(ended.err()).isZero();
        }
    }

    private Path write(int index) throws IOException {
        LocalDate day = events.days().get(index);
        Path input = folder.resolve(day + ".jsonl");
        try (OutputStream out = Files.newOutputStream(input)) {
            events.writeDay(day, out);
        }
        return input;
    }

    /// How long a run takes that nobody kills.
    private Duration runUndisturbed() throws IOException {
        long started = System.nanoTime();
        try (DapProcess run = undisturbed.start("run")) {
            Ended ended = run.end();
            assertThat(ended.exitCode()).as(ended.err()).isZero();
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /// All facts, with the natural keys of what they refer to, and all members; without surrogate
    /// keys and without the day and the batch in which a row came.
    private static List<String> star(Dap lake) {
        List<String> star = new ArrayList<>();
        rows(
                        lake,
                        "warehouse",
                        """
                        SELECT to_jsonb(f) - array['user_journey_event_key', 'event_key', 'verification_route_key',
                                   'journey_channel_key', 'relying_party_key', 'processed_date', 'batch_id',
                                   'created_date', 'modified_date'] AS fact,
                               e.event_name, v.verification_route_name, c.channel_name, r.client_id
                        FROM conformed.fact_user_journey_event f
                        LEFT JOIN conformed.dim_event e USING (event_key)
                        LEFT JOIN conformed.dim_verification_route v USING (verification_route_key)
                        LEFT JOIN conformed.dim_journey_channel c USING (journey_channel_key)
                        LEFT JOIN conformed.dim_relying_party r USING (relying_party_key)
                        ORDER BY f.event_id\
                        """)
                .forEach(row -> star.add(row.toString()));
        for (String dimension :
                List.of(
                        "event",
                        "date",
                        "journey_channel",
                        "relying_party",
                        "verification_route")) {
            String table = "dim_" + dimension;
            rows(
                            lake,
                            "warehouse",
                            """
                            SELECT (to_jsonb(d) - array['%s_key', 'batch_id', 'created_date', 'modified_date'])::text AS member
                            FROM conformed.%s d ORDER BY 1\
                            """
                                    .formatted(dimension, table))
                    .forEach(row -> star.add(table + row));
        }
        return star;
    }

    private static String stageRows(Dap lake) {
        List<String> counts = new ArrayList<>();
        for (String family :
                List.of("auth_account_creation", "auth_account_management", "ipv_cri_kbv")) {
            rows(
                            lake,
                            "lake",
                            """
                            SELECT event_name, count(*) AS n, count(DISTINCT event_id) AS ids
                            FROM %s GROUP BY event_name ORDER BY event_name\
                            """
                                    .formatted(family))
                    .forEach(row -> counts.add(row.toString()));
        }
        return String.join("\n", counts);
    }

    private static String ledger(Dap lake) {
        Ended ended = lake.call("ledger", "--json");
        assertThat(ended.exitCode()).as(ended.err() + ended.out()).isZero();
        return ended.json().get("rows").toString();
    }

    private static JsonNode rows(Dap lake, String side, String sql) {
        Ended ended = lake.call("query", "--on", side, "--json", sql);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ended.json();
    }

    private List<Path> filesInTheMaking() throws IOException {
        try (Stream<Path> files = Files.walk(killed.file(".dap/local-dap-work"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
