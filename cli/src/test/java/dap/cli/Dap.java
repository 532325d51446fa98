package dap.cli;

import dap.warehouse.postgres.embedded.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A project in a folder of its own, and the command line over it, called as a user would.
final class Dap implements AutoCloseable {

    /// The last closed day.
    static LocalDate yesterday() {
        return LocalDate.now(ZoneOffset.UTC).minusDays(1);
    }

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private @Nullable EmbeddedServer server;

    private Dap(Path folder) {
        this.folder = folder;
    }

    /// What a command printed, and how it ended.
    record Ended(int exitCode, String out, String err) {
        JsonNode json() {
            return JSON.readTree(out);
        }
    }

    /// A copy of the example project.
    static Dap withExample(Path folder) throws IOException {
        Path example = Path.of("..", "examples", "one-login");
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(example.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return new Dap(folder);
    }

    /// The project that `dap init` makes.
    static Dap withStarter(Path folder) {
        Dap dap = new Dap(folder);
        Ended made = dap.call("init", folder.toString());
        if (made.exitCode() != 0) {
            throw new IllegalStateException(made.err());
        }
        return dap;
    }

    /// A project that is there.
    static Dap over(Path folder) {
        return new Dap(folder);
    }

    /// With a warehouse that need not be made any more.
    Dap withWarehouse() {
        PreparedWarehouse.copyTo(file(".dap/warehouse"));
        return this;
    }

    /// With a warehouse whose server goes on between commands, until [#close]. For tests of what
    /// commands do, not of how the server comes and goes.
    Dap withRunningWarehouse() {
        withWarehouse();
        return whoseWarehouseRuns();
    }

    /// The same over the warehouse that it has.
    Dap whoseWarehouseRuns() {
        server = attachWarehouse();
        return this;
    }

    /// The server of its warehouse: while it is open, commands in this process find it running.
    EmbeddedServer attachWarehouse() {
        return PreparedWarehouse.attach(file(".dap/warehouse"));
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    Path file(String relative) {
        return folder.resolve(relative);
    }

    Ended call(String... words) {
        List<String> line = new ArrayList<>(List.of("--project", folder.toString()));
        line.addAll(List.of(words));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode =
                Main.execute(
                        Terminal.ofStreams(
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8)),
                        line.toArray(String[]::new));
        return new Ended(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    /// Starts the command in a process of its own, which the caller ends or waits for.
    DapProcess start(String... words) throws IOException {
        return start(List.of(), words);
    }

    /// @param environment what stands in the process's environment beside our own
    DapProcess start(Map<String, String> environment, String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of("--project", folder.toString()));
        line.addAll(List.of(words));
        return DapProcess.start(List.of(), environment, line);
    }

    /// @param options for the process's virtual machine
    /// @param environment what stands in the process's environment beside our own
    DapProcess start(List<String> options, Map<String, String> environment, String... words)
            throws IOException {
        List<String> line = new ArrayList<>(List.of("--project", folder.toString()));
        line.addAll(List.of(words));
        return DapProcess.start(options, environment, line);
    }

    /// In a process that sees none of ours, as in another container; where the system permits no
    /// namespaces, in one like ours.
    DapProcess startInAnotherContainer(String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("--project", folder.toString()));
        line.addAll(List.of(words));
        return DapProcess.start(container(), List.of(), Map.of(), line);
    }

    /// @param before a program that starts the process, with its arguments
    DapProcess startBy(List<String> before, String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of("--project", folder.toString()));
        line.addAll(List.of(words));
        return DapProcess.start(before, List.of(), Map.of(), line);
    }

    /// What makes a process one of another container; empty where that is not permitted.
    static List<String> container() throws IOException, InterruptedException {
        for (String user : List.of("--ipc", "--map-root-user")) {
            List<String> unshare =
                    List.of(
                            "unshare",
                            user,
                            "--ipc",
                            "--pid",
                            "--fork",
                            "--kill-child",
                            "--mount-proc");
            List<String> trial = new ArrayList<>(unshare);
            trial.add("true");
            if (new ProcessBuilder(trial).start().waitFor() == 0) {
                return unshare;
            }
        }
        return List.of();
    }

    /// @param options for the process's virtual machine
    DapProcess start(List<String> options, String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of("--project", folder.toString()));
        line.addAll(List.of(words));
        return DapProcess.start(options, line);
    }

    /// Ingests lines as if they had arrived yesterday.
    Ended ingest(String... lines) throws IOException {
        Path input = Files.createTempFile("events", ".jsonl");
        Files.writeString(input, String.join("\n", lines) + "\n");
        try {
            return call(
                    "ingest", "--arrival-day", yesterday().toString(), "--json", input.toString());
        } finally {
            Files.delete(input);
        }
    }

    /// The first value of the only row of a query.
    String ask(String side, String sql) {
        JsonNode rows = call("query", "--on", side, "--json", sql).json();
        return rows.get(0).iterator().next().asString();
    }
}
