package dap.parity;

import dap.catalog.Catalog;
import dap.catalog.RawObject;
import dap.catalog.StageFile;
import dap.engine.LakeEngine;
import dap.engine.StagedFile;
import dap.engine.trino.HiveNames;
import dap.engine.trino.TableDdl;
import dap.generator.EventGenerator;
import dap.generator.GeneratorOptions;
import dap.generator.faults.HostileEvents;
import dap.model.Column;
import dap.model.FamilyName;
import dap.plan.DeclaredTables;
import dap.project.Event;
import dap.project.Family;
import dap.project.Overrides;
import dap.project.Project;
import dap.project.ProjectReader;
import dap.project.Source;
import dap.project.TableDefinition;
import dap.raw.CanonicalForm;
import dap.raw.NormalizedCopy;
import dap.raw.RawOptions;
import dap.raw.RawTable;
import dap.run.Crawls;
import dap.run.Run;
import dap.run.RunListener;
import dap.run.RunRequest;
import dap.run.RunResult;
import dap.sql.AthenaDml;
import dap.sql.InsertBinding;
import dap.sql.tree.LakeTable;
import dap.step.ingest.IngestInput;
import dap.step.ingest.IngestProgress;
import dap.step.ingest.IngestRequest;
import dap.step.ingest.IngestStep;
import dap.store.LakeLayout;
import dap.warehouse.Warehouse;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The example's lake, staged by DAP on DuckDB, and shown to Trino: the very RAW objects (of those
/// that are not canonical their normalized copies, as any engine gets them), and the STAGE files.
final class SharedLake implements AutoCloseable {

    private static final Path EXAMPLE = Path.of("..", "examples", "one-login");
    private static final String BY_DUCK = "by-duck";

    private final Path folder;
    private final Trino trino;
    private final Project project;
    private final Source source;
    private final LakeLayout layout;
    private final Catalog catalog;

    SharedLake(Path folder, Trino trino) {
        this.folder = folder;
        this.trino = trino;
        project =
                ProjectReader.read(
                        EXAMPLE,
                        new Overrides(Optional.of(folder.resolve("lake")), Optional.empty()));
        source = project.sources().getFirst();
        layout = new LakeLayout(project.settings().lake(), project.settings().environment());
        catalog = Catalog.open(layout.catalogFile());
    }

    List<Event> events() {
        return source.families().stream()
                .flatMap(family -> family.events().stream())
                .filter(event -> event.enabled() && event.dml().isPresent())
                .toList();
    }

    List<TableDefinition> stageTables() {
        return source.stageTables();
    }

    /// Ingests made-up events, hostile ones among them, and stages them.
    void fill(long count, int days, double hostilePercent, long seed) throws IOException {
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        EventGenerator generator =
                new EventGenerator(new GeneratorOptions(count, days, yesterday, seed));
        HostileEvents events = new HostileEvents(generator, hostilePercent, _ -> {});
        for (LocalDate day : generator.days()) {
            Path file = folder.resolve(day + ".jsonl");
            try (OutputStream out = Files.newOutputStream(file)) {
                events.writeDay(day, out);
            }
            new IngestStep(
                            layout,
                            catalog.raw(),
                            project.settings().ingest(),
                            InstantSource.system())
                    .ingest(
                            new IngestRequest(
                                    source.name(),
                                    List.of(new IngestInput.OfFile(file)),
                                    Optional.of(day),
                                    false),
                            IngestProgress.NONE);
        }
    }

    /// The same with events of one day, next to none of them hostile, and how long the stage of
    /// them takes, in seconds.
    double fillAndTimeStage(long count) throws IOException {
        fill(count, 1, 0.0001, 1);
        long started = System.nanoTime();
        stage();
        return (System.nanoTime() - started) / 1e9;
    }

