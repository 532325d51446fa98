package dap.cli;

import dap.cli.Terminal.Tone;
import dap.model.FamilyName;
import dap.plan.CompactionTask;
import dap.run.Compaction;
import dap.run.Compaction.Compacted;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `dap compact`.
@Command(
        name = "compact",
        description =
                "Puts small STAGE files of the same partition together. Runs do so too, a day later, where a partition has"
                        + " many.")
final class CompactCommand implements Callable<Integer> {

    private static final double MEGABYTE = 1e6;

    @ParentCommand @Nullable Main main;

    @Parameters(
            paramLabel = "FAMILY",
            arity = "0..*",
            description = "Only these families (default: all).")
    List<String> families = List.of();

    @Option(names = "--dry-run", description = "Show what would be done, and change nothing.")
    boolean dryRun;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        Set<FamilyName> names = new LinkedHashSet<>();
        families.forEach(family -> names.add(new FamilyName(family)));
        try (Session session = dap.openSession()) {
            if (dryRun) {
                show(dap, session.newCompaction().plan(names));
            } else {
                say(dap, session.newCompaction().compact(names, progress(dap.terminal())));
            }
            return 0;
        }
    }

    private static Compaction.Progress progress(Terminal terminal) {
        return (tasks, ofTasks) ->
                terminal.progress("compact: %,d of %,d partitions".formatted(tasks, ofTasks));
    }

    private static void show(Main dap, List<CompactionTask> tasks) {
        Terminal terminal = dap.terminal();
        if (dap.options.json) {
            terminal.out()
                    .println(
                            Json.text(
                                    Map.of(
                                            "tasks",
                                            tasks.stream().map(CompactCommand::json).toList())));
            return;
        }
        if (tasks.isEmpty()) {
            terminal.out().println("No partition has several small STAGE files.");
            return;
        }
        TextTable table =
                new TextTable("family", "event", "processed date", "files", "rows", "bytes");
        tasks.forEach(task ->
                table.add(
                        task.first().family(),
                        task.first().event(),
                        task.first().processedDate(),
                        task.dataFiles().size(),
                        task.rows(),
                        task.bytes()));
        table.lines().forEach(terminal.out()::println);
        terminal.out().println();
        terminal.out()
                .println(
                        terminal.toned(Tone.CAUTION, "Nothing was changed.")
                                + " The same without --dry-run makes one file of each line's.");
    }

    private static Map<String, Object> json(CompactionTask task) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("family", task.first().family().name());
        json.put("event", task.first().event().name());
        json.put("processedDate", task.first().processedDate());
        json.put("files", task.dataFiles().size());
        json.put("rows", task.rows());
        json.put("bytes", task.bytes());
        return json;
    }

    private static void say(Main dap, Compacted compacted) {
        Terminal terminal = dap.terminal();
        terminal.clearProgress();
        if (dap.options.json) {
            terminal.out().println(Json.text(compacted));
        } else if (compacted.into() == 0) {
            terminal.out().println("No partition has several small STAGE files.");
        } else {
            terminal.out()
                    .println(
                            "%,d STAGE files were put together into %,d: %,.1f MB where there were %,.1f MB."
                                    .formatted(
                                            compacted.files(),
                                            compacted.into(),
                                            compacted.bytesAfter() / MEGABYTE,
                                            compacted.bytesBefore() / MEGABYTE));
        }
    }
}
