package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dap.cli.Dap.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Seeded values through all that can fail, on a real lake and a real server: none of them is in
/// what DAP prints, logs, writes beside the lake, hands to hooks or names as an argument.
///
/// Ids of events are no seeds: messages may name them. `-Ddap.leaks.all=true` calls each command
/// for people and for programs; else every other one each.
class NoValueIsToldTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// How often the programs that DAP starts are looked at.
    private static final Duration LOOK = Duration.ofMillis(20);

    /// Whether each command is called both for people and for programs.
    private static final boolean ALL = Boolean.getBoolean("dap.leaks.all");

    /// Where values belong: the lake itself, whose files are for its owner alone.
    private static final List<String> LAKE =
            List.of("raw-layer", "stage-layer", "rejects", "warehouse/data", "catalog.db", "-work");

    @TempDir Path folder;
    private final Sinks sinks = new Sinks();
    private HttpServer webhook;
    private Dap dap;
    private Path temporary;

    @BeforeEach
    void makeTheProject() throws IOException {
        temporary = Files.createDirectory(folder.resolve("temporary"));
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext(
                "/",
                exchange -> {
                    sinks.add(
                            "webhook",
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        webhook.start();
        dap =
                SeededProject.make(
                        folder.resolve("project"),
                        """
                        hooks:
                          on-failure: "cat > %s"
                          webhook: "http://127.0.0.1:%d/"
                        """
                                .formatted(
                                        folder.resolve("hook.json"),
                                        webhook.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        dap.call("warehouse", "stop");
        webhook.stop(0);
    }

    @Test
    void noErrorAnywhereHoldsAValueOfAnEvent() throws Exception {
        Path events = folder.resolve("events.jsonl");
        Files.write(events, SeededProject.lines());

        dap.call("warehouse", "start");
        process("ingest", "-v", "--arrival-day", "2026-01-05", events.toString());
        damageRaw();
        Ended run = process("run", "--json", "-v");
        afterwards();

        assertThat(run.json().findValuesAsString("error"))
                .filteredOn(error -> error.contains("the statement failed while it ran"))
                .as(run.out())
                .hasSize(SeededProject.expressions());
        sinks.addFiles(temporary, _ -> true);
        sinks.addFiles(folder, file -> file.endsWith("hook.json"));
        sinks.addFiles(
                dap.file(".dap"), file -> LAKE.stream().noneMatch(file.toString()::contains));
        assertThat(List.of("webhook", "hook.json", "warehouse/server.log", "arguments"))
                .allMatch(sinks::has);
        assertThat(sinks.found(SeededProject.SEEDS))
                .filteredOn(NoValueIsToldTest::isNotOnPurpose)
                .isEmpty();
    }

    /// `dap rejects` masks lines, and shows names of fields that the event's table has: a key of
    /// good lines is the name of a column.
    private static boolean isNotOnPurpose(String found) {
        return !(found.startsWith("rejects") && found.contains(SeededProject.KEY));
    }

    /// What is asked for is shown, which also shows that the search finds what is there.
    @Test
    void whatAQueryAsksForIsFoundByTheSearch() throws Exception {
        Path events = folder.resolve("events.jsonl");
        Files.write(events, SeededProject.lines());
        dap.call("ingest", "--arrival-day", "2026-01-05", events.toString());
        dap.call("run", "--stage-only");

        call(List.of("query", "SELECT note FROM doing_0"));
        call(List.of("query", "SELECT to_hex(to_utf8(note)) FROM doing_0"));
        call(List.of("query", "SELECT to_base64(to_utf8(concat('?', note))) FROM doing_0"));

        assertThat(sinks.found(List.of(SeededProject.TEXT))).hasSize(3);
    }

    /// One object is cut off, another is no gzip.
    private void damageRaw() throws IOException {
        try (Stream<Path> files = Files.walk(dap.file(".dap"))) {
            List<Path> objects =
                    files.filter(file -> file.toString().contains("raw-layer"))
                            .filter(file -> file.toString().endsWith(".gz"))
                            .filter(file -> file.toString().contains("DONE_0"))
                            .toList();
            for (Path object : objects) {
                byte[] whole = Files.readAllBytes(object);
                Path cut = object.resolveSibling("cut.json.gz");
                Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
                Files.writeString(
                        object.resolveSibling("plain.json.gz"), SeededProject.TEXT + "\n");
            }
        }
    }

    private void afterwards() {
        List<String> commands =
                List.of(
                        "check",
                        "plan",
                        "status",
                        "runs",
                        "ledger",
                        "ledger --refused",
                        "rejects",
                        "explain few-3",
                        "explain odd-a-0",
                        "explain done-7",
                        "query SELECT CAST(note AS integer) FROM doing_0",
                        "query SELECT amount / (amount - amount) FROM doing_0",
                        "query SELECT json_parse(note) FROM doing_0",
                        "query --on warehouse SELECT CAST(note AS integer) FROM dap_txma_stage.doing_0",
                        "crawl raw",
                        "redrive",
                        "rebuild --dry-run",
                        "backfill odd_1 --from 2026-01-05 --to 2026-01-05",
                        "run");
        for (int i = 0; i < commands.size(); i++) {
            List<String> words = words(commands.get(i));
            if (ALL || i % 2 == 0) {
                call(words);
            }
            if (ALL || i % 2 == 1) {
                call(Stream.concat(words.stream(), Stream.of("--json")).toList());
            }
        }
    }

    /// A query is one word.
    private static List<String> words(String command) {
        int sql = command.indexOf("SELECT");
        return sql < 0
                ? List.of(command.split(" ", -1))
                : Stream.concat(
                                Stream.of(command.substring(0, sql - 1).split(" ", -1)),
                                Stream.of(command.substring(sql)))
                        .toList();
    }

    private void call(List<String> words) {
        Ended ended = dap.call(words.toArray(String[]::new));
        sinks.add(String.join(" ", words), ended.out() + ended.err());
    }

    /// In a process of its own, of which all that it starts is watched.
    private Ended process(String... words) throws Exception {
        Set<String> arguments = ConcurrentHashMap.newKeySet();
        try (DapProcess process =
                dap.start(
                        List.of("-Djava.io.tmpdir=" + temporary),
                        Map.of("TMPDIR", temporary.toString()),
                        words)) {
            while (process.process().isAlive()) {
                process.process()
                        .descendants()
                        .forEach(child -> arguments.add(commandLine(child.pid())));
                process.process().waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            }
            Ended ended = process.end(PATIENCE);
            sinks.add("arguments", String.join("\n", arguments));
            sinks.add(String.join(" ", words) + ": out", ended.out());
            sinks.add(String.join(" ", words) + ": err", ended.err());
            return ended;
        }
    }

    private static String commandLine(long pid) {
        try {
            Path proc = Path.of("/proc", Long.toString(pid));
            return Files.readString(proc.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    + Files.readString(proc.resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }
}
