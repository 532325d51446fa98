package dap.bench;

import dap.bench.Figure.Scale;
import dap.model.DataSource;
import dap.model.EventName;
import dap.run.RunRequest.Reach;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;

/// `run --stage-only` over twenty events and ten days, beside the same SQL by hand in DuckDB by
/// someone who knows the columns: a statement for each event over all its days, as many threads.
final class Stage implements Pair {

    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
    private static final int DAYS = 10;
    private static final long EVENTS = 2_000_000;

    private final Path work;
    private final Path project;
    private final Path raw;
    private final Path catalog;

    private Stage(Path work, Path project, Path raw, Path catalog) {
        this.work = work;
        this.project = project;
        this.raw = raw;
        this.catalog = catalog;
    }

    /// RAW objects that DAP ingested: it knows what is in them.
    static Stage ingested(Path work, Scale scale) throws IOException {
        Stage stage = prepare(work);
        long each = scale.of(EVENTS) / DAYS;
        Path file = work.resolve("events.jsonl");
        try (Lake lake = Lake.open(stage.project, stage.root())) {
            for (int day = 0; day < DAYS; day++) {
                try (Writer out = Files.newBufferedWriter(file)) {
                    for (long n = 0; n < each; n++) {
                        out.write(line(StageProject.EVENTS.get((int) (n % 20)), n));
                    }
                }
                lake.ingest(file, FIRST_DAY.plusDays(day));
            }
        }
        Files.delete(file);
        Files.copy(stage.root().resolve("catalog.db"), stage.catalog);
        return stage;
    }

    /// RAW objects that others wrote: a crawl has to read them first.
    static Stage ofOthers(Path work, Scale scale) throws IOException {
        Stage stage = prepare(work);
        long each = scale.of(EVENTS) / DAYS / StageProject.EVENTS.size();
        try (Lake lake = Lake.open(stage.project, stage.root())) {
            for (String event : StageProject.EVENTS) {
                for (int day = 0; day < DAYS; day++) {
                    Path folder =
                            lake.layout()
                                    .rawFolder(
                                            DataSource.DEFAULT,
                                            new EventName(event),
                                            FIRST_DAY.plusDays(day));
                    Files.createDirectories(folder);
                    write(folder.resolve("delivered.gz"), event, each);
                }
            }
        }
        Files.copy(stage.root().resolve("catalog.db"), stage.catalog);
        return stage;
    }

    private static Stage prepare(Path work) throws IOException {
        return new Stage(
                work,
                StageProject.write(work.resolve("project")),
                work.resolve("lake/local-dap-raw-layer/txma"),
                work.resolve("catalog.kept"));
    }

    private static void write(Path file, String event, long lines) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            for (long n = 0; n < lines; n++) {
                out.write(line(event, n).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static String line(String event, long n) {
        RandomGenerator random = RandomGenerator.getDefault();
        return ("{\"event_name\":\"%s\",\"event_id\":\"%s\",\"timestamp\":%d,"
                        + "\"timestamp_formatted\":\"2026-01-01T00:00:00.000Z\",\"client_id\":\"bench-%d\","
                        + "\"component_id\":\"https://bench.example\",\"user\":{\"user_id\":\"urn:fdc:bench:2026:%x\","
                        + "\"govuk_signin_journey_id\":\"%s\"},\"extensions\":{\"evidence\":[{\"type\":\"Bench\",\"score\":%d}]}}\n")
                .formatted(
                        event.toUpperCase(Locale.ROOT),
                        new UUID(random.nextLong(), random.nextLong()),
                        1_767_225_600 + n % 86_400,
                        n % 12,
                        random.nextLong(),
                        new UUID(random.nextLong(), random.nextLong()),
                        n % 4);
    }

    private Path root() {
        return work.resolve("lake");
    }

    @Override
    public double ours() throws Exception {
        forgetWhatWasStaged();
        return Stopwatch.seconds(() -> {
            try (Lake lake = Lake.open(project, root())) {
                lake.run(Reach.STAGE);
            }
        });
    }

    private void forgetWhatWasStaged() throws IOException {
        Bench.delete(root().resolve("local-dap-stage-layer"));
        Files.deleteIfExists(root().resolve("catalog.db-wal"));
        Files.deleteIfExists(root().resolve("catalog.db-shm"));
        Files.delete(root().resolve("catalog.db"));
        Files.copy(catalog, root().resolve("catalog.db"));
    }

    @Override
    public double baseline() throws Exception {
        Path out = work.resolve("by-hand.parquet");
        return Stopwatch.seconds(() -> {
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = connection.createStatement()) {
                statement.execute("SET threads = 2");
                statement.execute("SET memory_limit = '768MB'");
                statement.execute("SET preserve_insertion_order = false");
                for (String event : StageProject.EVENTS) {
                    statement.execute(byHand(event, out));
                }
            }
        });
    }

    private String byHand(String event, Path out) {
        return """
        COPY (SELECT event_id, client_id, component_id,
            "user".govuk_signin_journey_id AS journey_id, "user".user_id AS user_id,
            "timestamp", timestamp_formatted, to_json(extensions.evidence)::VARCHAR AS evidence,
            "year"::INTEGER AS "year"
        FROM read_json('%s/year=*/month=*/day=*/*.gz', format = 'newline_delimited',
            compression = 'gzip', hive_partitioning = true,
            hive_types = {'year': VARCHAR, 'month': VARCHAR, 'day': VARCHAR},
            columns = {event_id: 'VARCHAR', client_id: 'VARCHAR', component_id: 'VARCHAR',
                "user": 'STRUCT(govuk_signin_journey_id VARCHAR, user_id VARCHAR)',
                "timestamp": 'INTEGER', timestamp_formatted: 'VARCHAR',
                extensions: 'STRUCT(evidence STRUCT("type" VARCHAR, score INTEGER)[])'})
        WHERE ("year" || "month" || "day")::INTEGER > 0)
        TO '%s' (FORMAT parquet, COMPRESSION zstd)
        """
                .formatted(raw.resolve(event.toUpperCase(Locale.ROOT)), out);
    }
}
