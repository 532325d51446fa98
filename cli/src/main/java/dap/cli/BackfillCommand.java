package dap.cli;

import dap.cli.Terminal.Tone;
import dap.model.DaysOfEvent;
import dap.model.EventName;
import dap.run.Backfill;
import dap.run.DayChange;
import dap.run.DayChange.SumChange;
import dap.run.RunRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `dap backfill`.
@Command(
        name = "backfill",
        description =
                "Restages an event's days, in place of what was there, and takes them to the star: after its DML"
                        + " changed, or an object that was staged.")
final class BackfillCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Parameters(paramLabel = "EVENT", description = "The event's name.")
    String event = "";

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DAY",
            description = "The first arrival day.")
    LocalDate from = LocalDate.EPOCH;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DAY",
            description = "The last arrival day.")
    LocalDate to = LocalDate.EPOCH;

    @Option(
            names = "--dry-run",
            description = "Show what would change in STAGE, and change nothing.")
    boolean dryRun;

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            description = "What now() returns; days before its day are closed (default: now).")
    @Nullable Instant asOf;

    @Option(names = "--stage-only", description = "Stop before the warehouse.")
    boolean stageOnly;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        try (Session session = dap.openSession()) {
            DaysOfEvent days =
                    new DaysOfEvent(new EventName(event.toLowerCase(Locale.ROOT)), from, to);
            RunRequest request =
                    Backfill.of(
                            session.project(),
                            days,
                            asOf == null ? session.clock().instant() : asOf,
                            stageOnly ? RunRequest.Reach.STAGE : RunRequest.Reach.CONFORMED);
            if (!dryRun) {
                return RunCommand.execute(dap, session, request);
            }
            List<DayChange> changes = session.newBackfillDryRun().run(request);
            if (dap.options.json) {
                dap.terminal().out().println(Json.text(Map.of("days", json(changes))));
            } else {
                print(dap.terminal(), changes);
            }
            return 0;
        }
    }

    private static void print(Terminal terminal, List<DayChange> changes) {
        if (changes.isEmpty()) {
            terminal.out().println("RAW has nothing of these days.");
            return;
        }
        TextTable table =
                new TextTable("day", "rows now", "rows after", "added", "removed", "changed");
        changes.forEach(change ->
                table.add(
                        change.day(),
                        change.rowsBefore(),
                        change.rowsAfter(),
                        change.added(),
                        change.removed(),
                        change.changed()));
        table.lines().forEach(terminal.out()::println);
        TextTable sums = new TextTable("day", "column", "sum now", "sum after");
        changes.forEach(change ->
                change.sums()
                        .forEach(sum ->
                                sums.add(
                                        change.day(),
                                        sum.column(),
                                        number(sum.before()),
                                        number(sum.after()))));
        if (!sums.isEmpty()) {
            terminal.out().println();
            sums.lines().forEach(terminal.out()::println);
        }
        terminal.out().println();
        terminal.out()
                .println(
                        terminal.toned(Tone.CAUTION, "Nothing was changed.")
                                + " The same without --dry-run does it.");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? "%,.0f".formatted(value) : Double.toString(value);
    }

    private static List<Map<String, Object>> json(List<DayChange> changes) {
        return changes.stream()
                .map(change -> {
                    Map<String, Object> day = new LinkedHashMap<>();
                    day.put("day", change.day().toString());
                    day.put("rowsBefore", change.rowsBefore());
                    day.put("rowsAfter", change.rowsAfter());
                    day.put("added", change.added());
                    day.put("removed", change.removed());
                    day.put("changed", change.changed());
                    Map<String, Object> sums = new LinkedHashMap<>();
                    for (SumChange sum : change.sums()) {
                        sums.put(sum.column(), List.of(sum.before(), sum.after()));
                    }
                    day.put("sums", sums);
                    return day;
                })
                .toList();
    }
}
