package dap.run;

import dap.catalog.Catalog;
import dap.errors.DapException;
import dap.project.Project;
import dap.step.ingest.IngestsInRaw;
import dap.step.stage.StageRecovery;
import dap.store.LakeLayout;
import dap.store.Listing;
import dap.store.RunLock;
import dap.warehouse.Warehouse;
import java.time.InstantSource;
import java.util.List;

/// Catalog, STAGE and star started over: all that is known of them is given up, and the next run
/// makes them from RAW alone. RAW and the rejects stay as they are.
///
/// Killed in the middle, no run begins until the same was done again.
public final class Rebuild {

    private final Project project;
    private final LakeLayout layout;
    private final Catalog catalog;
    private final Warehouse warehouse;
    private final InstantSource clock;

    public Rebuild(
            Project project,
            LakeLayout layout,
            Catalog catalog,
            Warehouse warehouse,
            InstantSource clock) {
        this.project = project;
        this.layout = layout;
        this.catalog = catalog;
        this.warehouse = warehouse;
        this.clock = clock;
    }

    /// What is given up.
    ///
    /// @param stageFiles on the disk
    /// @param facts removed from the star
    public record GivenUp(long stageFiles, long facts) {}

    /// Gives it all up.
    ///
    /// @throws DapException `LAKE_HELD` if a run holds the lake
    public GivenUp begin() {
        try (RunLock _ = RunLock.acquire(layout, "rebuild", clock.instant())) {
            Recovery.finishWhatWasInterrupted(catalog, layout);
            boolean hasStar =
                    project.sources().stream()
                            .anyMatch(source -> !source.warehouse().families().isEmpty());
            project.sources().forEach(source -> IngestsInRaw.enter(layout, source.name(), catalog));
            List<String> staged = stageFiles(project, layout);
            // First: it may be refused, and then everything is as it was. Killed after it, a run
            // finds
            // a warehouse that has forgotten what the catalog knows, and says so.
            long facts = hasStar ? warehouse.giveUp(catalog.lakeId()) : 0;
            catalog.beginRebuild(staged);
            StageRecovery.removeReplaced(catalog, layout);
            catalog.stage().forgetReplaced(catalog.stage().replaced());
            catalog.endRebuild();
            return new GivenUp(staged.size(), facts);
        }
    }

    /// Keys of all files of the STAGE layers, known to the catalog or not: what [#begin] gives up.
    public static List<String> stageFiles(Project project, LakeLayout layout) {
        return project.sources().stream()
                .map(source -> layout.stageLayer(source.name()))
                .flatMap(layer -> Listing.filesBelow(layer).stream())
                .filter(file -> file.toString().endsWith(".parquet"))
                .map(layout::keyOf)
                .toList();
    }
}
