package dap.bench;

import dap.catalog.Catalog;
import dap.engine.LakeEngine;
import dap.engine.duckdb.DuckDbEngine;
import dap.engine.duckdb.EngineOptions;
import dap.model.DataSource;
import dap.project.Overrides;
import dap.project.Project;
import dap.project.ProjectReader;
import dap.run.Run;
import dap.run.RunListener;
import dap.run.RunRequest;
import dap.run.RunRequest.Reach;
import dap.run.RunResult;
import dap.step.ingest.IngestInput;
import dap.step.ingest.IngestProgress;
import dap.step.ingest.IngestRequest;
import dap.step.ingest.IngestStep;
import dap.store.LakeLayout;
import dap.warehouse.Warehouse;
import dap.warehouse.postgres.PostgresWarehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A project on a lake of its own, put together as the command line does it.
final class Lake implements AutoCloseable {

    /// Where DAP lies; `bench/run` says so.
    static final Path HOME = Path.of(System.getProperty("dap.home", "."));

    /// The project that comes with DAP.
    static final Path EXAMPLE = HOME.resolve("examples").resolve("one-login");

    /// An hour ahead: what was ingested a moment ago is then an hour old, as a history is.
    private static final InstantSource CLOCK =
            InstantSource.offset(InstantSource.system(), Duration.ofHours(1));

    private final Project project;
    private final LakeLayout layout;
    private final Catalog catalog;
    private final LakeEngine engine;
    private final Warehouse warehouse;

    private Lake(Project project) {
        this.project = project;
        layout = new LakeLayout(project.settings().lake(), project.settings().environment());
        catalog = Catalog.open(layout.catalogFile());
        engine =
                new DuckDbEngine(
                        new EngineOptions(
                                project.settings().engineMemory(),
                                project.settings().engineSlots(),
                                layout.root().resolve("engine"),
                                Optional.empty(),
                                layout.engineFolders()));
        warehouse =
                new PostgresWarehouse(
                        project.settings().warehouse(), layout.warehouseFolder(), System.getenv());
    }

    /// Opens the lake in `root`, making it where there is none.
    static Lake open(Path project, Path root) {
        return new Lake(
                ProjectReader.read(project, new Overrides(Optional.of(root), Optional.empty())));
    }

    LakeLayout layout() {
        return layout;
    }

    Project project() {
        return project;
    }

    void ingest(Path file, LocalDate arrivalDay) {
        new IngestStep(layout, catalog.raw(), project.settings().ingest(), CLOCK)
                .ingest(
                        new IngestRequest(
                                DataSource.DEFAULT,
                                List.of(new IngestInput.OfFile(file)),
                                Optional.of(arrivalDay),
                                false),
                        IngestProgress.NONE);
    }

    /// Runs with the present as its instant.
    ///
    /// @throws IllegalStateException if the run failed: nothing was measured then
    RunResult run(Reach reach) {
        Instant now = CLOCK.instant();
        RunResult result =
                new Run(project, layout, catalog, engine, warehouse, CLOCK, RunListener.NONE)
                        .execute(new RunRequest(Set.of(), now, reach));
        if (result.status().needsAttention()) {
            throw new IllegalStateException("the run failed: " + result);
        }
        return result;
    }

    @Override
    public void close() {
        engine.close();
        warehouse.close();
        catalog.close();
    }
}
