package dap.step.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dap.catalog.Catalog;
import dap.catalog.CrawledObject;
import dap.catalog.RawCatalog;
import dap.catalog.RawFault;
import dap.catalog.RawObject;
import dap.model.DataSource;
import dap.model.EventName;
import dap.project.Source;
import dap.project.WarehouseProject;
import dap.raw.RawOptions;
import dap.raw.SchemaTree;
import dap.store.FileMark;
import dap.store.LakeLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Objects that others rename, replace, cut off or take away, before they are staged; and what lies
/// beside them.
class RawFaultsTest {

    private static final EventName START = new EventName("auth_start");
    private static final LocalDate MONDAY = LocalDate.of(2024, 1, 1);
    private static final Instant NOW = Instant.parse("2024-01-03T04:05:06Z");

    @TempDir Path folder;
    private LakeLayout layout;
    private Catalog catalog;
    private RawCatalog raw;
    private Path day;

    @BeforeEach
    void open() throws IOException {
        layout = new LakeLayout(folder.resolve("lake"), "local");
        catalog = Catalog.open(layout.catalogFile());
        raw = catalog.raw();
        day = Files.createDirectories(layout.rawFolder(DataSource.DEFAULT, START, MONDAY));
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @ParameterizedTest
    @CsvSource({
        "a.gz.TMP,                      true",
        "a.gz.tmp,                      true",
        "a.json.part,                   true",
        "a.gz.partial,                  true",
        "a.gz.1a2b3c4d.partial,         true",
        "part-0-1.inprogress.0a1b,      true",
        "part-0-1.pending,              true",
        "a.gz._COPYING_,                true",
        "a.gz_.gstmp,                   true",
        "a.gz.6Fe2aB1c,                 true",
        "a.gz.filepart,                 true",
        "a.gz~,                         true",
        "a.gz.crc,                      true",
        "a.gz,                          false",
        "a.tmp.gz,                      false",
        "a-1a2b3c4d.gz,                 false",
        "part-00000-1a2b3c4d.json,      false",
        "data.json,                     false",
        "firehose-1-2024-01-01-00-00-00-1a2b3c4d, false",
    })
    void namesOfFilesInTheMakingAreKnown(String name, boolean isTemporary) {
        assertThat(TemporaryNames.isOne(name)).isEqualTo(isTemporary);
    }

    @Test
    void aFileInTheMakingIsLeftAloneUntilItHasItsName() throws IOException {
        Path making = put("a.gz.TMP", gzipped("1", "2"));
        put("b.gz", gzipped("3"));

        CrawlReport first = crawl();

        assertThat(first.ignored())
                .extracting(IgnoredPath::path)
                .containsExactly(layout.keyOf(making));
        assertThat(lines()).isEqualTo(Map.of("b.gz", 1L));
        Files.move(making, day.resolve("a.gz"));
        crawl();
        assertThat(lines()).isEqualTo(Map.of("a.gz", 2L, "b.gz", 1L));
        assertThat(faults()).isEmpty();
    }

    @Test
    void whatAnOlderDapTookForAnObjectInTheMakingIsGivenUp() throws IOException {
        Path making = put("a.gz.TMP", gzipped("1"));
        raw.record(
                List.of(
                        new CrawledObject(
                                DataSource.DEFAULT,
                                START,
                                MONDAY,
                                layout.keyOf(making),
                                new FileMark(5, NOW, ""),
                                "",
                                1,
                                true,
                                SchemaTree.EMPTY,
                                List.of())),
                NOW);

        crawl();
        Files.move(making, day.resolve("a.gz"));
        crawl();

        assertThat(faults()).isEmpty();
        assertThat(lines()).isEqualTo(Map.of("a.gz", 1L));
    }

    @Test
    void anObjectThatIsTakenBackIsMissingMeanwhile() throws IOException {
        Path file = put("a.gz", gzipped("1"));
        crawl();
        Path making = Files.move(file, day.resolve("a.gz.TMP"));
        crawl();
        assertThat(faults()).containsExactly("a.gz missing");

        Files.move(making, file);
        crawl();

        assertThat(faults()).isEmpty();
        assertThat(lines()).isEqualTo(Map.of("a.gz", 1L));
    }

    @Test
    void anObjectThatIsRenamedIsTheSameObject() throws IOException {
        Path file = put("a.gz", gzipped("1", "2"));
        crawl();
        long id = raw.unstaged(DataSource.DEFAULT, START).getFirst().id();

        Files.move(file, day.resolve("z.gz"));
        CrawlReport report = crawl();

        RawObject object = raw.unstaged(DataSource.DEFAULT, START).getFirst();
        assertThat(object.id()).isEqualTo(id);
        assertThat(lines()).isEqualTo(Map.of("z.gz", 2L));
        assertThat(faults()).isEmpty();
        assertThat(report.events()).isEmpty();
    }

    @Test
    void aCopyBesideAnObjectIsAnotherObject() throws IOException {
        Path file = put("a.gz", gzipped("1", "2"));
        crawl();

        Files.copy(file, day.resolve("copy.gz"));
        crawl();

        assertThat(lines()).isEqualTo(Map.of("a.gz", 2L, "copy.gz", 2L));
    }

    @Test
    void anObjectThatIsSwappedWithTheSameSizeAndTimeIsReadAgain() throws IOException {
        Path file = put("a.json", plain("1", "2"));
        FileTime time = Files.getLastModifiedTime(file);
        crawl();
        Path other = put("../other", plain("1", "x"));
        Files.setLastModifiedTime(other, time);

        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        CrawlReport report = crawl();

        assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
        assertThat(of(report).newObjects()).isEqualTo(1);
    }

    @Test
    void anObjectThatIsCutOffWaitsUntilItIsWhole() throws IOException {
        byte[] whole = gzipped("1", "2", "3");
        Path file = put("a.gz", Arrays.copyOf(whole, whole.length - 5));
        put("b.gz", gzipped("4"));

        CrawlReport report = crawl();

        assertThat(of(report).cutOff()).containsExactly(layout.keyOf(file));
        assertThat(lines()).isEqualTo(Map.of("b.gz", 1L));
        assertThat(faults()).containsExactly("a.gz cut-off");
        crawl();
        assertThat(faults()).containsExactly("a.gz cut-off");
        put("a.gz", whole);
        crawl();
        assertThat(lines()).isEqualTo(Map.of("a.gz", 3L, "b.gz", 1L));
        assertThat(faults()).isEmpty();
    }

    @Test
    void anObjectWithAWrongChecksumWaits() throws IOException {
        byte[] bytes = gzipped("1", "2", "3");
        bytes[bytes.length - 6] ^= 1;
        put("a.gz", bytes);

        crawl();

        assertThat(lines()).isEmpty();
        assertThat(faults()).containsExactly("a.gz damaged");
    }

    @Test
    void whatIsMissingIsBookedAndTheRestGoesOn() throws IOException {
        Path file = put("a.gz", gzipped("1", "2"));
        put("b.gz", gzipped("3"));
        crawl();

        Files.delete(file);
        crawl();

        assertThat(faults()).containsExactly("a.gz missing");
        assertThat(lines()).isEqualTo(Map.of("b.gz", 1L));
        put("a.gz", gzipped("1", "2"));
        crawl();
        assertThat(faults()).isEmpty();
        assertThat(lines()).isEqualTo(Map.of("a.gz", 2L, "b.gz", 1L));
    }

    @Test
    void whatCannotBeReadIsSaidAndTheRestGoesOn() throws Exception {
        put("b.gz", gzipped("3"));
        Files.createSymbolicLink(day.resolve("dangling.gz"), day.resolve("nowhere.gz"));
        Files.createSymbolicLink(day.resolve("loop.gz"), day.resolve("loop.gz"));
        int made =
                new ProcessBuilder("sh", "-c", "cp b.gz \"$(printf '\\377\\376').gz\"")
                        .directory(day.toFile())
                        .start()
                        .waitFor();
        assertThat(made).isZero();

        crawl();
        crawl();

        assertThat(lines()).isEqualTo(Map.of("b.gz", 1L));
        assertThat(raw.faults().of(DataSource.DEFAULT, START))
                .hasSize(3)
                .allMatch(fault -> fault.state() == RawFault.State.UNREADABLE)
                .extracting(RawFault::detail)
                .anyMatch(detail -> detail.contains("leads nowhere"))
                .anyMatch(detail -> detail.contains("no UTF-8"));
        Files.delete(day.resolve("dangling.gz"));
        crawl();
        assertThat(faults()).hasSize(2);
    }

    private CrawlReport.OfEvent of(CrawlReport report) {
        return Objects.requireNonNull(report.events().get(START));
    }

    /// Good lines of what can be staged, by name.
    private Map<String, Long> lines() {
        Map<String, Long> lines = new TreeMap<>();
        raw.unstaged(DataSource.DEFAULT, START)
                .forEach(object -> lines.put(nameOf(object.key()), object.goodLines()));
        return lines;
    }

    private List<String> faults() {
        return raw.faults().of(DataSource.DEFAULT, START).stream()
                .map(fault -> nameOf(fault.key()) + " " + fault.state().text())
                .toList();
    }

    private static String nameOf(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    private CrawlReport crawl() {
        return new CrawlStep(layout, raw, RawOptions.DEFAULT, InstantSource.fixed(NOW), 2)
                .crawl(
                        new Source(
                                DataSource.DEFAULT,
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                new WarehouseProject(
                                        List.of(), Optional.empty(), List.of(), List.of()),
                                List.of()),
                        Set.of());
    }

    private Path put(String name, byte[] bytes) throws IOException {
        return Files.write(day.resolve(name), bytes);
    }

    private static byte[] plain(String... ids) {
        StringBuilder text = new StringBuilder();
        for (String id : ids) {
            text.append(
                    "{\"event_id\":\"%s\",\"event_name\":\"AUTH_START\",\"timestamp\":1700000000}\n"
                            .formatted(id));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzipped(String... ids) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain(ids));
        }
        return bytes.toByteArray();
    }
}