    /// How long the stage of a copy of RAW takes, in seconds: in a lake that has not seen it.
    ///
    /// @param withCrawl whether the crawl of it counts
    double timeRunOverCopy(Path root, LakeEngine engine, boolean withCrawl) throws IOException {
        LakeLayout copy = new LakeLayout(root, layout.environment());
        try (Stream<Path> objects = Files.walk(layout.rawLayer(source.name()))) {
            for (Path object : objects.filter(Files::isRegularFile).toList()) {
                copy(object, root.resolve(layout.root().relativize(object)));
            }
        }
        Project other =
                ProjectReader.read(EXAMPLE, new Overrides(Optional.of(root), Optional.empty()));
        try (Catalog known = Catalog.open(copy.catalogFile())) {
            long started = System.nanoTime();
            if (!withCrawl) {
                Crawls.raw(other, copy, known, InstantSource.system())
                        .crawlOthers(source, Set.of());
                started = System.nanoTime();
            }
            stage(other, copy, known, engine);
            return (System.nanoTime() - started) / 1e9;
        }
    }

    /// Reads each event's DML, binds it and writes it for DuckDB.
    void translate() {
        DeclaredTables tables = new DeclaredTables(project.settings().environment(), source);
        Instant now = Instant.now();
        for (Family family : source.families()) {
            TableDefinition target = source.findStageTable(family.name()).orElseThrow();
            for (Event event : family.events()) {
                event.dml()
                        .ifPresent(dml ->
                                Duck.engine()
                                        .explain(
                                                AthenaDml.parse(dml.file(), dml.text())
                                                        .bind(
                                                                new InsertBinding(
                                                                        project.settings()
                                                                                .environment(),
                                                                        now,
                                                                        event.name(),
                                                                        LocalDate.now(
                                                                                        ZoneOffset
                                                                                                .UTC)
                                                                                .minusDays(1),
                                                                        raw(event).lake(),
                                                                        tables.stage(target)))));
            }
        }
    }

    void stage() {
        stage(project, layout, catalog, Duck.engine());
    }

    /// @throws IllegalStateException if a family failed
    private static void stage(
            Project project, LakeLayout layout, Catalog catalog, LakeEngine engine) {
        Warehouse none =
                (Warehouse)
                        Proxy.newProxyInstance(
                                Warehouse.class.getClassLoader(),
                                new Class<?>[] {Warehouse.class},
                                (_, method, _) -> {
                                    throw new IllegalStateException("asked " + method.getName());
                                });
        InstantSource clock = InstantSource.system();
        RunResult result =
                new Run(project, layout, catalog, engine, none, clock, RunListener.NONE)
                        .execute(new RunRequest(Set.of(), clock.instant(), RunRequest.Reach.STAGE));
        if (result.status().isFailure()) {
            throw new IllegalStateException("the run failed: " + result);
        }
    }

    /// Declares all tables in Trino, RAW with its objects, STAGE empty and once more with DuckDB's
    /// files.
    void show() throws IOException {
        String stage = "local-" + source.name() + "-stage";
        for (String schema : List.of("local-" + source.name() + "-raw", stage, BY_DUCK)) {
            trino.run("CREATE SCHEMA " + quoted(schema));
        }
        for (Event event : events()) {
            showRaw(event);
        }
        for (TableDefinition table : stageTables()) {
            Files.createDirectories(stageFolder(stage, table));
            Path files = Files.createDirectories(stageFolder(BY_DUCK, table));
            for (StageFile file : files(table)) {
                Path target =
                        files.resolve("processed_date=" + file.processedDate())
                                .resolve("event_name=" + file.eventName())
                                .resolve(file.id() + ".parquet");
                copy(layout.pathOf(file.key()), target);
            }
            declareStage(stage, table);
            declareStage(BY_DUCK, table);
        }
    }

    private Path stageFolder(String schema, TableDefinition table) {
        return trino.folder().resolve(schema).resolve(table.name());
    }

    private List<StageFile> files(TableDefinition table) {
        return catalog.stage().files(source.name(), new FamilyName(table.name()));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }

