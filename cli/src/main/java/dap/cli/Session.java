package dap.cli;

import dap.catalog.Catalog;
import dap.engine.LakeEngine;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.ledger.Ledger;
import dap.model.DataSource;
import dap.model.Readers;
import dap.plan.DeclaredTables;
import dap.project.Project;
import dap.project.ProjectReader;
import dap.project.Settings;
import dap.project.Source;
import dap.raw.NamedFields;
import dap.run.BackfillDryRun;
import dap.run.Compaction;
import dap.run.Crawls;
import dap.run.Preview;
import dap.run.Rebuild;
import dap.run.RebuildDryRun;
import dap.run.Recovery;
import dap.run.Run;
import dap.run.RunListener;
import dap.run.RunRequest;
import dap.step.ingest.IngestInput;
import dap.step.ingest.IngestProgress;
import dap.step.ingest.IngestRequest;
import dap.step.ingest.IngestResult;
import dap.step.ingest.IngestStep;
import dap.store.LakeLayout;
import dap.store.LakeModes;
import dap.store.ReaderFolder;
import dap.store.WorkFolder;
import dap.warehouse.Warehouse;
import dap.warehouse.postgres.PostgresWarehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One command's project, lake and adapters; each opened when it is first asked for, all closed
/// together, also when the process is told to stop.
final class Session implements AutoCloseable {

    private final Settings settings;
    private final LakeLayout layout;

    /// Where the lake's own folder for files in the making cannot be had, or is not wanted.
    private final Optional<ReaderFolder> readerFolder;

    private final Path catalogFile;

    private final InstantSource clock = InstantSource.system();
    private final Thread closeAtExit = new Thread(this::closeParts, "dap-close");
    private @Nullable Project project;
    private @Nullable Catalog catalog;
    private @Nullable LakeEngine engine;

    /// Where the engine puts what does not fit into memory.
    private @Nullable WorkFolder engineWork;

    private @Nullable Warehouse warehouse;
    private boolean closed;

    /// Whether a command may make a lake where there is none.
    private enum Lake {
        TO_USE,
        TO_LOOK_AT
    }

    private Session(Settings settings, Lake use) {
        this.settings = settings;
        LakeLayout lake = new LakeLayout(settings.lake(), settings.environment());
        this.readerFolder =
                lake.isForReading() || use == Lake.TO_LOOK_AT
                        ? Optional.of(ReaderFolder.make())
                        : Optional.empty();
        this.layout = readerFolder.map(ReaderFolder::path).map(lake::workingIn).orElse(lake);
        this.catalogFile =
                use == Lake.TO_LOOK_AT && !Catalog.isMade(lake.catalogFile())
                        ? layout.work().resolve("catalog.db")
                        : lake.catalogFile();
        if (use == Lake.TO_USE) {
            keepLake();
        }
        Runtime.getRuntime().addShutdownHook(closeAtExit);
    }

    private void keepLake() {
        if (LakeModes.keep(layout, settings.lakeReaders())) {
            Logger.getLogger("dap")
                    .warning(
                            "the lake %s was open to others; now only its %s it (lake-readers in dap.yml)"
                                    .formatted(
                                            layout.root(),
                                            settings.lakeReaders() == Readers.GROUP
                                                    ? "owner and group read"
                                                    : "owner reads"));
        }
        if (Files.isWritable(layout.work())) {
            Recovery.sweepTemporary(layout);
        }
    }

    static Session open(GlobalOptions options) {
        return open(options, Lake.TO_USE, _ -> {});
    }

    /// The same for a command that leaves the project's folder as it is: where there is no lake, it
    /// sees an empty one.
    static Session openToLook(GlobalOptions options) {
        return open(options, Lake.TO_LOOK_AT, _ -> {});
    }

    /// The same for a command that asks the warehouse: its server starts while the project is read.
    static Session openToAskWarehouse(GlobalOptions options) {
        return open(
                options,
                Lake.TO_USE,
                session -> {
                    if (Files.exists(session.layout.catalogFile())) {
                        Thread.ofPlatform().daemon().start(session::startWarehouse);
                    }
                });
    }

