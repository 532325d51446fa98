package dap.step.stage;

import dap.catalog.Catalog;
import dap.catalog.DataFile;
import dap.catalog.StageFile;
import dap.store.LakeLayout;
import dap.store.Publication;
import dap.store.Publication.Move;
import dap.store.StoreFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Renames committed STAGE files into place that a killed run left unpublished, and removes those
/// that they replace.
public final class StageRecovery {

    private final Catalog catalog;
    private final LakeLayout layout;

    public StageRecovery(Catalog catalog, LakeLayout layout) {
        this.catalog = catalog;
        this.layout = layout;
    }

    public void publishCommitted() {
        for (StageFile file : catalog.stage().unpublished()) {
            publish(file.dataFile());
            catalog.stage().markPublished(file.id());
        }
        catalog.compaction()
                .unpublished()
                .forEach((id, file) -> {
                    publish(file);
                    catalog.compaction().markPublished(id);
                });
        removeReplaced(catalog, layout);
    }

    private void publish(DataFile file) {
        Publication.publish(
                List.of(
                        new Move(
                                layout.pathOf(file.temporaryKey()),
                                layout.pathOf(file.key()),
                                file.bytes())));
    }

    /// Removes the files in whose place others have been published.
    public static void removeReplaced(Catalog catalog, LakeLayout layout) {
        for (String key : catalog.compaction().removable()) {
            Path file = layout.pathOf(key);
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw StoreFailure.writing(file, e);
            }
            catalog.compaction().markRemoved(key);
        }
    }
}
