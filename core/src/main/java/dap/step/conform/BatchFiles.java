package dap.step.conform;

import dap.catalog.StageFile;
import dap.engine.StagedFile;
import dap.model.Column;
import dap.store.LakeLayout;
import dap.warehouse.ConformBatch.BatchFile;
import dap.warehouse.LandingTable;
import java.util.List;

/// The catalog's STAGE files as the engine and the warehouse know them.
final class BatchFiles {

    private BatchFiles() {}

    static StagedFile staged(StageFile file, LakeLayout layout) {
        return new StagedFile(file.id(), layout.pathOf(file.dataFile().key()), file.part());
    }

    static List<String> columns(LandingTable landing) {
        return landing.columns().stream().map(Column::hiveName).toList();
    }

    static BatchFile of(StageFile file) {
        return new BatchFile(
                file.id(),
                file.key(),
                file.event().wireName(),
                file.arrivalDay(),
                file.processedDate(),
                file.rows());
    }
}
