package dap.step.stage;

import dap.catalog.Catalog;
import dap.catalog.StageFile;
import dap.store.LakeLayout;
import dap.store.Publication;
import dap.store.Publication.Move;
import java.util.List;

/// Renames committed STAGE files into place that a killed run left aside.
public final class StageRecovery {

    private final Catalog catalog;
    private final LakeLayout layout;

    public StageRecovery(Catalog catalog, LakeLayout layout) {
        this.catalog = catalog;
        this.layout = layout;
    }

    public void publishCommitted() {
        for (StageFile file : catalog.stage().unpublished()) {
            Publication.publish(
                    List.of(
                            new Move(
                                    layout.pathOf(file.asideKey()),
                                    layout.pathOf(file.key()),
                                    file.bytes())));
            catalog.stage().markPublished(file.id());
        }
    }
}
