package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run or an ingest that is killed leaves nothing that the next one does not put right.
/// `-Ddap.kills=1000` kills more often; `-Ddap.test.seed=…` repeats a failure.
class KilledRunTest {

    /// For each of the two ways to kill.
    private static final int KILLS = Integer.getInteger("dap.kills", 8) / 2;

    /// More than kills, for runs that end before they are killed.
    private static final int DAYS = KILLS * 2 + 2;

    @TempDir Path folder;
    private TwinLakes lakes;
    private Dap killed;
    private Dap undisturbed;

    @BeforeEach
    void copyTheExampleTwice() throws IOException {
        lakes = new TwinLakes(folder, DAYS);
        killed = lakes.disturbed();
        undisturbed = lakes.undisturbed();
    }

    @Test
    void killsAtRandomInstantsLeaveTheSameStarAsNone() throws Exception {
        long seed = Long.getLong("dap.test.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> kills = new ArrayList<>(List.of("-Ddap.test.seed=" + seed));
        lakes.ingest(0);
        Duration firstRun = runUndisturbed();
        lakes.ingest(1);
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
            lakes.ingest(day++);
        }
        System.out.println("Of runs of %s, then %s: %s".formatted(firstRun, laterRun, kills));
        assertThat(killedRuns).as(kills.toString()).isEqualTo(KILLS);
        lakes.compare(kills);
    }

    @Test
    void killsAtCommitPointsLeaveTheSameStarAsNone() throws Exception {
        long seed = Long.getLong("dap.test.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> kills = new ArrayList<>(List.of("-Ddap.test.seed=" + seed));
        lakes.ingest(0);
        int points = CommitPoints.kill(killed, Integer.MAX_VALUE, "run");

        for (int day = 1; day <= KILLS; day++) {
            int point = 1 + random.nextInt(points);
            if (day % 4 == 0) {
                Path input = lakes.write(day);
                String arrival = lakes.day(day).toString();
                int reached =
                        CommitPoints.kill(
                                killed,
                                1 + random.nextInt(12),
                                "ingest",
                                "--arrival-day",
                                arrival,
                                input.toString());
                kills.add("an ingest at commit point " + reached);
                lakes.ingest(day);
            } else {
                lakes.ingest(day);
                points = Math.max(points, CommitPoints.kill(killed, point, "run"));
                kills.add("a run at commit point " + point);
            }
        }
        System.out.println("Runs of up to %d commit points: %s".formatted(points, kills));
        lakes.compare(kills);
    }

    @Test
    void killsOfTheWarehouseLeaveTheSameStarAsNone() throws Exception {
        long seed = Long.getLong("dap.test.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> kills = new ArrayList<>(List.of("-Ddap.test.seed=" + seed));
        for (int day = 0; day < Math.max(1, KILLS / 4); day++) {
            lakes.ingest(day);
            try (DapProcess run = killed.start("run")) {
                kills.add(killWarehouse(run.process(), random.nextInt(2_000)));
                Ended ended = run.end();
                kills.add("exit code " + ended.exitCode());
                assertThat(ended.exitCode()).as(kills + ended.err()).isBetween(0, 4);
                assertThat(ended.err() + ended.out()).doesNotContain("\tat ", "please report");
            }
        }
        System.out.println("Kills of the embedded PostgreSQL: " + kills);
        lakes.compare(kills);
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

    /// How long a run takes that nobody kills.
    private Duration runUndisturbed() throws IOException {
        long started = System.nanoTime();
        try (DapProcess run = undisturbed.start("run")) {
            Ended ended = run.end();
            assertThat(ended.exitCode()).as(ended.err()).isZero();
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
