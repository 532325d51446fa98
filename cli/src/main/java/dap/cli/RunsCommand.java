package dap.cli;

import dap.catalog.RunRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `dap runs`.
@Command(name = "runs", description = "What ran, the newest first.")
final class RunsCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    int limit = 20;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        try (Session session = dap.openSession()) {
            List<RunRecord> runs = session.catalog().runs().runs(limit);
            if (dap.options.json) {
                dap.terminal()
                        .out()
                        .println(Json.text(runs.stream().map(RunsCommand::json).toList()));
                return 0;
            }
            if (runs.isEmpty()) {
                dap.terminal().out().println("Nothing has run yet. Try: dap run");
                return 0;
            }
            TextTable table = new TextTable("run", "as of", "started", "took", "status");
            for (RunRecord run : runs) {
                table.add(run.id(), run.asOf(), run.startedAt(), took(run), status(run));
            }
            table.lines().forEach(dap.terminal().out()::println);
            return 0;
        }
    }

    /// A run without an end goes on, or its process was killed.
    static String status(RunRecord run) {
        return run.status().orElse("UNFINISHED");
    }

    private static String took(RunRecord run) {
        return run.endedAt()
                .map(end ->
                        "%.1f s"
                                .formatted(
                                        Duration.between(run.startedAt(), end).toMillis() / 1000.0))
                .orElse("-");
    }

    static Map<String, @Nullable Object> json(RunRecord run) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("runId", run.id());
        json.put("status", status(run));
        json.put("asOf", run.asOf().toString());
        json.put("startedAt", run.startedAt().toString());
        json.put("endedAt", run.endedAt().map(Object::toString).orElse(null));
        return json;
    }
}
