package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store that fails or stalls now and then: whatever open, read, write, fsync, rename, unlink or
/// mkdir it hits, in Java, DuckDB or SQLite, is told in DAP's words, and the next commands put it
/// right.
///
/// `-Ddap.disturbances=1000` does more; `-Ddap.test.seed=…` repeats the draws. A fault at one call
/// after the other: [EveryCallTest].
class UnreliableStoreTest {

    private static final int DAYS = Integer.getInteger("dap.disturbances", 6) / 2;

    @TempDir Path folder;
    private TwinLakes lakes;
    private PreloadedStore store;
    private final List<String> story = new ArrayList<>();

    @BeforeEach
    void compile() throws Exception {
        store = PreloadedStore.compile(folder);
        lakes = new TwinLakes(folder, DAYS);
    }

    @Test
    void whatItFailsInIsPutRightByTheNextCommands() throws Exception {
        long seed = Long.getLong("dap.test.seed", System.nanoTime());
        Random random = new Random(seed);
        story.add("-Ddap.test.seed=" + seed);
        int failed = 0;
        for (int day = 0; day < DAYS; day++) {
            String input = lakes.write(day).toString();
            String arrival = lakes.day(day).toString();
            failed += disturb(random, 1_000, "ingest", "--arrival-day", arrival, input);
            lakes.ingest(day);
            failed += disturb(random, 8_000, "run");
        }
        System.out.println(
                "Of %d commands on an unreliable store %d failed: %s"
                        .formatted(2 * DAYS, failed, story));
        assertThat(failed).as(story.toString()).isGreaterThan(DAYS / 4);
        lakes.compare(story);
    }

    /// @param calls about as many as the command makes
    /// @return 1 if it failed
    private int disturb(Random random, int calls, String... words) throws IOException {
        Path log = Files.createTempFile(folder, "unreliable", ".log");
        Path lake = Files.createDirectories(lakes.disturbed().file(".dap"));
        Map<String, String> environment = store.over(lake);
        environment.put("UNRELIABLE_BUT", "/warehouse/");
        environment.put("UNRELIABLE_FAILS", String.valueOf(calls / 4 + random.nextInt(3 * calls)));
        environment.put("UNRELIABLE_STALLS", String.valueOf(calls / 16));
        environment.put("UNRELIABLE_MILLIS", String.valueOf(random.nextInt(300)));
        environment.put("UNRELIABLE_SEED", String.valueOf(random.nextInt()));
        environment.put("UNRELIABLE_LOG", log.toString());
        try (DapProcess process = lakes.disturbed().start(environment, words)) {
            Ended ended = process.end();
            long stalls =
                    Files.readAllLines(log).stream().filter(l -> l.startsWith("stall")).count();
            List<String> failures =
                    Files.readAllLines(log).stream().filter(l -> l.startsWith("fail")).toList();
            story.add(
                    "%s ended with %d after %d stalls and %s"
                            .formatted(words[0], ended.exitCode(), stalls, failures));
            assertThat(ended.exitCode()).as(story + ended.err()).isBetween(0, 4);
            assertThat(ended.err() + ended.out())
                    .as(story.toString())
                    .doesNotContain("\tat ", "    at ", "eport it", "fault of DAP");
            return ended.exitCode() == 0 ? 0 : 1;
        }
    }
}
