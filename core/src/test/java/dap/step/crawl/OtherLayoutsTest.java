package dap.step.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dap.catalog.Catalog;
import dap.catalog.RawFault;
import dap.catalog.RawObject;
import dap.model.DataSource;
import dap.model.EventName;
import dap.project.Source;
import dap.project.WarehouseProject;
import dap.raw.RawOptions;
import dap.step.crawl.CrawlStep.Look;
import dap.store.LakeLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RAW as others write it.
class OtherLayoutsTest {

    private static final EventName START = new EventName("auth_start");
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    @TempDir Path folder;
    private LakeLayout layout;
    private Path layer;
    private Catalog catalog;
    private CrawlStep step;

    @BeforeEach
    void open() {
        layout = new LakeLayout(folder.resolve("lake"), "local");
        layer = layout.rawLayer(DataSource.DEFAULT);
        catalog = Catalog.open(layout.catalogFile());
        step =
                new CrawlStep(
                        layout, catalog.raw(), RawOptions.DEFAULT, InstantSource.fixed(NOW), 1);
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AUTH_START/year=2026/month=1/day=5/x.json",
                "AUTH_START/year=2026/month=01/day=05/hour=07/x.json",
                "AUTH_START/year=2026/month=01/day=05/a/b/c/x.json",
                "AUTH_START/2026/01/05/07/x.json",
                "AUTH_START/Year=2026/Month=01/Day=05/x.json",
                "auth_start/year=2026/month=01/day=05/x.json",
            })
    void anObjectOfADayIsTakenHoweverItsFoldersAreSpelt(String place) throws IOException {
        put(place);

        CrawlReport report = crawl();

        RawObject object = catalog.raw().unstaged(DataSource.DEFAULT, START).getFirst();
        assertThat(object.arrivalDay()).isEqualTo(LocalDate.of(2026, 1, 5));
        assertThat(object.key()).endsWith(place);
        assertThat(object.goodLines()).isEqualTo(1);
        assertThat(object.clean()).as("an engine that goes by folders would not find it").isFalse();
        assertThat(report.ignored()).isEmpty();
        assertThat(strays()).isEmpty();
    }

    @Test
    void oneDayInSeveralSpellingsIsOneDay() throws IOException {
        put("AUTH_START/year=2026/month=01/day=05/x.json");
        put("AUTH_START/year=2026/month=1/day=5/x.json");
        put("AUTH_START/2026/1/05/x.json");
        put("auth_start/year=2026/month=01/day=05/x.json");

        crawl();

        assertThat(catalog.raw().unstaged(DataSource.DEFAULT, START)).hasSize(4);
        assertThat(faults()).isEmpty();
    }

    @Test
    void whatComesLaterIntoAFolderWithinASettledDayIsFound() throws IOException {
        put("AUTH_START/year=2026/month=01/day=05/x.json");
        Files.createDirectories(layer.resolve("AUTH_START/year=2026/month=01/day=05/later"));
        age();
        crawl();

        put("AUTH_START/year=2026/month=01/day=05/later/y.json");
        age();
        step.crawl(source(), Set.of(), Look.WHERE_SOMETHING_MOVED);

        assertThat(catalog.raw().unstaged(DataSource.DEFAULT, START)).hasSize(2);
    }

    @Test
    void whatComesLaterBesideASettledDayIsFound() throws IOException {
        put("AUTH_START/year=2026/month=01/day=05/x.json");
        age();
        crawl();

        put("AUTH_START/year=2026/month=1/day=5/y.json");
        age();
        step.crawl(source(), Set.of(), Look.WHERE_SOMETHING_MOVED);

        assertThat(catalog.raw().unstaged(DataSource.DEFAULT, START)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AUTH_START/x.json",
                "AUTH_START/dt=2026-01-05/x.json",
                "AUTH_START/year=2026/x.json",
                "AUTH_START/year=2026/month=02/day=30/x.json",
                "AUTH_START/year=2026/month=01/day=05.d/x.json",
            })
    void whatLiesInNoDayIsAFaultOfItsEvent(String place) throws IOException {
        Path file = put(place);

        CrawlReport report = crawl();

        assertThat(report.events().get(START))
                .isNotNull()
                .satisfies(found -> assertThat(found.unreadable()).hasSize(1));
        assertThat(faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.state()).isEqualTo(RawFault.State.UNREADABLE);
                    assertThat(layout.keyOf(file)).startsWith(fault.key());
                });
        assertThat(strays()).hasSize(1);
    }

    @Test
    void onceItLiesInItsDayTheFaultIsGone() throws IOException {
        Path file = put("AUTH_START/dt=2026-01-05/x.json");
        crawl();

        Path day = layer.resolve("AUTH_START/year=2026/month=01/day=05");
        Files.createDirectories(day);
        Files.move(file, day.resolve("x.json"));
        crawl();

        assertThat(faults()).isEmpty();
        assertThat(strays()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.json", "auth-start/year=2026/month=01/day=05/x.json"})
    void whatIsOfNoEventIsNamed(String place) throws IOException {
        put(place);

        assertThat(crawl().ignored()).hasSize(1);
        assertThat(strays()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_SUCCESS",
                "AUTH_START/.DS_Store",
                "AUTH_START/_temporary/0/x.json",
                "AUTH_START/year=2026/month=01/day=05/_temporary/0/x.json",
            })
    void whatIsHiddenByItsNameIsNoStray(String place) throws IOException {
        put(place);
        crawl();

        assertThat(strays()).isEmpty();
        assertThat(faults()).isEmpty();
        assertThat(catalog.raw().unstaged(DataSource.DEFAULT, START)).isEmpty();
    }

    private Path put(String place) throws IOException {
        Path file = layer.resolve(place);
        Files.createDirectories(file.getParent());
        return Files.writeString(
                file,
                "{\"event_id\":\"%s\",\"event_name\":\"AUTH_START\",\"timestamp\":1767600000}\n"
                        .formatted(Integer.toHexString(place.hashCode())),
                StandardCharsets.UTF_8);
    }

    /// Everything is as old as it must be to be settled; a folder keeps the time of what came last.
    private void age() throws IOException {
        try (Stream<Path> found = Files.walk(layer)) {
            for (Path path : found.toList()) {
                if (Files.getLastModifiedTime(path).toInstant().isAfter(NOW)) {
                    Files.setLastModifiedTime(path, FileTime.from(NOW.minus(Duration.ofHours(1))));
                }
            }
        }
    }

    private List<IgnoredPath> strays() {
        return RawStrays.of(layout, DataSource.DEFAULT);
    }

    private List<RawFault> faults() {
        return catalog.raw().faults().all(DataSource.DEFAULT);
    }

    private CrawlReport crawl() {
        return step.crawl(source(), Set.of());
    }

    private static Source source() {
        return new Source(
                DataSource.DEFAULT,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new WarehouseProject(List.of(), Optional.empty(), List.of(), List.of()),
                List.of());
    }
}
