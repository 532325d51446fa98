package dap.run;

import dap.catalog.Catalog;
import dap.step.ingest.IngestRecovery;
import dap.step.stage.StageRecovery;
import dap.store.LakeLayout;
import dap.store.WorkFolder;

/// Finishes what a killed process began: committed and unpublished is renamed on, aside and
/// uncommitted is deleted.
public final class Recovery {

    private Recovery() {}

    public static void finishWhatWasInterrupted(Catalog catalog, LakeLayout layout) {
        WorkFolder.sweep(
                layout,
                () -> {
                    new IngestRecovery(catalog, layout).publishCommitted();
                    new StageRecovery(catalog, layout).publishCommitted();
                });
    }
}
