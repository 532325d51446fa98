package dap.step.conform;

import dap.catalog.Catalog;
import dap.catalog.StageFile;
import dap.engine.LakeEngine;
import dap.errors.CommitUnknownException;
import dap.model.DataSource;
import dap.project.Project;
import dap.project.SqlFile;
import dap.sql.tree.LakeTable;
import dap.store.LakeLayout;
import dap.store.WorkFolder;
import dap.warehouse.ConformBatch;
import dap.warehouse.ConformBatch.BatchFile;
import dap.warehouse.Conformed;
import dap.warehouse.LandingTable;
import dap.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Takes a family's new STAGE files into the star.
public final class ConformStep {

    /// The purpose of work folders for rows on their way to the warehouse.
    public static final String BATCH = "batch";

    private final Catalog catalog;
    private final LakeLayout layout;
    private final LakeEngine engine;
    private final Warehouse warehouse;
    private final FallbackFiles fallbacks;

    public ConformStep(
            Project project,
            Catalog catalog,
            LakeLayout layout,
            LakeEngine engine,
            Warehouse warehouse) {
        this.catalog = catalog;
        this.layout = layout;
        this.engine = engine;
        this.warehouse = warehouse;
        this.fallbacks = new FallbackFiles(project, catalog, layout, engine, warehouse);
    }

    /// Files that the warehouse still has to take. What it took without our catalog having heard of
    /// it (we were killed, or the connection was lost while it committed) is noted first.
    public List<StageFile> pending(DataSource source, LandingTable landing) {
        List<StageFile> unconformed = catalog.stage().unconformed(source, landing.family());
        if (unconformed.isEmpty()) {
            return unconformed;
        }
        Set<String> known =
                warehouse.conformed(
                        catalog.lakeId(), unconformed.stream().map(StageFile::key).toList());
        if (!known.isEmpty()) {
            Map<String, String> procedures = warehouse.procedures(catalog.lakeId(), known);
            unconformed.stream()
                    .filter(file -> known.contains(file.key()))
                    .collect(
                            Collectors.groupingBy(
                                    file -> Optional.ofNullable(procedures.get(file.key())),
                                    Collectors.mapping(StageFile::id, Collectors.toList())))
                    .forEach((procedure, ids) -> catalog.stage().markConformed(ids, procedure));
        }
        return unconformed.stream().filter(file -> !known.contains(file.key())).toList();
    }

    /// Takes `files`, and tries again what earlier batches left waiting.
    ///
    /// @param stage the table that they are of
    /// @param procedure what the warehouse was given last
    /// @param replaced keys of earlier files whose rows are given up: see [ConformBatch]
    /// @param retry whether rows that the procedure could not take are tried again
    /// @throws CommitUnknownException if the outcome is not known and the warehouse cannot be asked
    public Conformed conform(
            LakeTable stage,
            LandingTable landing,
            List<StageFile> files,
            List<String> replaced,
            Optional<SqlFile> procedure,
            boolean retry) {
        try (WorkFolder work = WorkFolder.open(layout, BATCH)) {
            Path csv = work.newFile(landing.family() + ".csv");
            ConformBatch batch =
                    new ConformBatch(
                            catalog.lakeId(),
                            landing,
                            files.stream().map(BatchFiles::of).toList(),
                            fallbacks.of(replaced, work),
                            csv,
                            procedure.map(SqlFile::sha256),
                            retry);
            if (!files.isEmpty()) {
                engine.unload(
                        stage,
                        files.stream().map(file -> BatchFiles.staged(file, layout)).toList(),
                        BatchFiles.columns(landing),
                        csv);
            }
            Conformed conformed = conformOrReconcile(batch);
            catalog.stage()
                    .markConformed(
                            files.stream().map(StageFile::id).toList(),
                            procedure.map(SqlFile::sha256));
            catalog.stage().forgetReplaced(replaced);
            return conformed;
        }
    }

    private Conformed conformOrReconcile(ConformBatch batch) {
        try {
            return warehouse.conform(batch);
        } catch (CommitUnknownException e) {
            return reconcile(batch).orElseThrow(() -> e);
        }
    }

    /// Looks whether a batch whose commit got lost is there: all of it is, or nothing.
    private Optional<Conformed> reconcile(ConformBatch batch) {
        List<String> keys = batch.files().stream().map(BatchFile::key).toList();
        if (keys.isEmpty() || !warehouse.conformed(batch.lakeId(), keys).containsAll(keys)) {
            return Optional.empty();
        }
        long rows = batch.files().stream().mapToLong(BatchFile::rows).sum();
        return Optional.of(new Conformed(rows, 0, 0, 0));
    }
}
