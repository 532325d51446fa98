package dap.cli;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import dap.generator.faults.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Hostile events of every kind, through the whole pipeline, against the generator's own record.
class HostileEventsTest {

    @TempDir Path folder;

    private record Hostile(
            String kind, String id, String event, String day, String fate, String reason) {}

    @Test
    void everyHostileEventIsWhereItsKindShouldBe() throws IOException {
        Dap dap = Dap.withExample(folder.resolve("project")).withWarehouse();
        List<Hostile> record = generate(dap);
        ingest(dap);

        Ended run = dap.call("run", "--json");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        Ended ledger = dap.call("ledger", "--json");
        assertThat(ledger.json().get("unexplained").asLong()).isZero();
        JsonNode rows = ledger.json().get("rows");
        assertThat(byDay(rows, "rejected")).isEqualTo(byDay(record, "rejected"));
        assertThat(byEventAndDay(rows, "duplicates", _ -> true))
                .isEqualTo(byEventAndDay(record, "duplicate"));
        assertThat(byEventAndDay(rows, "waiting", row -> waitsFor(row, "unmapped")))
                .isEqualTo(byEventAndDay(record, "waiting"));
        assertThat(rows).noneMatch(row -> row.get("filtered").asLong() > 0);
        assertThat(rows)
                .filteredOn(row -> row.get("waiting").asLong() > 0)
                .allMatch(row -> waitsFor(row, "unmapped") || waitsFor(row, "disabled"));
        checkFacts(dap, record);
    }

    /// Ids are looked up one by one: balanced sums could hide that one is missing for another.
    private static void checkFacts(Dap dap, List<Hostile> record) {
        Map<String, String> facts = new HashMap<>();
        for (JsonNode row :
                dap.call(
                                "query",
                                "--on",
                                "warehouse",
                                "--json",
                                "SELECT event_id, component_id FROM conformed.fact_user_journey_event")
                        .json()) {
            String before =
                    facts.put(row.get("event_id").asString(), row.get("component_id").asString());
            assertThat(before).as("a second fact of one event").isNull();
        }
        Set<String> there =
                record.stream()
                        .filter(line -> Set.of("fact", "duplicate").contains(line.fate()))
                        .map(Hostile::id)
                        .collect(toSet());
        Set<String> notThere =
                record.stream()
                        .filter(line -> Set.of("rejected", "waiting").contains(line.fate()))
                        .map(Hostile::id)
                        .filter(id -> !id.isEmpty())
                        .collect(toSet());

        assertThat(facts.keySet()).containsAll(there).doesNotContainAnyElementsOf(notThere);
        assertThat(componentsOf("numeral-007", record, facts)).containsOnly("007");
        assertThat(componentsOf("numeral-plus", record, facts)).containsOnly("+1");
        assertThat(componentsOf("numeral-point", record, facts)).containsOnly("1.0");
        assertThat(componentsOf("numeral-exponent", record, facts)).containsOnly("1e3");
        assertThat(componentsOf("quotes", record, facts)).containsOnly("say \"it's\" C:\\temp");
        assertThat(componentsOf("non-ascii", record, facts)).containsOnly("Łódź 東京 🙂");
    }

    private static Set<String> componentsOf(
            String kind, List<Hostile> record, Map<String, String> facts) {
        return record.stream()
                .filter(line -> line.kind().equals(kind))
                .map(line -> facts.getOrDefault(line.id(), "no fact"))
                .collect(toSet());
    }

    private List<Hostile> generate(Dap dap) throws IOException {
        Path csv = folder.resolve("record.csv");
        Ended made =
                dap.call(
                        "generate-events",
                        "--events=20000",
                        "--days=3",
                        "--seed=11",
                        "--faults=12",
                        "--faults-record=" + csv,
                        "-o",
                        folder.resolve("events") + "/");
        assertThat(made.exitCode()).as(made.err()).isZero();
        List<Hostile> record = new ArrayList<>();
        for (String row : Files.readAllLines(csv).subList(1, Files.readAllLines(csv).size())) {
            String[] values = row.split(",", -1);
            record.add(
                    new Hostile(values[0], values[1], values[2], values[3], values[4], values[5]));
        }
        Set<String> kinds = new HashSet<>(Set.of("truncated-gzip"));
        Arrays.stream(FaultKind.values()).map(FaultKind::code).forEach(kinds::add);
        assertThat(record.stream().map(Hostile::kind).collect(toSet())).isEqualTo(kinds);
        return record;
    }

    private void ingest(Dap dap) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("events"))) {
            for (Path file : files.sorted().toList()) {
                String day = file.getFileName().toString().substring(0, 10);
                Ended ingested = dap.call("ingest", "--arrival-day", day, file.toString());
                assertThat(ingested.exitCode()).as(ingested.err()).isZero();
            }
        }
    }

    private static boolean waitsFor(JsonNode row, String reason) {
        return row.get("waitingFor").asString("").equals(reason);
    }

    private static Map<String, Long> byDay(JsonNode rows, String column) {
        Map<String, Long> sums = new TreeMap<>();
        rows.forEach(
                row -> sums.merge(row.get("day").asString(), row.get(column).asLong(), Long::sum));
        return sums;
    }

    private static Map<String, Long> byDay(List<Hostile> record, String fate) {
        return record.stream()
                .filter(line -> line.fate().equals(fate))
                .collect(groupingBy(Hostile::day, TreeMap::new, counting()));
    }

    private static Map<String, Long> byEventAndDay(
            JsonNode rows, String column, Predicate<JsonNode> wanted) {
        Map<String, Long> sums = new TreeMap<>();
        for (JsonNode row : rows) {
            if (wanted.test(row) && row.get(column).asLong() > 0) {
                sums.merge(
                        row.get("event").asString() + " " + row.get("day").asString(),
                        row.get(column).asLong(),
                        Long::sum);
            }
        }
        return sums;
    }

    private static Map<String, Long> byEventAndDay(List<Hostile> record, String fate) {
        return record.stream()
                .filter(line -> line.fate().equals(fate))
                .collect(
                        groupingBy(
                                line -> line.event() + " " + line.day(), TreeMap::new, counting()));
    }
}
