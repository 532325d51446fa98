package dap.step.stage;

import dap.catalog.CompactionCommit;
import dap.catalog.DataFile;
import dap.catalog.StageFile;
import dap.engine.LakeEngine;
import dap.engine.StagedFile;
import dap.engine.Written;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.sql.tree.LakeTable;
import dap.store.LakeLayout;
import dap.store.Publication.Move;
import dap.store.WorkFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/// Writes the rows of STAGE files of one partition into one temporary file.
final class Merging {

    private final LakeLayout layout;
    private final WorkFolder work;
    private final LakeEngine engine;

    Merging(LakeLayout layout, WorkFolder work, LakeEngine engine) {
        this.layout = layout;
        this.work = work;
        this.engine = engine;
    }

    /// A file that is written and not committed.
    record Merged(CompactionCommit commit, Move move) {}

    /// @throws DapException `STORE_UNAVAILABLE` if they do not hold as many rows as were committed
    Merged merge(LakeTable table, List<StageFile> files) {
        String name = "compacted-" + UUID.randomUUID() + ".parquet";
        Path temporary = work.newFile(name);
        Path target = layout.pathOf(files.getFirst().key()).resolveSibling(name);
        Written written = engine.merge(table, files.stream().map(this::staged).toList(), temporary);
        long committed = files.stream().mapToLong(StageFile::rows).sum();
        if (written.rows() != committed) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "%d files in %s hold %d rows, but %d were committed: somebody changed them."
                            .formatted(files.size(), target.getParent(), written.rows(), committed),
                    "Restore them from a copy of the lake, or restage their days with 'dap backfill'.");
        }
        work.sync();
        return new Merged(
                new CompactionCommit(
                        new DataFile(
                                layout.keyOf(temporary), layout.keyOf(target), written.bytes()),
                        files.stream().map(StageFile::id).toList()),
                new Move(temporary, target, written.bytes()));
    }

    private StagedFile staged(StageFile file) {
        return new StagedFile(file.id(), layout.pathOf(file.dataFile().key()), file.part());
    }
}
