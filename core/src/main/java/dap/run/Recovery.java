package dap.run;

import dap.catalog.Catalog;
import dap.query.ProjectTables;
import dap.step.ingest.IngestRecovery;
import dap.step.stage.StageRecovery;
import dap.store.LakeLayout;
import dap.store.WorkFolder;

/// Finishes what a killed process began: committed and unpublished is renamed on, aside and
/// uncommitted is deleted.
public final class Recovery {

    /// The purpose of work folders that engines spill to.
    public static final String ENGINE_WORK = "engine";

    private Recovery() {}

    /// Called by whoever holds the lake, before anything is planned.
    public static void finishWhatWasInterrupted(Catalog catalog, LakeLayout layout) {
        new IngestRecovery(layout, catalog.raw()).recover();
        WorkFolder.sweep(layout, Run.WORK, new StageRecovery(catalog, layout)::publishCommitted);
        WorkFolder.sweep(layout, ProjectTables.WORK, () -> {});
        WorkFolder.sweep(layout, ENGINE_WORK, () -> {});
    }
}
