package dap.run;

import dap.model.ConformedFiles;
import dap.model.RowSink;
import dap.project.WarehouseProject;
import dap.warehouse.AccountRow;
import dap.warehouse.ConflictRows;
import dap.warehouse.ConformBatch;
import dap.warehouse.Conformed;
import dap.warehouse.EventTrace;
import dap.warehouse.LandingTable;
import dap.warehouse.Prepared;
import dap.warehouse.RefusedRows;
import dap.warehouse.WaitingRows;
import dap.warehouse.Warehouse;
import dev.failsafe.FailsafeExecutor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Repeats what may pass: a lock, a lost connection. A commit whose outcome is unknown is not
/// repeated; the conform step looks first.
final class RetryingWarehouse implements Warehouse {

    private final Warehouse warehouse;
    private final FailsafeExecutor<Object> retries;

    RetryingWarehouse(Warehouse warehouse, FailsafeExecutor<Object> retries) {
        this.warehouse = warehouse;
        this.retries = retries;
    }

    @Override
    public String id() {
        return retries.get(warehouse::id);
    }

    @Override
    public Prepared prepare(WarehouseProject project, List<LandingTable> landings) {
        return retries.get(() -> warehouse.prepare(project, landings));
    }

    @Override
    public void refreshReferenceData(WarehouseProject project) {
        retries.run(() -> warehouse.refreshReferenceData(project));
    }

    @Override
    public Set<String> conformed(String lakeId, Collection<String> files) {
        return retries.get(() -> warehouse.conformed(lakeId, files));
    }

    @Override
    public Set<String> fallbacks(String lakeId, Collection<String> replaced) {
        return retries.get(() -> warehouse.fallbacks(lakeId, replaced));
    }

    @Override
    public List<WaitingRows> waiting(String lakeId) {
        return retries.get(() -> warehouse.waiting(lakeId));
    }

    @Override
    public List<RefusedRows> refused(String lakeId) {
        return retries.get(() -> warehouse.refused(lakeId));
    }

    @Override
    public List<ConflictRows> conflicts(String lakeId) {
        return retries.get(() -> warehouse.conflicts(lakeId));
    }

    @Override
    public Conformed conform(ConformBatch batch) {
        return retries.get(() -> warehouse.conform(batch));
    }

    @Override
    public Map<String, String> procedures(String lakeId, Collection<String> files) {
        return retries.get(() -> warehouse.procedures(lakeId, files));
    }

    @Override
    public ConformedFiles conformedFiles(String lakeId) {
        return retries.get(() -> warehouse.conformedFiles(lakeId));
    }

    @Override
    public Set<String> conformed(String lakeId) {
        return retries.get(() -> warehouse.conformed(lakeId));
    }

    @Override
    public long giveUp(String lakeId) {
        return retries.get(() -> warehouse.giveUp(lakeId));
    }

    @Override
    public List<AccountRow> account(String lakeId, Collection<String> without) {
        return retries.get(() -> warehouse.account(lakeId, without));
    }

    @Override
    public EventTrace trace(String lakeId, String eventId) {
        return retries.get(() -> warehouse.trace(lakeId, eventId));
    }

    @Override
    public void query(String sql, RowSink rows) {
        warehouse.query(sql, rows);
    }

    @Override
    public String explain(String file, String redshiftSql) {
        return warehouse.explain(file, redshiftSql);
    }

    @Override
    public void close() {
        warehouse.close();
    }
}
