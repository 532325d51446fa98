package dap.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dap.model.EventName;
import dap.store.ContentHash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrappingTest {

    // Source of the first bytes: the formats' own specifications.
    @ParameterizedTest
    @CsvSource({
        "504b030414000000, ZIP",
        "425a683931415926, BZIP2",
        "fd377a585a000004, XZ",
        "28b52ffd24000000, ZSTD",
        "04224d1864400000, LZ4",
        "ff060000734e61507059, SNAPPY",
        "377abcaf271c0004, SEVEN_ZIP",
        "5041523115040000, PARQUET",
        "4f626a0104140000, AVRO",
        "4f524300000a0000, ORC",
        "fffe7b0022006100, UTF_16",
        "feff007b00220061, UTF_16",
        "7b00220061002200, UTF_16",
        "007b002200610022, UTF_16",
    })
    void aWrappingIsToldByItsFirstBytes(String hex, Wrapping wrapping) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(wrapping(bytes)).hasValue(wrapping);
        assertThat(wrapping(gzip(bytes))).as("within gzip").hasValue(wrapping);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\n \"a\": 1\n}\n",
                "\n\n{\r\n \"a\": {\r\n \"b\": [1,\r\n2]}}",
                "{\"a\": 1,\n\"b\": 2}\n{\"a\": 1,\n\"b\": 2}\n",
                "{\n \"a\": 1\n}\n{\n \"a\": 2",
                "{\n \"a\":\n",
                "[\n {\"a\": 1},\n {\"a\": 2}\n]",
            })
    void aDocumentOverSeveralLinesIsOne(String text) {
        assertThat(wrapping(utf8(text))).hasValue(Wrapping.DOCUMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"a\": 1}\n{\"a\": 2}\n",
                "{\"a\": 1}",
                "{\"a\": 1\n{\"a\": 2}\n",
                "{\n{\"a\": 2}\n",
                "{\"a\": \"half\n of a text\"}\n",
                "{\"a\": 1,\n\"b\": 2}\n{\"a\": 1}\n",
                "{\"a\":\n",
                "garbage {\n",
                "[1, 2]\n[3]\n",
                "BZh9 is no archive",
                "ORCHESTRATOR started",
            })
    void linesAreNone(String text) {
        assertThat(wrapping(utf8(text))).isEmpty();
    }

    @Test
    void aDocumentIsToldThoughItIsLongerThanWhatIsLookedAt() {
        String text = "{\n \"a\": \"" + "x".repeat(20_000) + "\"\n}\n";

        assertThat(wrapping(utf8(text))).hasValue(Wrapping.DOCUMENT);
    }

    @Test
    void aLongLineIsNoDocument() {
        String text = "{\"a\": \"" + "x".repeat(20_000) + "\"}\n{\"a\": 1}\n";

        assertThat(wrapping(utf8(text))).isEmpty();
    }

    @Test
    void gzipInGzipIsReadAsItsText() {
        byte[] twice = gzip(gzip(utf8("a\nb\n")));

        assertThat(lines(twice)).containsExactly("a", "b");
        assertThat(lines(gzip(twice))).containsExactly("a", "b");
    }

    @Test
    void gzipInGzipIsNotWhatAnEngineReads() {
        try (LineReader reader = reader(gzip(gzip(utf8("a\n"))))) {
            while (reader.next()) {
                // to the end
            }
            assertThat(reader.isCanonical("x.gz")).isFalse();
        }
    }

    @Test
    void gzipInGzipThatIsCutOffSaysSo() {
        byte[] inner = gzip(utf8("a\nb\n"));
        byte[] cut = gzip(Arrays.copyOf(inner, inner.length - 4));
        List<RejectReason> faults = new ArrayList<>();
        try (LineReader reader = reader(cut)) {
            while (reader.next()) {
                Optional.ofNullable(reader.fault()).ifPresent(faults::add);
            }
        }

        assertThat(faults).containsExactly(RejectReason.TRUNCATED_GZIP);
    }

    @Test
    void ofGzipInGzipTheBytesAreHashedAsTheyAreStored(@TempDir Path folder) throws IOException {
        byte[] line = utf8("{\"event_id\":\"e\",\"event_name\":\"A\",\"timestamp\":1}\n");
        Path twice = Files.write(folder.resolve("x.gz"), gzip(gzip(line)));

        ObjectExamination read =
                ObjectExamination.read(twice, EventName.ofWireName("A"), RawOptions.DEFAULT);

        assertThat(read.lines()).isEqualTo(1);
        assertThat(read.clean()).isFalse();
        assertThat(read.sha256()).isEqualTo(ContentHash.of(twice));
    }

    private static Optional<Wrapping> wrapping(byte[] bytes) {
        try (LineReader reader = reader(bytes)) {
            return reader.wrapping();
        }
    }

    private static List<String> lines(byte[] bytes) {
        List<String> lines = new ArrayList<>();
        try (LineReader reader = reader(bytes)) {
            while (reader.next()) {
                lines.add(
                        new String(
                                reader.buffer(),
                                reader.offset(),
                                reader.length(),
                                StandardCharsets.UTF_8));
            }
        }
        return lines;
    }

    private static LineReader reader(byte[] bytes) {
        return LineReader.of("x", new ByteArrayInputStream(bytes));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
