package dap.step.stage;

import dap.catalog.Catalog;
import dap.engine.LakeEngine;
import dap.plan.CompactionTask;
import dap.sql.tree.LakeTable;
import dap.step.stage.Merging.Merged;
import dap.store.LakeLayout;
import dap.store.Publication;
import dap.store.WorkFolder;
import java.util.List;

/// Puts the rows of small STAGE files of a partition into one, under the same commit as a stage's:
/// written to a temporary path and synced, recorded by one catalog transaction, renamed into place;
/// then what it came in the place of is deleted.
public final class CompactStep {

    private final Catalog catalog;
    private final LakeLayout layout;
    private final WorkFolder work;
    private final Merging merging;

    public CompactStep(Catalog catalog, LakeLayout layout, WorkFolder work, LakeEngine engine) {
        this.catalog = catalog;
        this.layout = layout;
        this.work = work;
        this.merging = new Merging(layout, work, engine);
    }

    /// @param table the STAGE table of the task's files
    /// @return bytes of the file that was made
    public long compact(LakeTable table, CompactionTask task) {
        Merged merged = merging.merge(table, task.stageFiles());
        try {
            long id = catalog.compaction().commit(merged.commit());
            Publication.publish(List.of(merged.move()));
            catalog.compaction().markPublished(id);
        } catch (RuntimeException e) {
            // It may be committed: then the next run renames it on, or else deletes it.
            work.keep();
            throw e;
        }
        StageRecovery.removeReplaced(catalog, layout);
        return merged.move().bytes();
    }
}
