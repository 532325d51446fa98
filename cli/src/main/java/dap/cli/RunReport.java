package dap.cli;

import dap.catalog.TaskRecord;
import dap.cli.Terminal.Tone;
import dap.run.RunResult;
import dap.run.RunResult.EventResult;
import dap.run.RunResult.FamilyResult;
import dap.run.Status;
import java.util.List;

/// A run's result in words.
final class RunReport {

    private final Terminal terminal;

    RunReport(Terminal terminal) {
        this.terminal = terminal;
    }

    /// @param tasks of the run, from the journal: their errors have the mend
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
        if (family.status() == Status.SKIPPED) {
            return Status.SKIPPED;
        }
        boolean failed =
                family.warehouse().status() == Status.HELD_BACK
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

    private void printErrors(RunResult result, List<TaskRecord> tasks) {
        for (TaskRecord task : tasks) {
            String what = task.event().isEmpty() ? task.family() : task.event();
            task.error().ifPresent(error -> printError(what + ", " + task.step(), error));
        }
        for (FamilyResult family : result.families()) {
            String error = family.warehouse().error();
            boolean said =
                    tasks.stream()
                            .anyMatch(task ->
                                    task.family().equals(family.family())
                                            && task.error().isPresent());
            if (error != null && !said) {
                printError(family.family(), error);
            }
        }
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
                    case PARTIAL, INCOMPLETE, HELD_BACK, SKIPPED -> Tone.CAUTION;
                };
        return terminal.toned(tone, status.name());
    }
}
