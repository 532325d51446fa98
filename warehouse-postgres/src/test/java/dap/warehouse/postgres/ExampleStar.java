package dap.warehouse.postgres;

import dap.model.Column;
import dap.model.FamilyName;
import dap.project.Overrides;
import dap.project.ProjectReader;
import dap.project.Source;
import dap.project.TableDefinition;
import dap.warehouse.ConformBatch;
import dap.warehouse.ConformBatch.BatchFile;
import dap.warehouse.Conformed;
import dap.warehouse.LandingTable;
import dap.warehouse.Prepared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The One Login example's own star, as a run deploys it: its migrations, reference data and
/// procedures on a database of its own, and a connection beside it to look.
final class ExampleStar implements AutoCloseable {

    static final Path PROJECT = Path.of("..", "examples", "one-login");
    static final LocalDate FRIDAY = LocalDate.of(2026, 3, 6);

    private static final String LAKE = "6f1c0d7e-0000-4000-8000-000000000001";
    private static final AtomicLong FILES = new AtomicLong();

    private final PostgresWarehouse warehouse;
    private final Connection connection;
    private final Source source;

    private ExampleStar(PostgresWarehouse warehouse, Connection connection, Source source) {
        this.warehouse = warehouse;
        this.connection = connection;
        this.source = source;
    }

    static ExampleStar create() throws SQLException {
        String url = TestServer.copyOf(Model.URL);
        return new ExampleStar(TestServer.warehouse(url), TestServer.connect(url), Model.SOURCE);
    }

    /// Made once, as it takes seconds; each test has a copy.
    private static final class Model {
        private static final Source SOURCE =
                ProjectReader.read(
                                PROJECT,
                                new Overrides(Optional.of(Path.of("unused")), Optional.empty()))
                        .sources()
                        .getFirst();
        private static final String URL = deploy();

        private static String deploy() {
            String url = TestServer.newDatabase();
            try (PostgresWarehouse warehouse = TestServer.warehouse(url)) {
                Prepared prepared =
                        warehouse.prepare(
                                SOURCE.warehouse(),
                                SOURCE.stageTables().stream().map(ExampleStar::landing).toList());
                if (!prepared.faults().isEmpty()) {
                    throw new IllegalStateException("the star was not made: " + prepared);
                }
                warehouse.refreshReferenceData(SOURCE.warehouse());
            }
            return url;
        }
    }

    private static LandingTable landing(TableDefinition table) {
        return new LandingTable(
                new FamilyName(table.name()),
                Stream.concat(table.columns().stream(), table.partitionKeys().stream()).toList());
    }

    LandingTable landing(String family) {
        return landing(source.findStageTable(new FamilyName(family)).orElseThrow());
    }

    List<String> families() {
        return source.warehouse().families().stream().map(family -> family.name().name()).toList();
    }

    /// A STAGE row by its columns; those left out are null.
    static Map<String, String> row(String... namesAndValues) {
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    /// Conforms one STAGE file of `event`, which arrived on `day` and was staged the day after.
    @SafeVarargs
    final Conformed conform(
            String family, String event, LocalDate day, Map<String, String>... rows) {
        String processed = day.plusDays(1).format(DateTimeFormatter.BASIC_ISO_DATE);
        long id = FILES.incrementAndGet();
        Map<String, String> ofFile =
                row(
                        "year", Integer.toString(day.getYear()),
                        "month", Integer.toString(day.getMonthValue()),
                        "day", Integer.toString(day.getDayOfMonth()),
                        "processed_date", processed,
                        "event_name", event);
        StringBuilder csv = new StringBuilder();
        for (Map<String, String> row : rows) {
            csv.append(
                    landing(family).columns().stream()
                            .map(Column::hiveName)
                            .map(name ->
                                    quoted(row.getOrDefault(name, ofFile.getOrDefault(name, ""))))
                            .collect(Collectors.joining(",", "\"" + id + "\",", "\n")));
        }
        return conform(
                family,
                List.of(new BatchFile(id, "stage/" + id, event, day, processed, rows.length)),
                csv.toString());
    }

    /// Tries again what waits.
    Conformed conformWaiting(String family) {
        return conform(family, List.of(), "");
    }

    private Conformed conform(String family, List<BatchFile> files, String csv) {
        try {
            Path file = Files.createTempFile("batch", ".csv");
            try {
                Files.writeString(file, csv);
                return warehouse.conform(new ConformBatch(LAKE, landing(family), files, file));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String value) {
        return value.isEmpty() ? "" : '"' + value.replace("\"", "\"\"") + '"';
    }

    void refreshReferenceData() {
        warehouse.refreshReferenceData(source.warehouse());
    }

    Connection connection() {
        return connection;
    }

    void run(String sql) throws SQLException {
        Sql.run(connection, sql);
    }

    /// The first value of the only row, as text; empty for null.
    String ask(String sql) throws SQLException {
        return Sql.text(connection, "SELECT (" + sql + ")::text");
    }

    /// A column of the fact with this event_id.
    String fact(String eventId, String column) throws SQLException {
        return ask(
                "SELECT coalesce(%s::text, 'NULL') FROM conformed.fact_user_journey_event WHERE event_id = '%s'"
                        .formatted(column.toLowerCase(Locale.ROOT), eventId));
    }

    long facts() throws SQLException {
        return Sql.number(connection, "SELECT count(*) FROM conformed.fact_user_journey_event");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        warehouse.close();
    }
}
