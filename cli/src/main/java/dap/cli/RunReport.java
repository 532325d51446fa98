package dap.cli;

import dap.cli.Terminal.Tone;
import dap.run.RunResult;
import dap.run.RunResult.EventResult;
import dap.run.RunResult.FamilyResult;
import dap.run.Status;

/// A run's result in words.
final class RunReport {

    private final Terminal terminal;

    RunReport(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(RunResult result) {
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
        for (FamilyResult family : result.families()) {
            printErrors(family);
        }
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
        return failed ? Status.FAILED : staged ? Status.SUCCEEDED : Status.UP_TO_DATE;
    }

    private void printErrors(FamilyResult family) {
        for (EventResult event : family.events()) {
            if (event.error() != null) {
                terminal.out()
                        .println(
                                terminal.toned(Tone.BAD, "%n%s: ".formatted(event.event()))
                                        + event.error());
            }
        }
        if (family.warehouse().error() != null) {
            terminal.out()
                    .println(
                            terminal.toned(Tone.BAD, "%n%s, warehouse: ".formatted(family.family()))
                                    + family.warehouse().error());
        }
    }

    String toned(Status status) {
        Tone tone =
                switch (status) {
                    case SUCCEEDED, UP_TO_DATE -> Tone.GOOD;
                    case FAILED, UNKNOWN -> Tone.BAD;
                    case PARTIAL, HELD_BACK, SKIPPED -> Tone.CAUTION;
                };
        return terminal.toned(tone, status.name());
    }
}
