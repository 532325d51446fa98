package dap.step.ingest;

import static dap.step.ingest.IngestLake.event;
import static dap.step.ingest.IngestLake.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.catalog.RawObject;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.DataSource;
import dap.model.EventName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestStepTest {

    private static final String ONE = event("AUTH_CREATE_ACCOUNT", 1);
    private static final String TWO = event("IPV_KBV_CRI_START", 2);
    private static final String THREE = event("AUTH_CREATE_ACCOUNT", 3);

    @TempDir Path folder;
    private IngestLake lake;

    @BeforeEach
    void open() {
        lake = new IngestLake(folder.resolve("lake"));
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void linesGoByteForByteUnderTheirEventAndArrivalDay() {
        IngestResult result = lake.ingest(String.join("\n", ONE, TWO, THREE) + "\n");

        assertThat(result.accepted()).isEqualTo(3);
        assertThat(result.objects()).isEqualTo(2);
        assertThat(result.events())
                .isEqualTo(Map.of("AUTH_CREATE_ACCOUNT", 2L, "IPV_KBV_CRI_START", 1L));
        assertThat(lake.objects())
                .extracting(object -> lake.layout.keyOf(object).replaceFirst("/[^/]*$", ""))
                .containsExactly(
                        "local-dap-raw-layer/txma/AUTH_CREATE_ACCOUNT/year=2026/month=03/day=02",
                        "local-dap-raw-layer/txma/IPV_KBV_CRI_START/year=2026/month=03/day=02");
        assertThat(lake.rawText()).isEqualTo(String.join("\n", ONE, THREE, TWO) + "\n");
        assertThat(lake.workFiles()).isEmpty();
    }

    @Test
    void theCatalogKnowsObjectsWithoutACrawl() {
        lake.ingest(ONE + "\n" + THREE + "\n");

        List<RawObject> objects = unstaged("auth_create_account");
        assertThat(objects).hasSize(1);
        RawObject object = objects.getFirst();
        assertThat(object.lines()).isEqualTo(2);
        assertThat(object.clean()).isTrue();
        assertThat(object.bytes()).isEqualTo(lake.objects().getFirst().toFile().length());
        assertThat(object.tree().columns())
                .extracting(column -> column.name())
                .containsExactly("event_id", "event_name", "timestamp");
    }

    @Test
    void theSameInputIsTakenOnce() {
        byte[] input = (ONE + "\n").getBytes(UTF_8);
        lake.ingest(input);

        IngestResult second = lake.ingest(input);

        assertThat(second.already()).isTrue();
        assertThat(second.accepted()).isZero();
        assertThat(lake.rawText()).isEqualTo(ONE + "\n");
        assertThat(lake.workFiles()).isEmpty();
    }

    @Test
    void theSameInputIsTakenAgainIfAsked() {
        byte[] input = (ONE + "\n").getBytes(UTF_8);
        lake.ingest(input);

        lake.ingest(input, true);
        IngestResult third = lake.ingest(input, true);

        assertThat(third.already()).isFalse();
        assertThat(third.accepted()).isEqualTo(1);
        assertThat(lake.rawText()).isEqualTo((ONE + "\n").repeat(3));
        assertThat(unstaged("auth_create_account")).hasSize(3);
    }

    @Test
    void anotherArrivalDayIsAnotherIngest() throws IOException {
        Path file = Files.writeString(folder.resolve("events.json"), ONE + "\n");
        IngestInput input = new IngestInput.OfFile(file);
        LocalDate day = LocalDate.of(2026, 2, 28);
        lake.ingest(ONE + "\n");

        IngestResult result =
                lake.step(IngestLake.OBJECT_BYTES)
                        .ingest(
                                new IngestRequest(
                                        DataSource.DEFAULT,
                                        List.of(input),
                                        Optional.of(day),
                                        false),
                                IngestProgress.NONE);

        assertThat(result.accepted()).isEqualTo(1);
        assertThat(unstaged("auth_create_account"))
                .extracting(RawObject::arrivalDay)
                .containsExactly(day, LocalDate.of(2026, 3, 2));
    }

    @Test
    void aDataSourceHasALayerOfItsOwn() throws IOException {
        Path file = Files.writeString(folder.resolve("events.json"), ONE + "\n");
        DataSource other = new DataSource("other");

        lake.step(IngestLake.OBJECT_BYTES)
                .ingest(
                        new IngestRequest(
                                other,
                                List.of(new IngestInput.OfFile(file)),
                                Optional.empty(),
                                false),
                        IngestProgress.NONE);

        assertThat(lake.layout.rawLayer(other)).isNotEmptyDirectory();
        assertThat(lake.layout.rawLayer(DataSource.DEFAULT)).doesNotExist();
    }

    @Test
    void objectsAreRolledBySizeAndKeepTheOrder() {
        String lines =
                IntStream.range(0, 500)
                        .mapToObj(i -> event("AUTH_CREATE_ACCOUNT", i) + "\n")
                        .collect(Collectors.joining());
        Path file = write("many.json", lines.getBytes(UTF_8));

        IngestResult result =
                lake.step(10_000)
                        .ingest(
                                IngestLake.request(false, new IngestInput.OfFile(file)),
                                IngestProgress.NONE);

        assertThat(result.objects()).isBetween(4L, 6L).isEqualTo(lake.objects().size());
        assertThat(lake.objects())
                .allSatisfy(object ->
                        assertThat(lake.raw(List.of(object)).length()).isLessThan(10_001));
        assertThat(lake.rawText()).isEqualTo(lines);
    }

    @Test
    void manyMegabytesOverManyEventsComeOutAsTheyWentIn() {
        String filler = "x".repeat(3_000);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            String event = event("EVENT_%02d".formatted(i % 40), i);
            lines.add(event.replace("}", ",\"filler\":\"%s%d\"}".formatted(filler, i)));
        }

        IngestResult result = lake.ingest(String.join("\n", lines));

        assertThat(result.accepted()).isEqualTo(6_000);
        assertThat(lake.rawText().lines().toList()).containsExactlyInAnyOrderElementsOf(lines);
    }

    @Test
    void severalInputsAreSeveralIngests() {
        IngestInput first = new IngestInput.OfFile(write("1.json", (ONE + "\n").getBytes(UTF_8)));
        IngestInput second = new IngestInput.OfFile(write("2.json.gz", gzip(TWO.getBytes(UTF_8))));
        lake.ingest(ONE + "\n");

        IngestResult result =
                lake.step(IngestLake.OBJECT_BYTES)
                        .ingest(IngestLake.request(false, first, second), IngestProgress.NONE);

        assertThat(result.already()).isFalse();
        assertThat(result.accepted()).isEqualTo(1);
        assertThat(lake.rawText()).isEqualTo(ONE + "\n" + TWO + "\n");
    }

    @Test
    void progressEndsWithAllBytes() {
        byte[] text = (ONE + "\n").repeat(30_000).getBytes(UTF_8);
        IngestInput input = new IngestInput.OfFile(write("1.json", text));
        List<Long> reports = new ArrayList<>();

        lake.step(IngestLake.OBJECT_BYTES)
                .ingest(
                        IngestLake.request(false, input),
                        (_, bytes, total) -> {
                            assertThat(total).isEqualTo(OptionalLong.of(text.length));
                            reports.add(bytes);
                        });

        assertThat(reports).hasSizeGreaterThan(2).isSorted().last().isEqualTo((long) text.length);
    }

    @Test
    void aFileThatIsNotThereStopsAllBeforeAnythingIsRead() {
        IngestInput there = new IngestInput.OfFile(write("1.json", ONE.getBytes(UTF_8)));
        IngestInput missing = new IngestInput.OfFile(folder.resolve("2.json"));

        assertThatThrownBy(() ->
                        lake.step(IngestLake.OBJECT_BYTES)
                                .ingest(
                                        IngestLake.request(false, there, missing),
                                        IngestProgress.NONE))
                .isInstanceOfSatisfying(
                        DapException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_MISSING))
                .hasMessageContaining("2.json does not exist.");
        assertThat(lake.objects()).isEmpty();
    }

    @Test
    void aFolderIsNoInput() {
        assertThatThrownBy(() ->
                        lake.step(IngestLake.OBJECT_BYTES)
                                .ingest(
                                        IngestLake.request(false, new IngestInput.OfFile(folder)),
                                        IngestProgress.NONE))
                .isInstanceOf(DapException.class)
                .hasMessageContaining(folder + " is a folder, not a file.")
                .hasMessageContaining("Name the files in it");
    }

    private List<RawObject> unstaged(String event) {
        return lake.raw().unstaged(DataSource.DEFAULT, new EventName(event));
    }

    private Path write(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
