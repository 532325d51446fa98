package dap.run;

import dap.model.FamilyName;
import dap.run.RunResult.EventResult;
import dap.run.RunResult.WarehouseResult;

/// Hears how a run goes, for a progress display; called from several threads.
public interface RunListener {

    /// Hears nothing.
    RunListener NONE = new RunListener() {};

    /// The run has its lock.
    default void started(String runId, int families) {}

    /// A family's plan is made.
    default void planned(FamilyName family, int statements, long lines) {}

    /// A statement was committed.
    default void staged(FamilyName family, long lines) {}

    /// Something that is no fault and that somebody should know.
    default void noted(String note) {}

    default void eventEnded(FamilyName family, EventResult result) {}

    default void warehouseEnded(FamilyName family, WarehouseResult result) {}
}
