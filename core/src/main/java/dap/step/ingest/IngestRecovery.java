package dap.step.ingest;

import dap.catalog.Ingest;
import dap.catalog.RawCatalog;
import dap.store.LakeLayout;
import dap.store.Publication;
import dap.store.WorkFolder;
import java.util.List;

/// Finishes ingests that were interrupted: what is committed is moved into place, what is not is
/// deleted.
public final class IngestRecovery {

    /// The work folders of ingests.
    static final String PURPOSE = "ingest";

    private final LakeLayout layout;
    private final RawCatalog catalog;

    public IngestRecovery(LakeLayout layout, RawCatalog catalog) {
        this.layout = layout;
        this.catalog = catalog;
    }

    /// To be called before anything reads RAW. Ingests of living processes are not disturbed.
    ///
    /// @throws dap.errors.DapException `STORE_UNAVAILABLE` if a committed file is gone
    public void recover() {
        WorkFolder.sweep(layout, PURPOSE, this::publishCommitted);
    }

    private void publishCommitted() {
        for (Ingest ingest : catalog.unpublishedIngests()) {
            publish(ingest.id());
        }
    }

    /// Moves the files of a committed ingest into their places; those that are there stay.
    void publish(long ingestId) {
        List<Publication.Move> moves =
                catalog.dataFiles(ingestId).stream()
                        .map(file ->
                                new Publication.Move(
                                        layout.pathOf(file.temporaryKey()),
                                        layout.pathOf(file.key()),
                                        file.bytes()))
                        .toList();
        Publication.publish(moves);
        catalog.markPublished(ingestId);
    }
}
