package dap.cli;

import dap.model.FamilyName;
import dap.run.RunListener;
import dap.run.RunResult.EventResult;
import dap.run.RunResult.WarehouseResult;

/// How far a run is, in one line.
final class ProgressLine implements RunListener {

    private final Terminal terminal;
    private long statements;
    private long statementsDone;
    private long lines;
    private long linesDone;
    private int families;
    private int familiesConformed;

    ProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void started(String runId, int howMany) {
        families = howMany;
        terminal.progress("run %s: reading what is new in RAW".formatted(runId));
    }

    @Override
    public synchronized void planned(FamilyName family, int howMany, long howManyLines) {
        statements += howMany;
        lines += howManyLines;
    }

    @Override
    public synchronized void staged(FamilyName family, long howManyLines) {
        statementsDone++;
        linesDone += howManyLines;
        terminal.progress(
                "stage: %,d of %,d lines, %d of %d statements (%s)"
                        .formatted(linesDone, lines, statementsDone, statements, family));
    }

    @Override
    public synchronized void eventEnded(FamilyName family, EventResult result) {
        if (result.status().needsAttention()) {
            terminal.clearProgress();
            String how = result.status().isFailure() ? "failed: " : "incomplete: ";
            terminal.err().println(terminal.toned(Terminal.Tone.BAD, how) + result.event());
        }
    }

    @Override
    public synchronized void noted(String note) {
        terminal.clearProgress();
        terminal.err().println(terminal.toned(Terminal.Tone.QUIET, "note: " + note));
    }

    @Override
    public synchronized void warehouseEnded(FamilyName family, WarehouseResult result) {
        familiesConformed++;
        terminal.progress(
                "conform: %d of %d families (%s)".formatted(familiesConformed, families, family));
    }
}
