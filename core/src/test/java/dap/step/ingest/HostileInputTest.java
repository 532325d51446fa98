package dap.step.ingest;

import static dap.step.ingest.IngestLake.event;
import static dap.step.ingest.IngestLake.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dap.catalog.RejectCount;
import dap.model.DataSource;
import dap.raw.RawOptions;
import dap.raw.RejectReason;
import dap.store.WorkFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileInputTest {

    private static final String GOOD = event("A", 1);

    @TempDir Path folder;
    private IngestLake lake;

    @BeforeEach
    void open() {
        lake = new IngestLake(folder);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void anEmptyInputIsNoEvent() {
        IngestResult result = lake.ingest("");

        assertThat(result.accepted()).isZero();
        assertThat(result.rejected()).isZero();
        assertThat(result.already()).isFalse();
    }

    @Test
    void rejectedLinesAreKeptByteForByteWithTheirReasons() {
        byte[] broken = {'{', '"', 'a', (byte) 0xFF, (byte) 0xC0, 0, '"'};
        byte[] input = concat(GOOD.getBytes(UTF_8), LF, broken, LF, "42".getBytes(UTF_8), LF);

        IngestResult result = lake.ingest(input);

        assertThat(result.rejects())
                .isEqualTo(Map.of(RejectReason.INVALID_UTF8, 1L, RejectReason.NOT_AN_OBJECT, 1L));
        assertThat(lake.rejectedLines()).isEqualTo(concat(broken, LF, "42\n".getBytes(UTF_8)));
        assertThat(lake.reasons())
                .isEqualTo(
                        """
                        {"line":2,"reason":"invalid-utf8","detail":"","event":"","offset":0,"bytes":7}
                        {"line":3,"reason":"not-an-object","detail":"","event":"","offset":8,"bytes":2}
                        """);
        assertThat(lake.rawText()).isEqualTo(GOOD + "\n");
    }

    @Test
    void theCatalogCountsRejectedLinesByEventAndReason() {
        String early = "{\"event_name\":\"B\",\"event_id\":\"x\",\"timestamp\":\"soon\"}";

        lake.ingest(early + "\n" + early + "\n" + GOOD);

        assertThat(lake.raw().ingestRejects(DataSource.DEFAULT))
                .extracting(RejectCount::event, RejectCount::reason, RejectCount::lines)
                .containsExactly(tuple("B", RejectReason.BAD_TIMESTAMP, 2L));
    }

    @Test
    void aNameThatClimbsOutOfTheLakeIsRejected() {
        IngestResult result = lake.ingest(event("../../etc/x", 1) + "\n" + event("A/B", 2));

        assertThat(result.rejects()).isEqualTo(Map.of(RejectReason.BAD_EVENT_NAME, 2L));
        assertThat(lake.objects()).isEmpty();
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreNoPartOfAnEvent() {
        byte[] input = concat(MARK, (GOOD + "\r\n\r\n" + event("A", 2) + "\r\n").getBytes(UTF_8));

        IngestResult result = lake.ingest(input);

        assertThat(result.rejected()).isZero();
        assertThat(lake.rawText()).isEqualTo(GOOD + "\n" + event("A", 2) + "\n");
    }

    @Test
    void nulIsNoBlank() {
        IngestResult result = lake.ingest(GOOD + "\n\0\0\0\n");

        assertThat(result.accepted()).isEqualTo(1);
        assertThat(result.rejects()).isEqualTo(Map.of(RejectReason.NOT_JSON, 1L));
    }

    @Test
    void whatIsWholeInATruncatedGzipIsTaken() {
        String lines = manyLines();
        byte[] whole = gzip(lines.getBytes(UTF_8));

        IngestResult result = lake.ingest(Arrays.copyOf(whole, whole.length - 1_000));

        assertThat(result.rejects()).isEqualTo(Map.of(RejectReason.TRUNCATED_GZIP, 1L));
        assertThat(result.accepted()).isGreaterThan(1_000);
        String taken = lake.rawText();
        String tail = new String(lake.rejectedLines(), UTF_8).strip();
        assertThat(lines).startsWith(taken + tail);
    }

    @Test
    void whatComesBeforeBrokenGzipIsTakenAndItsIdentityIsTheWholeInput() {
        byte[] input = concat(gzip((GOOD + "\n").getBytes(UTF_8)), "garbage".getBytes(UTF_8));

        IngestResult first = lake.ingest(input);
        IngestResult other = lake.ingest(concat(input, LF));

        assertThat(first.accepted()).isEqualTo(1);
        assertThat(first.rejects()).isEqualTo(Map.of(RejectReason.CORRUPT_GZIP, 1L));
        assertThat(other.already()).isFalse();
    }

    @Test
    void gzipOfSeveralMembersIsOneText() {
        byte[] input =
                concat(
                        gzip(GOOD.substring(0, 9).getBytes(UTF_8)),
                        gzip(GOOD.substring(9).getBytes(UTF_8)));

        IngestResult result = lake.ingest(input);

        assertThat(result.rejected()).isZero();
        assertThat(lake.rawText()).isEqualTo(GOOD + "\n");
    }

    @Test
    void aLineOfFiftyMegabytesIsTaken() {
        String long50 = GOOD.replace("}", ",\"padding\":\"" + "x".repeat(50 << 20) + "\"}") + "\n";

        IngestResult result = lake.ingest(long50);

        assertThat(result.accepted()).isEqualTo(1);
        assertThat(lake.rawText().equals(long50)).isTrue();
    }

    @Test
    void aLineThatIsTooLongIsKeptWholeInTheRejects() {
        byte[] endless = new byte[70 << 20];
        Arrays.fill(endless, (byte) 'x');
        endless[endless.length - 1] = 'y';

        IngestResult result = lake.ingest(concat(endless, LF, GOOD.getBytes(UTF_8)));

        assertThat(result.rejects()).isEqualTo(Map.of(RejectReason.LINE_TOO_LONG, 1L));
        assertThat(result.accepted()).isEqualTo(1);
        assertThat(Arrays.equals(lake.rejectedLines(), concat(endless, LF))).isTrue();
    }

    @Test
    void namesWithoutEndAreRejected() throws IOException {
        String lines = event("A", 1) + "\n" + event("B", 2) + "\n" + event("C", 3) + "\n";
        IngestInput input =
                new IngestInput.OfStream("test", new ByteArrayInputStream(lines.getBytes(UTF_8)));

        try (WorkFolder work = WorkFolder.open(lake.layout, IngestRecovery.PURPOSE);
                Compressor compressor = new Compressor(6);
                InputText text = InputText.open(input, IngestProgress.NONE)) {
            IngestLimits twoEvents = new IngestLimits(IngestLake.OBJECT_BYTES, 2);
            UncommittedIngest uncommitted =
                    new UncommittedIngest(
                            lake.layout, work, compressor, RawOptions.DEFAULT, twoEvents);
            uncommitted.write(text);

            assertThat(uncommitted.rejects()).isEqualTo(Map.of(RejectReason.BAD_EVENT_NAME, 1L));
        }
    }

    @Test
    void anArrayIsTakenElementByElement() {
        String pretty = GOOD.replace(",", ",\r\n  ").replace("{", "{\n  ").replace("}", "\n}");

        IngestResult result = lake.ingest("\n [ " + pretty + ",\n" + event("A", 2) + " , 7, ]\n");

        assertThat(result.rejects()).isEqualTo(Map.of(RejectReason.NOT_AN_OBJECT, 1L));
        assertThat(lake.rawText().lines().map(line -> line.replace(" ", "")))
                .containsExactly(GOOD, event("A", 2));
    }

    @Test
    void anArrayThatIsNotClosedIsReported() {
        IngestResult result = lake.ingest(gzip(("[" + GOOD + ",\n").getBytes(UTF_8)));

        assertThat(result.accepted()).isEqualTo(1);
        assertThat(lake.reasons()).contains("\"detail\":\"the array is not closed\"");
    }

    private static final byte[] LF = {'\n'};
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static String manyLines() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            lines.append(event("A", i)).append('\n');
        }
        return lines.toString();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
