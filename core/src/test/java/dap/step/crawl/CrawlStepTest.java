package dap.step.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dap.catalog.Catalog;
import dap.catalog.RawCatalog;
import dap.catalog.RawDay;
import dap.catalog.RawFault;
import dap.catalog.RawFault.State;
import dap.catalog.RawObject;
import dap.model.Column;
import dap.model.DataSource;
import dap.model.EventName;
import dap.model.HiveType.Scalar;
import dap.model.HiveType.Struct;
import dap.project.Source;
import dap.project.TableDefinition;
import dap.project.WarehouseProject;
import dap.raw.RawOptions;
import dap.raw.RejectReason;
import dap.raw.RejectedLine;
import dap.step.crawl.CrawlReport.Drift;
import dap.step.crawl.CrawlReport.OfEvent;
import dap.store.LakeLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrawlStepTest {

    private static final EventName START = new EventName("auth_start");
    private static final EventName END = new EventName("auth_end");
    private static final LocalDate MONDAY = LocalDate.of(2024, 1, 1);
    private static final Instant NOW = Instant.parse("2024-01-03T04:05:06Z");

    @TempDir Path folder;
    private LakeLayout layout;
    private Catalog catalog;
    private RawCatalog raw;
    private CrawlStep step;

    @BeforeEach
    void open() {
        layout = new LakeLayout(folder.resolve("lake"), "local");
        catalog = Catalog.open(layout.catalogFile());
        raw = catalog.raw();
        step = new CrawlStep(layout, raw, RawOptions.DEFAULT, InstantSource.fixed(NOW), 2);
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void readsEveryNewObjectOnce() throws IOException {
        gzip(START, "a.gz", start("\"age\":1") + start("\"age\":2"));
        gzip(END, "b.gz", end(""));

        CrawlReport first = crawl();
        CrawlReport second = crawl();

        assertThat(first.events()).containsOnlyKeys(START, END);
        assertThat(of(first, START).newObjects()).isEqualTo(1);
        assertThat(of(first, START).lines()).isEqualTo(2);
        assertThat(second.events()).isEmpty();
        RawObject object = raw.unstaged(DataSource.DEFAULT, START).getFirst();
        assertThat(object.key())
                .isEqualTo("local-dap-raw-layer/txma/AUTH_START/year=2024/month=01/day=01/a.gz");
        assertThat(object.arrivalDay()).isEqualTo(MONDAY);
        assertThat(object.clean()).isTrue();
        assertThat(object.tree().types()).containsEntry("age", Scalar.INT);
    }

    @Test
    void crawlsOnlyTheEventsThatAreWanted() throws IOException {
        gzip(START, "a.gz", start(""));
        gzip(END, "b.gz", end(""));

        CrawlReport report = step.crawl(source(), Set.of(END));

        assertThat(report.events()).containsOnlyKeys(END);
        assertThat(raw.knownObjects(DataSource.DEFAULT)).hasSize(1);
    }

    @Test
    void aLakeWithoutRawHasNothingToTell() {
        CrawlReport report = crawl();

        assertThat(report.events()).isEmpty();
        assertThat(report.ignored()).isEmpty();
    }

    @Test
    void rejectsLinesWithTheirReasonsAndKeepsTheRest() throws IOException {
        byte[] whole = gzipped(start("") + "broken\n" + end("") + start("").repeat(50));
        put(START, "cut.gz", Arrays.copyOf(whole, whole.length - 9));

        OfEvent report = of(crawl(), START);

        raw.faults().accept(raw.faults().of(DataSource.DEFAULT, START));
        RawObject object = raw.unstaged(DataSource.DEFAULT, START).getFirst();
        assertThat(report.cutOff()).hasSize(1);
        assertThat(report.rejects())
                .isEqualTo(
                        Map.of(
                                RejectReason.NOT_JSON, 1L,
                                RejectReason.WRONG_FOLDER, 1L,
                                RejectReason.TRUNCATED_GZIP, 1L));
        assertThat(object.clean()).isFalse();
        assertThat(object.lines()).isEqualTo(object.goodLines() + 3);
        assertThat(raw.rejects(object.id()))
                .extracting(RejectedLine::line)
                .startsWith(2L, 3L)
                .hasSize(3);
    }

    @Test
    void reportsNewFieldsAndWidenedTypes() throws IOException {
        gzip(START, "a.gz", start("\"age\":1,\"user\":{\"id\":\"u\"}"));
        assertThat(of(crawl(), START).newFields()).isEmpty();
        gzip(START, "b.gz", start("\"age\":1.5,\"user\":{\"id\":\"u\",\"mail\":[{\"x\":1}]}"));

        OfEvent report = of(crawl(), START);

        assertThat(report.newFields()).containsExactly("user.mail", "user.mail[]", "user.mail[].x");
        assertThat(report.drift()).containsExactly(new Drift("age", "int", "double"));
    }

    @Test
    void scalarsAndContainersOfAFieldThatNobodyReadsAreText() throws IOException {
        gzip(START, "a.gz", start("\"f\":\"text\"") + start("\"f\":null") + start("\"g\":1"));
        crawl();

        gzip(START, "b.gz", start("\"f\":{\"x\":1}") + start("\"g\":[]"));
        OfEvent report = of(crawl(), START);

        assertThat(report.rejects()).isEmpty();
        assertThat(report.drift()).isEmpty();
        assertThat(crawl().events()).isEmpty();
    }

    @Test
    void linesRejectedByTheirTypeAreOfferedAgainWhenTheSchemaChanges() throws IOException {
        gzip(START, "a.gz", start("\"f\":{\"x\":1}") + start("\"f\":\"text\""));
        step.crawl(source(pinned(START, new Column("f", struct("x")))), Set.of());
        assertThat(raw.unstaged(DataSource.DEFAULT, START).getFirst().rejected()).isEqualTo(1);

        step.crawl(source(pinned(START, new Column("f", Scalar.STRING))), Set.of());

        assertThat(raw.unstaged(DataSource.DEFAULT, START).getFirst().rejected()).isZero();
    }

    @Test
    void aStagedDayReturnsWhenLinesOfItFitNow() throws Exception {
        gzip(START, "a.gz", start("\"f\":{\"x\":1}") + start("\"f\":\"text\""));
        gzip(START, "b.gz", start("\"f\":{\"x\":1}") + "broken\n");
        step.crawl(source(pinned(START, new Column("f", struct("x")))), Set.of());
        stageAll();

        step.crawl(source(pinned(START, new Column("f", struct("y")))), Set.of());
        assertThat(raw.validation().returning(DataSource.DEFAULT, START)).isEmpty();
        step.crawl(source(pinned(START, new Column("f", Scalar.STRING))), Set.of());

        assertThat(raw.validation().returning(DataSource.DEFAULT, START))
                .extracting(RawObject::key)
                .containsExactly(
                        "local-dap-raw-layer/txma/AUTH_START/year=2024/month=01/day=01/a.gz");
    }

    private static Struct struct(String field) {
        return new Struct(List.of(new Column(field, Scalar.INT)));
    }

    @Test
    void countsWhatAPinnedTableCannotHold() throws IOException {
        gzip(START, "a.gz", start("\"F\":1.5") + start("\"f\":\"x\"") + start("\"f\":{}"));

        CrawlReport crawled =
                step.crawl(source(pinned(START, new Column("f", Scalar.INT))), Set.of());

        OfEvent report = of(crawled, START);

        assertThat(report.coerced()).isEqualTo(2);
        assertThat(report.rejects()).isEqualTo(Map.of(RejectReason.TYPE, 1L));
        assertThat(raw.days(DataSource.DEFAULT))
                .containsExactly(new RawDay(START, MONDAY, 1, 3, 1, 2, 0, 0));
    }

    @Test
    void anObjectThatChangedBeforeItWasStagedIsReadAgain() throws IOException {
        Path file = gzip(START, "a.gz", start(""));
        crawl();
        gzip(START, "a.gz", start("") + start(""));
        Files.setLastModifiedTime(file, FileTime.from(NOW));

        OfEvent report = of(crawl(), START);

        assertThat(report.newObjects()).isEqualTo(1);
        assertThat(report.changed()).isEmpty();
        assertThat(raw.unstaged(DataSource.DEFAULT, START).getFirst().lines()).isEqualTo(2);
    }

    @Test
    void anObjectThatChangedAfterItWasStagedIsReportedAndNotReadAgain() throws Exception {
        Path file = gzip(START, "a.gz", start(""));
        crawl();
        stageAll();
        gzip(START, "a.gz", start("") + start(""));

        OfEvent report = of(crawl(), START);

        assertThat(report.changed()).containsExactly(layout.keyOf(file));
        assertThat(report.newObjects()).isZero();
        assertThat(raw.faults().of(DataSource.DEFAULT, START))
                .extracting(RawFault::state)
                .containsExactly(State.CHANGED);
        assertThat(raw.days(DataSource.DEFAULT).getFirst().lines()).isEqualTo(1);
    }

    @Test
    void reportsWhatIsNotThereAnyMore() throws IOException {
        Path file = gzip(START, "a.gz", start(""));
        crawl();
        Files.delete(file);

        OfEvent report = of(crawl(), START);

        assertThat(report.missing()).containsExactly(layout.keyOf(file));
    }

    @Test
    void ignoresWhatIsNoObjectAndSaysWhy() throws IOException {
        Path layer = layout.rawLayer(DataSource.DEFAULT);
        Path day = layout.rawFolder(DataSource.DEFAULT, START, MONDAY);
        gzip(START, "good.gz", start(""));
        Files.createFile(day.resolve("empty.gz"));
        Files.createFile(day.resolve(".hidden"));
        Files.writeString(day.resolve("_SUCCESS"), "x");
        Files.createDirectories(day.resolve("_temporary").resolve("0"));
        Files.writeString(layer.resolve("stray.gz"), "x");
        Files.writeString(layer.resolve("AUTH_START").resolve("stray.gz"), "x");
        Files.createDirectories(layer.resolve("it's a \"name\" ü"));
        Files.createDirectories(layer.resolve("auth_start"));
        Files.createDirectories(layer.resolve("AUTH_START").resolve("year=24"));
        Files.createDirectories(layer.resolve("AUTH_START/year=2023/month=02/day=30"));
        Path outside = Files.writeString(folder.resolve("outside.gz"), "x");
        Files.createSymbolicLink(day.resolve("link.gz"), outside);

        CrawlReport report = crawl();

        assertThat(report.ignored())
                .extracting(path -> path.path().substring("local-dap-raw-layer/txma/".length()))
                .containsExactlyInAnyOrder(
                        "AUTH_START/year=2024/month=01/day=01/empty.gz",
                        "AUTH_START/year=2024/month=01/day=01/.hidden",
                        "AUTH_START/year=2024/month=01/day=01/_SUCCESS",
                        "AUTH_START/year=2024/month=01/day=01/_temporary",
                        "AUTH_START/year=2024/month=01/day=01/link.gz",
                        "AUTH_START/year=24",
                        "AUTH_START/year=2023/month=02/day=30",
                        "stray.gz",
                        "it's a \"name\" ü");
        assertThat(of(report, START).unreadable())
                .containsExactly("local-dap-raw-layer/txma/AUTH_START/stray.gz");
        assertThat(report.ignored())
                .contains(
                        new IgnoredPath(
                                layout.keyOf(day.resolve("link.gz")),
                                "is a link that leads out of the lake"));
        assertThat(of(report, START).newObjects()).isEqualTo(1);
    }

    @Test
    void aFileWithAStrangeNameIsReadAndNotCanonical() throws IOException {
        gzip(START, "it's *[a] \"name\" ü.gz", start(""));

        crawl();

        RawObject object = raw.unstaged(DataSource.DEFAULT, START).getFirst();
        assertThat(object.goodLines()).isEqualTo(1);
        assertThat(object.clean()).isFalse();
    }

    @Test
    void anObjectThatCannotBeReadKeepsNoOtherBack() throws IOException {
        Path day = layout.rawFolder(DataSource.DEFAULT, START, MONDAY);
        gzip(END, "b.gz", end(""));
        gzip(START, "a.gz", start(""));
        Path target = Files.createDirectories(layout.root().resolve("no-file"));
        Files.createSymbolicLink(day.resolve("loop.gz"), day.resolve("loop.gz"));

        CrawlReport report = crawl();

        assertThat(target).isDirectory();
        assertThat(of(report, START).fault()).isEmpty();
        assertThat(of(report, START).unreadable())
                .containsExactly(layout.keyOf(day.resolve("loop.gz")));
        assertThat(of(report, START).newObjects()).isEqualTo(1);
        assertThat(of(report, END).fault()).isEmpty();
        assertThat(of(report, END).newObjects()).isEqualTo(1);
    }

    @Test
    void readsManyObjects() throws IOException {
        for (int i = 0; i < 600; i++) {
            gzip(i % 2 == 0 ? START : END, i + ".gz", i % 2 == 0 ? start("") : end(""));
        }

        CrawlReport report = crawl();

        assertThat(of(report, START).newObjects()).isEqualTo(300);
        assertThat(of(report, END).newObjects()).isEqualTo(300);
        assertThat(crawl().events()).isEmpty();
    }

    /// As the stage step records it, in the columns that the crawl reads.
    private void stageAll() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + layout.catalogFile());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO stage_file (stage_file_id, source, family, event, arrival_day,
                        processed_date, event_name, key, temporary_key, lines, selected, rows, bytes,
                        dml_sha256, run_id, committed_at)
                    VALUES (1, 'txma', 'f', 'auth_start', '2024-01-01', '20240101', 'AUTH_START',
                        's', 'a', 1, 1, 1, 1, 'd', 'r', 'now')\
                    """);
            statement.execute("UPDATE raw_object SET stage_file_id = 1");
        }
    }

    private static OfEvent of(CrawlReport report, EventName event) {
        return Objects.requireNonNull(report.events().get(event));
    }

    private CrawlReport crawl() {
        return step.crawl(source(), Set.of());
    }

    private static Source source(TableDefinition... pinned) {
        return new Source(
                DataSource.DEFAULT,
                List.of(),
                List.of(),
                List.of(pinned),
                List.of(),
                new WarehouseProject(List.of(), Optional.empty(), List.of(), List.of()),
                List.of());
    }

    private static TableDefinition pinned(EventName event, Column... columns) {
        return new TableDefinition(
                "local-txma-raw",
                event.name(),
                List.of(columns),
                List.of(),
                Optional.empty(),
                "raw.yml",
                1);
    }

    private static String start(String members) {
        return line("AUTH_START", members);
    }

    private static String end(String members) {
        return line("AUTH_END", members);
    }

    private static String line(String event, String members) {
        return "{\"event_id\":\"e\",\"event_name\":\"%s\",\"timestamp\":1700000000%s}\n"
                .formatted(event, members.isEmpty() ? "" : "," + members);
    }

    private Path gzip(EventName event, String name, String text) throws IOException {
        return put(event, name, gzipped(text));
    }

    private Path put(EventName event, String name, byte[] bytes) throws IOException {
        Path day = layout.rawFolder(DataSource.DEFAULT, event, MONDAY);
        Files.createDirectories(day);
        return Files.write(day.resolve(name), bytes);
    }

    private static byte[] gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
