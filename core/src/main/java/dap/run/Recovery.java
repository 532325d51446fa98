package dap.run;

import dap.catalog.Catalog;
import dap.query.ProjectTables;
import dap.step.conform.ConformStep;
import dap.step.ingest.IngestRecovery;
import dap.step.stage.StageRecovery;
import dap.store.LakeLayout;
import dap.store.WorkFolder;
import java.util.List;

/// Finishes what a killed process began: committed and unpublished is renamed on, temporary and
/// uncommitted is deleted.
public final class Recovery {

    /// The purpose of work folders that engines spill to.
    public static final String ENGINE_WORK = "engine";

    private static final List<String> TEMPORARY =
            List.of(ProjectTables.WORK, ENGINE_WORK, ConformStep.BATCH);

    private Recovery() {}

    /// Called by whoever holds the lake, before anything is planned.
    public static void finishWhatWasInterrupted(Catalog catalog, LakeLayout layout) {
        new IngestRecovery(layout, catalog.raw()).recover();
        WorkFolder.sweep(layout, Run.WORK, new StageRecovery(catalog, layout)::publishCommitted);
        sweepTemporary(layout);
    }

    /// Deletes files of dead processes that can never be committed: what engines wrote, copies of
    /// lines, rows on their way to the warehouse. Any command may, at any time.
    public static void sweepTemporary(LakeLayout layout) {
        TEMPORARY.forEach(purpose -> WorkFolder.sweep(layout, purpose, () -> {}));
    }
}
