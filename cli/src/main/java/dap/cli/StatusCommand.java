package dap.cli;

import dap.catalog.RunRecord;
import dap.catalog.TaskRecord;
import dap.cli.Terminal.Tone;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.ledger.Ledger;
import dap.ledger.ObjectRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `dap status`.
@Command(
        name = "status",
        description =
                "How a run went (default: the last one): what failed, and why; and which RAW objects are not as they"
                        + " should be. Ends with 1 if there are such of events that are loaded.")
final class StatusCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "The run's id, as 'dap runs' shows it.")
    @Nullable String runId;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        try (Session session = dap.openSession()) {
            Optional<RunRecord> found = find(session);
            if (found.isEmpty()) {
                dap.terminal()
                        .out()
                        .println(dap.options.json ? "{}" : "Nothing has run yet. Try: dap run");
                return 0;
            }
            List<ObjectRow> objects =
                    runId == null
                            ? Ledger.objects(session.project(), session.catalog())
                            : List.of();
            RunRecord run = found.get();
            List<TaskRecord> tasks = session.catalog().runs().tasks(run.id());
            if (dap.options.json) {
                Map<String, @Nullable Object> json = RunsCommand.json(run);
                json.put("tasks", tasks.stream().map(StatusCommand::json).toList());
                json.put("objects", objects);
                dap.terminal().out().println(Json.text(json));
            } else {
                print(dap.terminal(), run, tasks);
                LedgerCommand.printObjects(dap.terminal(), objects);
            }
            return objects.stream().anyMatch(ObjectRow::enabled) ? 1 : 0;
        }
    }

    private Optional<RunRecord> find(Session session) {
        if (runId == null) {
            return session.catalog().runs().runs(1).stream().findFirst();
        }
        Optional<RunRecord> found = session.catalog().runs().findRun(runId);
        if (found.isEmpty()) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "There is no run %s.".formatted(runId),
                    "'dap runs' lists them.");
        }
        return found;
    }

    private static void print(Terminal terminal, RunRecord run, List<TaskRecord> tasks) {
        terminal.out()
                .println(
                        "run %s as of %s: %s"
                                .formatted(run.id(), run.asOf(), RunsCommand.status(run)));
        TextTable table = new TextTable("family", "step", "event", "status", "rows");
        for (TaskRecord task : tasks) {
            table.add(
                    task.family(),
                    task.step(),
                    task.event(),
                    task.status().orElse("UNFINISHED"),
                    task.rows());
        }
        if (!table.isEmpty()) {
            terminal.out().println();
            table.lines().forEach(terminal.out()::println);
        }
        for (TaskRecord task : tasks) {
            task.error()
                    .ifPresent(error ->
                            terminal.out()
                                    .println(
                                            terminal.toned(
                                                            Tone.BAD,
                                                            "%n%s %s: "
                                                                    .formatted(
                                                                            task.step(),
                                                                            task.event().isEmpty()
                                                                                    ? task.family()
                                                                                    : task.event()))
                                                    + error));
        }
    }

    private static Map<String, @Nullable Object> json(TaskRecord task) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("family", task.family());
        json.put("step", task.step());
        json.put("event", task.event().isEmpty() ? null : task.event());
        json.put("status", task.status().orElse("UNFINISHED"));
        json.put("rows", task.rows());
        json.put("error", task.error().orElse(null));
        return json;
    }
}
