package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.catalog.RunRecord;
import dap.cli.SequenceLake.Arrival;
import dap.cli.SequenceLake.Parts;
import dap.engine.LakeEngine;
import dap.engine.duckdb.DuckDbEngine;
import dap.engine.duckdb.EngineOptions;
import dap.errors.DapException;
import dap.model.DaysOfEvent;
import dap.model.EventName;
import dap.project.Overrides;
import dap.project.Project;
import dap.project.ProjectReader;
import dap.run.Backfill;
import dap.run.Compaction;
import dap.run.Crawls;
import dap.run.Rebuild;
import dap.run.Redrive;
import dap.run.RunRequest;
import dap.run.RunResult;
import dap.run.Status;
import dap.warehouse.Warehouse;
import dap.warehouse.postgres.PostgresWarehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Any sequence of arrivals, whose ids families and data sources share, late ones, duplicates,
/// runs, mishaps, redrives, backfills, compactions and rebuilds ends in the same star as one clean
/// load of the same lines, and the ledger balances at every stop.
///
/// `-Ddap.sequences=10000` tries more; `-Ddap.sequences.seed=…` repeats one.
class AnySequenceTest {

    private static final int LONGEST = 14;
    private static final List<String> EVENTS =
            SharedIdsProject.EVENTS.values().stream().flatMap(List::stream).sorted().toList();

    private static final LocalDate FIRST_DAY = LocalDate.of(2024, 2, 27);

    @TempDir Path folder;

    @Test
    void endsInTheStarOfOneCleanLoad() throws IOException {
        Path projectFolder = folder.resolve("project");
        SharedIdsProject.create(projectFolder);
        Project project = ProjectReader.read(projectFolder, Overrides.NONE);
        int sequences = Integer.getInteger("dap.sequences", 25);
        long seed = Long.getLong("dap.sequences.seed", System.nanoTime());

        try (LakeEngine engine =
                        new DuckDbEngine(
                                new EngineOptions(
                                        "500MB",
                                        2,
                                        folder.resolve("spill"),
                                        Optional.empty(),
                                        List.of(folder)));
                Warehouse disturbed = newWarehouse(project, "disturbed");
                Warehouse clean = newWarehouse(project, "clean")) {
            Parts parts = new Parts(folder, projectFolder, engine, disturbed, clean);
            for (int i = 0; i < sequences; i++) {
                new Sequence(parts, seed + i, i).run();
            }
        }
    }

    private Warehouse newWarehouse(Project project, String name) {
        return new PostgresWarehouse(
                project.settings().warehouse(), folder.resolve(name), System.getenv());
    }

    /// One sequence: drawn, done, and held against the clean load.
    private static final class Sequence {

        private final Parts parts;
        private final Random random;
        private final String prefix;
        private final String told;
        private final SequenceLake lake;
        private final List<String> done = new ArrayList<>();

        /// What came.
        private final Map<Arrival, List<String>> arrived = new TreeMap<>();

        private LocalDate today = FIRST_DAY.plusDays(4);

        Sequence(Parts parts, long seed, int number) {
            this.parts = parts;
            random = new Random(seed);
            prefix = "q" + number;
            told = "-Ddap.sequences=1 -Ddap.sequences.seed=" + seed + " ";
            lake = new SequenceLake(parts, prefix, parts.disturbed(), at(today));
        }

        private static Instant at(LocalDate day) {
            return day.atTime(LocalTime.of(3, 0)).toInstant(ZoneOffset.UTC);
        }

        void run() throws IOException {
            try (lake) {
                int length = 4 + random.nextInt(LONGEST - 3);
                for (int i = 0; i < length; i++) {
                    step();
                    assertThat(lake.unexplained()).as(told + done).isZero();
                }
                today = today.plusDays(1);
                lake.now = at(today);
                RunResult last = lake.execute(lake.all());
                assertThat(last.status().isFailure()).as(told + done + last).isFalse();
                assertThat(lake.project.sources())
                        .as(told + done)
                        .allMatch(
                                source -> Crawls.stage(source, lake.layout, lake.catalog).agrees());
                compareWithCleanLoad();
            }
        }

        private void compareWithCleanLoad() throws IOException {
            try (SequenceLake other =
                    new SequenceLake(parts, prefix + "-clean", parts.clean(), lake.now)) {
                for (Map.Entry<Arrival, List<String>> lines : arrived.entrySet()) {
                    other.ingest(lines.getKey(), lines.getValue(), false);
                }
                RunResult result = other.execute(other.all());
                assertThat(result.status().isFailure()).as(told + result).isFalse();
                assertThat(lake.facts(prefix)).as(told + done).isEqualTo(other.facts(prefix));
                assertThat(lake.ledger()).as(told + done).isEqualTo(other.ledger());
            }
        }

        private void step() throws IOException {
            switch (random.nextInt(13)) {
                case 0, 1, 2 -> arrive();
                case 3 -> arriveAgain();
                case 4, 5 -> runAsUsual();
                case 6, 7 -> runIntoAMishap(lake.all(), "a run");
                case 8 -> redrive();
                case 9 -> backfill();
                case 10 -> rebuild();
                case 11 -> compact();
                default -> {
                    today = today.plusDays(1);
                    lake.now = at(today);
                    done.add("it is " + today);
                }
            }
        }

