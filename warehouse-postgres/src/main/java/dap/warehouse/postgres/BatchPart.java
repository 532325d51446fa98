package dap.warehouse.postgres;

import dap.warehouse.ConformBatch;
import dap.warehouse.ConformBatch.BatchFile;
import dap.warehouse.ConformBatch.Fallbacks;
import dap.warehouse.LandingTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files of a batch that one CSV holds: those that are new, as part 0, and those of each family
/// whose copies may come forward.
///
/// @param isCalled whether the family's procedure is called for what comes forward
record BatchPart(
        int number, LandingTable table, List<BatchFile> files, Path csv, boolean isCalled) {

    static List<BatchPart> of(ConformBatch batch) {
        List<BatchPart> parts = new ArrayList<>();
        parts.add(new BatchPart(0, batch.landing(), batch.files(), batch.csv(), true));
        for (Fallbacks fallbacks : batch.replaced().fallbacks()) {
            parts.add(
                    new BatchPart(
                            parts.size(),
                            fallbacks.landing(),
                            fallbacks.files(),
                            fallbacks.csv(),
                            fallbacks.isCalled()));
        }
        return List.copyOf(parts);
    }

    String family() {
        return table.family().name();
    }

    /// The temporary table with its rows.
    String copies() {
        return "dap_copy_" + number;
    }

    long rows() {
        return files.stream().mapToLong(BatchFile::rows).sum();
    }
}
