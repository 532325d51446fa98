package dap.run;

import dap.engine.LakeEngine;
import dap.engine.StagedFile;
import dap.engine.Written;
import dap.model.RowSink;
import dap.sql.BoundInsert;
import dap.sql.BoundQuery;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import dev.failsafe.FailsafeExecutor;
import java.nio.file.Path;
import java.util.List;

/// Repeats what may pass. A failed insert, unload or merge leaves no file behind, so all can be
/// repeated; a query cannot, as its rows may have been handed on.
final class RetryingLakeEngine implements LakeEngine {

    private final LakeEngine engine;
    private final FailsafeExecutor<Object> retries;

    RetryingLakeEngine(LakeEngine engine, FailsafeExecutor<Object> retries) {
        this.engine = engine;
        this.retries = retries;
    }

    @Override
    public int loads(int slots) {
        return engine.loads(slots);
    }

    @Override
    public void show(LakeTable table, List<TableFile> files) {
        retries.run(() -> engine.show(table, files));
    }

    @Override
    public String explain(BoundInsert insert) {
        return engine.explain(insert);
    }

    @Override
    public String explain(BoundQuery query) {
        return engine.explain(query);
    }

    @Override
    public Written insert(BoundInsert insert, List<Path> objects, Path temporary) {
        return retries.get(() -> engine.insert(insert, objects, temporary));
    }

    @Override
    public void query(BoundQuery query, RowSink rows) {
        engine.query(query, rows);
    }

    @Override
    public long unload(LakeTable table, List<StagedFile> files, List<String> columns, Path csv) {
        return retries.get(() -> engine.unload(table, files, columns, csv));
    }

    @Override
    public Written merge(LakeTable table, List<StagedFile> files, Path temporary) {
        return retries.get(() -> engine.merge(table, files, temporary));
    }

    @Override
    public void close() {
        engine.close();
    }
}
