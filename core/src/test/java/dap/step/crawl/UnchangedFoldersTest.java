package dap.step.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dap.catalog.Catalog;
import dap.model.DataSource;
import dap.model.EventName;
import dap.model.FamilyName;
import dap.project.Event;
import dap.project.Family;
import dap.project.Source;
import dap.project.WarehouseProject;
import dap.raw.RawOptions;
import dap.step.crawl.CrawlReport.OfEvent;
import dap.step.crawl.CrawlStep.Look;
import dap.store.LakeLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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

/// What a run's crawl finds in days that have not changed for long, and what it leaves to `dap
/// crawl`.
class UnchangedFoldersTest {

    private static final EventName STAGED = new EventName("auth_start");
    private static final EventName UNMAPPED = new EventName("auth_end");
    private static final LocalDate DAY = LocalDate.of(2024, 1, 1);
    private static final Instant CAME = Instant.parse("2024-01-01T10:00:00Z");

    @TempDir Path folder;
    private LakeLayout layout;
    private Catalog catalog;
    private Instant now = CAME.plus(Duration.ofDays(2));

    @BeforeEach
    void open() {
        layout = new LakeLayout(folder.resolve("lake"), "local");
        catalog = Catalog.open(layout.catalogFile());
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void anUnchangedFolderIsNotListedAgain() throws Exception {
        Path file = makeUnchanged(STAGED);

        overwriteInPlace(file);

        assertThat(run()).isEmpty();
    }

    @Test
    void aLateObjectInAnUnchangedDayIsRead() throws Exception {
        makeUnchanged(STAGED);

        write(STAGED, "late.gz", 1);

        assertThat(found(run(), STAGED).newObjects()).isEqualTo(1);
    }

    @Test
    void anObjectReplacedInAnUnchangedDayIsReported() throws Exception {
        Path file = makeUnchanged(STAGED);
        Path temporary = Files.write(folder.resolve("temporary"), gzipped(STAGED, 2));

        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(found(run(), STAGED).changed()).containsExactly(layout.keyOf(file));
    }

    @Test
    void anUnstagedObjectRemovedFromAnUnchangedDayIsReported() throws Exception {
        Path file = makeUnchanged(UNMAPPED);

        Files.delete(file);

        assertThat(found(run(), UNMAPPED).missing()).containsExactly(layout.keyOf(file));
    }

    @Test
    void anUnchangedDayThatVanishesWholeIsReported() throws Exception {
        Path file = makeUnchanged(UNMAPPED);

        Files.delete(file);
        Files.delete(file.getParent());

        assertThat(found(run(), UNMAPPED).missing()).containsExactly(layout.keyOf(file));
    }

    @Test
    void whatIsWrittenOverInPlaceIsFoundByLookingAgain() throws Exception {
        Path file = makeUnchanged(STAGED);
        overwriteInPlace(file);

        OfEvent report = found(crawl(Look.ALL), STAGED);

        assertThat(report.changed()).containsExactly(layout.keyOf(file));
    }

    @Test
    void whatIsWrittenOverInPlaceIsFoundByARunAfterAWeek() throws Exception {
        Path file = makeUnchanged(STAGED);
        overwriteInPlace(file);

        now = now.plus(Duration.ofDays(8));

        assertThat(found(run(), STAGED).changed()).containsExactly(layout.keyOf(file));
    }

    @Test
    void anObjectThatChangedIsReportedByEveryRun() throws Exception {
        Path file = makeUnchanged(STAGED);
        overwriteInPlace(file);
        crawl(Look.ALL);

        now = now.plus(Duration.ofDays(8));
        run();

        assertThat(found(run(), STAGED).changed()).containsExactly(layout.keyOf(file));
    }

    @Test
    void anUnchangedDayThatIsToBeStagedAgainIsHeldAgainstItsFiles() throws Exception {
        Path file = makeUnchanged(STAGED);
        execute("UPDATE raw_object SET stage_file_id = NULL");
        overwriteInPlace(file);

        assertThat(found(run(), STAGED).newObjects()).isEqualTo(1);
    }

    @Test
    void anUnstagedObjectOfAStagedEventIsHeldAgainstItsFileInEveryRun() throws Exception {
        Path file = write(STAGED, "a.gz", 1);
        age(file);
        run();
        run();

        overwriteInPlace(file);

        assertThat(found(run(), STAGED).newObjects()).isEqualTo(1);
    }

    @Test
    void anObjectThatCameWithinTheTickOfTheListingIsNotMissed() throws Exception {
        Path file = write(STAGED, "a.gz", 1);
        age(file);
        Files.setLastModifiedTime(file.getParent(), FileTime.from(now.minusMillis(1)));
        run();
        stageAll();
        run();

        write(STAGED, "same-tick.gz", 1);
        Files.setLastModifiedTime(file.getParent(), FileTime.from(now.minusMillis(1)));

        assertThat(found(run(), STAGED).newObjects()).isEqualTo(1);
    }

    @Test
    void anEmptyFileThatFillsLaterIsRead() throws Exception {
        Path file = write(STAGED, "a.gz", 1);
        Path slow = Files.createFile(file.resolveSibling("slow.gz"));
        age(file);
        run();
        stageAll();
        run();

        Files.write(slow, gzipped(STAGED, 1));
        Files.setLastModifiedTime(file.getParent(), FileTime.from(CAME));

        assertThat(found(run(), STAGED).newObjects()).isEqualTo(1);
    }

    @Test
    void aFolderWithAnObjectStillBeingWrittenIsListedAgain() throws Exception {
        Path file = write(STAGED, "a.gz", 1);
        age(file);
        Files.setLastModifiedTime(file, FileTime.from(now.minusMillis(1)));
        run();
        stageAll();
        run();

        overwriteInPlace(file);

        assertThat(found(run(), STAGED).changed()).containsExactly(layout.keyOf(file));
    }

    /// An object of long ago that two runs have seen, the second one after it was staged.
    private Path makeUnchanged(EventName event) throws IOException, SQLException {
        Path file = write(event, "a.gz", 1);
        age(file);
        run();
        if (event.equals(STAGED)) {
            stageAll();
        }
        run();
        assertThat(run()).isEmpty();
        return file;
    }

    private void overwriteInPlace(Path file) throws IOException {
        Files.write(file, gzipped(STAGED, 2));
        Files.setLastModifiedTime(file, FileTime.from(CAME.plusSeconds(60)));
    }

    private Map<EventName, OfEvent> run() {
        return crawl(Look.WHERE_SOMETHING_MOVED);
    }

    private Map<EventName, OfEvent> crawl(Look look) {
        return new CrawlStep(layout, catalog.raw(), RawOptions.DEFAULT, () -> now, 2)
                .crawl(source(), Set.of(), look)
                .events();
    }

    private static OfEvent found(Map<EventName, OfEvent> report, EventName event) {
        assertThat(report).containsKey(event);
        return Objects.requireNonNull(report.get(event));
    }

    private Path write(EventName event, String name, int lines) throws IOException {
        Path day = layout.rawFolder(DataSource.DEFAULT, event, DAY);
        Files.createDirectories(day);
        return Files.write(day.resolve(name), gzipped(event, lines));
    }

    private static void age(Path file) throws IOException {
        touch(file, CAME);
    }

    private static void touch(Path file, Instant at) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(at));
        Files.setLastModifiedTime(file.getParent(), FileTime.from(at));
    }

    private static byte[] gzipped(EventName event, int lines) throws IOException {
        String line =
                "{\"event_id\":\"e\",\"event_name\":\"%s\",\"timestamp\":1700000000}\n"
                        .formatted(event.wireName());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(line.repeat(lines).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static Source source() {
        FamilyName family = new FamilyName("auth");
        Event event = new Event(STAGED, family, true, Optional.empty(), List.of());
        return new Source(
                DataSource.DEFAULT,
                List.of(new Family(family, true, List.of(event), List.of())),
                List.of(),
                List.of(),
                List.of(),
                new WarehouseProject(List.of(), Optional.empty(), List.of(), List.of()),
                List.of());
    }

    /// As the stage step records it, in the columns that the crawl reads.
    private void stageAll() throws SQLException {
        execute(
                """
                INSERT OR IGNORE INTO stage_file (stage_file_id, source, family, event,
                    arrival_day, processed_date, event_name, key, temporary_key, lines, selected,
                    rows, bytes, dml_sha256, run_id, committed_at)
                VALUES (1, 'txma', 'f', 'auth_start', '2024-01-01', '20240101', 'AUTH_START',
                    's', 'a', 1, 1, 1, 1, 'd', 'r', 'now')\
                """);
        execute("UPDATE raw_object SET stage_file_id = 1");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + layout.catalogFile());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