        private void arrive() throws IOException {
            String source = random.nextInt(3) > 0 ? "txma" : "payments";
            Arrival arrival = new Arrival(source, someDay());
            List<String> lines = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                lines.add(line(source));
            }
            take(arrival, lines, false);
            done.add(lines.size() + " lines: " + arrival);
        }

        private LocalDate someDay() {
            return today.minusDays(random.nextInt(5));
        }

        private void take(Arrival arrival, List<String> lines, boolean again) throws IOException {
            lake.ingest(arrival, lines, again);
            arrived.computeIfAbsent(arrival, _ -> new ArrayList<>()).addAll(lines);
        }

        /// Lines that came before come once more: the same day or another.
        private void arriveAgain() throws IOException {
            List<Arrival> known = List.copyOf(arrived.keySet());
            if (known.isEmpty()) {
                return;
            }
            Arrival from = known.get(random.nextInt(known.size()));
            LocalDate day = random.nextBoolean() ? from.day() : someDay();
            take(new Arrival(from.source(), day), List.copyOf(arrived.get(from)), true);
            done.add("all of " + from + " again for " + day);
        }

        private String line(String source) {
            String name =
                    draw(SharedIdsProject.EVENTS.getOrDefault(source, List.of()))
                            .toUpperCase(Locale.ROOT);
            return switch (random.nextInt(12)) {
                case 0 -> "broken {";
                case 1 -> "{\"event_name\":\"%s\",\"timestamp\":1}".formatted(name);
                default ->
                        """
                        {"event_name":"%s","event_id":"%s-%d","timestamp":%d,"component_id":"c%d","client_id":"%s","user":{"user_id":"u%d"}}\
                        """
                                .formatted(
                                        name,
                                        prefix,
                                        random.nextInt(10),
                                        1_708_990_000 + random.nextInt(4),
                                        random.nextInt(3),
                                        draw(List.of("library-card", "unheard-of")),
                                        random.nextInt(3));
            };
        }

        private <T> T draw(List<T> among) {
            return among.get(random.nextInt(among.size()));
        }

        private void runAsUsual() {
            RunResult result = lake.execute(lake.all());
            done.add("a run: " + result.status());
            assertThat(result.status().isFailure()).as(told + done + result).isFalse();
        }

        private void runIntoAMishap(RunRequest request, String what) {
            Mishap mishap = random.nextBoolean() ? lake.engine.mishap() : lake.warehouse.mishap();
            mishap.comeAt(1 + random.nextInt(4), random.nextBoolean());
            try {
                done.add(what + " with a mishap: " + lake.execute(request).status());
            } catch (DapException | IllegalStateException e) {
                done.add(what + " with a mishap: " + e.getMessage());
            } finally {
                mishap.stayAway();
            }
        }

        private void redrive() {
            Optional<RunRecord> last = lake.catalog.runs().runs(1).stream().findFirst();
            if (last.isPresent() && Redrive.isFailed(last.get())) {
                Status status =
                        lake.execute(
                                        Redrive.of(
                                                lake.project,
                                                last.get(),
                                                RunRequest.Reach.CONFORMED))
                                .status();
                done.add("a redrive: " + status);
                assertThat(status.isFailure()).as(told + done).isFalse();
            }
        }

        private void backfill() {
            LocalDate to = today.minusDays(1L + random.nextInt(3));
            LocalDate from = to.minusDays(random.nextInt(3));
            String event = draw(EVENTS);
            DaysOfEvent days = new DaysOfEvent(new EventName(event), from, to);
            RunRequest request =
                    Backfill.of(lake.project, days, lake.now, RunRequest.Reach.CONFORMED);
            if (random.nextBoolean()) {
                runIntoAMishap(request, "a backfill of " + days);
                return;
            }
            RunResult result = lake.execute(request);
            done.add("a backfill of %s: %s".formatted(days, result.status()));
            assertThat(result.status().isFailure()).as(told + done + result).isFalse();
        }

        /// Half of the time it meets a mishap, and is tried again some time.
        private void compact() {
            if (random.nextBoolean()) {
                lake.engine.mishap().comeAt(1 + random.nextInt(2), random.nextBoolean());
            }
            try {
                done.add(
                        "compacted: "
                                + new Compaction(
                                                lake.project,
                                                lake.layout,
                                                lake.catalog,
                                                lake.engine.part(),
                                                lake.clock())
                                        .compact(Set.of(), (_, _) -> {}));
            } catch (DapException | IllegalStateException e) {
                done.add("a compaction with a mishap: " + e.getMessage());
            } finally {
                lake.engine.mishap().stayAway();
            }
        }

        private void rebuild() {
            new Rebuild(
                            lake.project,
                            lake.layout,
                            lake.catalog,
                            lake.warehouse.part(),
                            lake.clock())
                    .begin();
            done.add("a rebuild begins");
        }
    }
}