    private void showRaw(Event event) throws IOException {
        RawTable table = raw(event);
        Path target =
                Files.createDirectories(trino.folder().resolve("raw").resolve(event.name().name()));
        for (RawObject object : catalog.raw().objects(source.name(), event.name())) {
            LocalDate day = object.arrivalDay();
            Path partition =
                    Files.createDirectories(
                            target.resolve(
                                    "year=%04d/month=%02d/day=%02d"
                                            .formatted(
                                                    day.getYear(),
                                                    day.getMonthValue(),
                                                    day.getDayOfMonth())));
            Path from = layout.pathOf(object.key());
            if (CanonicalForm.isCanonical(object.clean(), object.tree(), table.columns())) {
                Files.copy(from, partition.resolve(object.id() + ".gz"));
            } else {
                NormalizedCopy.write(
                        List.of(from),
                        event.name(),
                        table,
                        new RawOptions(
                                project.settings().ingest().requireEventId(),
                                project.settings().ingest().maxEventIdLength()),
                        partition.resolve(object.id() + ".json"));
            }
        }
        declare(table.lake(), table.lake().name().schema(), "raw/" + event.name().name());
    }

    private void declareStage(String schema, TableDefinition table) {
        declare(
                new DeclaredTables(project.settings().environment(), source).stage(table),
                schema,
                schema + "/" + table.name());
    }

    private void declare(LakeTable table, String schema, String location) {
        String name = table.name().table();
        trino.run(
                TableDdl.of(table, table.partitionKeys(), "local:///" + location)
                        .create(quoted(schema) + "." + quoted(name)));
        trino.run("CALL system.sync_partition_metadata('%s', '%s', 'ADD')".formatted(schema, name));
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    /// The event's DML, as it is written but for names that Hive cannot hold, run by Trino.
    void insertByTrino(Event event) {
        String text =
                event.dml()
                        .orElseThrow()
                        .text()
                        .replace("\"environment-", "\"local-")
                        .replace("filter_value", "0");
        for (Map.Entry<String, String> mapping :
                new HiveNames(raw(event).columns()).mappings().entrySet()) {
            text = text.replace(quoted(mapping.getValue()), quoted(mapping.getKey()));
        }
        trino.run(text);
    }

    private RawTable raw(Event event) {
        return new DeclaredTables(project.settings().environment(), source)
                .raw(event.name(), catalog.raw().table(source.name(), event.name()));
    }

    /// Rows of a STAGE table that one engine wrote and the other did not.
    ///
    /// @param byTrino Trino's that are not among DuckDB's, and the other way round
    List<String> surplus(TableDefinition table, boolean byTrino) {
        String ours = quoted(BY_DUCK) + "." + quoted(table.name());
        String theirs = quoted("local-" + source.name() + "-stage") + "." + quoted(table.name());
        return trino
                .rows(
                        "SELECT * FROM %s EXCEPT ALL SELECT * FROM %s LIMIT 5"
                                .formatted(byTrino ? theirs : ours, byTrino ? ours : theirs))
                .stream()
                .map(Object::toString)
                .toList();
    }

    long rows(TableDefinition table) {
        return (Long)
                java.util.Objects.requireNonNull(
                        trino.value(
                                "SELECT count(*) FROM %s.%s"
                                        .formatted(quoted(BY_DUCK), quoted(table.name()))));
    }

    /// What DuckDB hands the warehouse of the files that an engine wrote, in order.
    List<String> unloaded(TableDefinition table, boolean byTrino) throws IOException {
        String schema = byTrino ? "local-" + source.name() + "-stage" : BY_DUCK;
        List<StagedFile> files;
        try (Stream<Path> found = Files.walk(stageFolder(schema, table))) {
            files =
                    found.filter(Files::isRegularFile)
                            .filter(file -> !file.getFileName().toString().startsWith("."))
                            .map(file -> new StagedFile(0, file))
                            .toList();
        }
        Path csv = folder.resolve(schema + "-" + table.name() + ".csv");
        List<String> columns =
                Stream.concat(table.columns().stream(), table.partitionKeys().stream())
                        .map(Column::hiveName)
                        .toList();
        Duck.engine()
                .unload(
                        new DeclaredTables(project.settings().environment(), source).stage(table),
                        files,
                        columns,
                        csv);
        return Files.readAllLines(csv).stream().sorted().toList();
    }

    @Override
    public void close() {
        catalog.close();
    }
}
