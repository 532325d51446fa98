package dap.cli;

import dap.catalog.TaskRecord;
import dap.cli.Terminal.Tone;
import dap.run.RunResult;
import dap.run.RunResult.EventResult;
import dap.run.RunResult.FamilyResult;
import dap.run.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A run's result in words.
final class RunReport {

    private static final int NAMES_SHOWN = 3;

    private final Terminal terminal;

    RunReport(Terminal terminal) {
        this.terminal = terminal;
    }

    /// @param tasks of the run, from the journal: their errors have the hint
    void print(RunResult result, List<TaskRecord> tasks) {
        TextTable table = new TextTable("family", "stage", "rows", "warehouse", "rows");
        for (FamilyResult family : result.families()) {
            table.add(
                    family.family(),
                    stageStatus(family),
                    family.events().stream().mapToLong(EventResult::rows).sum(),
                    family.warehouse().status(),
                    family.warehouse().rows());
        }
        table.lines().forEach(terminal.out()::println);
        printErrors(result, tasks);
        terminal.out().println();
        terminal.out().println("run %s: %s".formatted(result.runId(), toned(result.status())));
    }

    private static Status stageStatus(FamilyResult family) {
        if (family.status() == Status.DISABLED) {
            return Status.DISABLED;
        }
        boolean failed =
                family.warehouse().status() == Status.UPSTREAM_FAILED
                        || family.events().stream().anyMatch(event -> event.status().isFailure());
        boolean staged =
                family.events().stream().anyMatch(event -> event.status() == Status.SUCCEEDED);
        if (!failed
                && family.events().stream()
                        .anyMatch(event -> event.status() == Status.INCOMPLETE)) {
            return Status.INCOMPLETE;
        }
        return failed ? Status.FAILED : staged ? Status.SUCCEEDED : Status.UP_TO_DATE;
    }

    /// One cause is said once, with all that it struck.
    private void printErrors(RunResult result, List<TaskRecord> tasks) {
        Map<String, List<String>> struck = new LinkedHashMap<>();
        for (TaskRecord task : tasks) {
            String what = task.event().isEmpty() ? task.family() : task.event();
            task.error()
                    .ifPresent(error ->
                            struck.computeIfAbsent(error, _ -> new ArrayList<>())
                                    .add(what + ", " + task.step()));
        }
        for (FamilyResult family : result.families()) {
            String error = family.warehouse().error();
            boolean said =
                    tasks.stream()
                            .anyMatch(task ->
                                    task.family().equals(family.family())
                                            && task.error().isPresent());
            if (error != null && !said) {
                struck.computeIfAbsent(error, _ -> new ArrayList<>()).add(family.family());
            }
        }
        struck.forEach((error, what) -> printError(shortened(what), error));
    }

    private static String shortened(List<String> what) {
        List<String> others = what.subList(1, what.size());
        if (others.isEmpty()) {
            return what.getFirst();
        }
        String names =
                others.stream()
                        .limit(NAMES_SHOWN)
                        .map(name -> name.replaceFirst(",.*", ""))
                        .collect(Collectors.joining(", "));
        return "%s and %,d more (%s%s)"
                .formatted(
                        what.getFirst(),
                        others.size(),
                        names,
                        others.size() > NAMES_SHOWN ? ", …" : "");
    }

    private void printError(String what, String error) {
        terminal.out().println();
        terminal.out().println(terminal.toned(Tone.BAD, what + ": ") + error);
    }

    String toned(Status status) {
        Tone tone =
                switch (status) {
                    case SUCCEEDED, UP_TO_DATE -> Tone.GOOD;
                    case FAILED, UNKNOWN -> Tone.BAD;
                    case PARTIAL, INCOMPLETE, UPSTREAM_FAILED, DISABLED -> Tone.CAUTION;
                };
        return terminal.toned(tone, status.name());
    }
}