    private static Session open(GlobalOptions options, Lake use, Consumer<Session> meanwhile) {
        ProjectReader reader = ProjectReader.open(options.project, options.overrides());
        Session session = new Session(reader.settings(), use);
        try {
            meanwhile.accept(session);
            session.project = reader.read();
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private void startWarehouse() {
        try {
            if (catalog().stage().anyConformed()) {
                warehouse().id();
            }
        } catch (RuntimeException e) {
            // Who asks it next is told.
        }
    }

    Project project() {
        return Objects.requireNonNull(project);
    }

    Settings settings() {
        return settings;
    }

    LakeLayout layout() {
        return layout;
    }

    InstantSource clock() {
        return clock;
    }

    synchronized Catalog catalog() {
        if (catalog == null) {
            catalog = Catalog.open(catalogFile);
        }
        return catalog;
    }

    synchronized LakeEngine engine() {
        if (engine == null) {
            engineWork = WorkFolder.open(layout, Recovery.ENGINE_WORK);
            engine = Engines.open(settings(), layout, engineWork.path(), System.getenv());
        }
        return engine;
    }

    synchronized Warehouse warehouse() {
        if (warehouse == null) {
            warehouse =
                    new PostgresWarehouse(
                            settings().warehouse(), layout.warehouseFolder(), System.getenv());
        }
        return warehouse;
    }

    /// The data source of this name; the project's first where none is named.
    DataSource source(@Nullable String name) {
        return project().sources().stream()
                .map(Source::name)
                .filter(source -> name == null || source.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new DapException(
                                ErrorCode.USAGE,
                                "The project has no data source %s.".formatted(name),
                                "Name one that dap.yml lists under sources."));
    }

    IngestResult ingest(
            DataSource source,
            List<IngestInput> inputs,
            Optional<LocalDate> arrivalDay,
            boolean again,
            IngestProgress progress) {
        catalog().refuseIfForReading();
        return new IngestStep(layout, catalog().raw(), settings().ingest(), clock, namedBy(source))
                .ingest(new IngestRequest(source, inputs, arrivalDay, again), progress);
    }

    private NamedFields namedBy(DataSource name) {
        return project().sources().stream()
                .filter(source -> source.name().equals(name))
                .map(source -> new DeclaredTables(settings().environment(), source).named())
                .findFirst()
                .orElse(NamedFields.NONE);
    }

    Run newRun(RunListener listener) {
        return new Run(project(), layout, catalog(), engine(), warehouse(), clock, listener);
    }

    /// Absent where the catalog is gone: opening it would make a new one.
    Optional<RebuildDryRun> newRebuildDryRun() {
        return Files.exists(layout.catalogFile())
                ? Optional.of(new RebuildDryRun(project(), layout, catalog(), clock))
                : Optional.empty();
    }

    /// Where the catalog is gone, it is made, empty; to be called before anything asks for it.
    synchronized Rebuild newRebuild() {
        if (catalog == null) {
            catalog = Catalog.openOrMake(layout.catalogFile());
        }
        return new Rebuild(project(), layout, catalog, warehouse(), clock);
    }

    Compaction newCompaction() {
        return new Compaction(project(), layout, catalog(), engine(), clock);
    }

    BackfillDryRun newBackfillDryRun() {
        return new BackfillDryRun(project(), layout, catalog(), engine(), clock);
    }

    Preview newPreview(RunRequest request) {
        return Preview.of(
                project(), catalog(), Crawls.raw(project(), layout, catalog(), clock), request);
    }

    Ledger newLedger() {
        return new Ledger(project(), catalog(), this::warehouse, clock);
    }

    @Override
    public void close() {
        closeParts();
        try {
            Runtime.getRuntime().removeShutdownHook(closeAtExit);
        } catch (IllegalStateException e) {
            // The process is stopping already: the hook has run, or runs now.
            assert closed : e;
        }
    }

    private synchronized void closeParts() {
        if (closed) {
            return;
        }
        closed = true;
        if (engine != null) {
            engine.close();
        }
        if (engineWork != null) {
            engineWork.close();
        }
        if (warehouse != null) {
            warehouse.close();
        }
        if (catalog != null) {
            catalog.close();
        }
        readerFolder.ifPresent(ReaderFolder::close);
    }
}
