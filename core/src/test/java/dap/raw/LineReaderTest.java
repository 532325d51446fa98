package dap.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    @Test
    void endsLinesWithEitherEndAndTheLastWithNone() {
        List<String> lines = read(utf8("a\nb\r\n\n  \r\nc"));

        assertThat(lines).containsExactly("1:a", "2:b", "5:c");
    }

    @Test
    void readsGzipByItsFirstBytes() {
        List<String> lines = read(gzip("a\nb\n"));

        assertThat(lines).containsExactly("1:a", "2:b");
    }

    @Test
    void readsGzipOfSeveralMembersWithPadding() {
        byte[] members = join(gzip("a\nb"), gzip("b\nc\n"), gzip(""), new byte[7]);

        assertThat(read(members)).containsExactly("1:a", "2:bb", "3:c");
        assertThat(isCanonical(members, "x.gz")).isTrue();
    }

    @Test
    void readsEveryFieldThatAGzipHeaderMayHave() throws IOException {
        byte[] plain = gzip("a\n");
        ByteArrayOutputStream named = new ByteArrayOutputStream();
        named.write(plain, 0, 3);
        named.write(2 | 4 | 8 | 16);
        named.write(plain, 4, 6);
        named.write(new byte[] {2, 0, 'x', 'y'});
        named.write(utf8("name\0comment\0"));
        named.write(new byte[] {0, 0});
        named.write(plain, 10, plain.length - 10);

        assertThat(read(named.toByteArray())).containsExactly("1:a");
    }

    @Test
    void skipsAByteOrderMarkAtTheStartOnly() {
        List<String> lines = read(utf8("\uFEFFa\n\uFEFFb\n"));

        assertThat(lines).containsExactly("1:a", "2:\uFEFFb");
    }

    @Test
    void keepsWholeLinesOfGzipThatIsCutAnywhere() {
        byte[] whole = gzip(manyLines());
        List<String> all = read(whole);

        for (int length = 3; length < whole.length; length += 97) {
            List<String> lines = read(Arrays.copyOf(whole, length));

            List<String> wholeLines = lines.subList(0, lines.size() - 1);
            assertThat(lines.getLast()).matches("\\d+!truncated-gzip");
            assertThat(wholeLines).isEqualTo(all.subList(0, wholeLines.size()));
        }
    }

    @Test
    void keepsTheLinesBeforeAFaultInTheGzip() {
        byte[] bytes = join(gzip("a\nb\n"), utf8("garbage"));

        assertThat(read(bytes)).containsExactly("1:a", "2:b", "3!corrupt-gzip");
        assertThat(isCanonical(bytes, "x.gz")).isFalse();
    }

    @Test
    void tellsAWrongChecksum() {
        byte[] bytes = gzip("a\nb\n");
        bytes[bytes.length - 6] ^= 1;

        assertThat(read(bytes)).containsExactly("1:a", "2:b", "3!corrupt-gzip");
    }

    @Test
    void survivesAnyDamage() {
        byte[] whole = gzip(manyLines());
        Random random = new Random(7);

        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            damaged[2 + random.nextInt(damaged.length - 2)] ^= (byte) (1 + random.nextInt(255));

            assertThat(read(damaged)).isNotEmpty();
        }
    }

    @Test
    void readsALineOfFiftyMegabytes() {
        byte[] bytes = new byte[50 << 20];
        Arrays.fill(bytes, (byte) 'x');
        bytes[2] = '\n';

        List<Integer> lengths = lengths(bytes);

        assertThat(lengths).containsExactly(2, bytes.length - 3);
    }

    @Test
    void rejectsALineThatIsTooLongAndGoesOnAfterIt() {
        LineReader reader =
                LineReader.of("x", longLine(LineReader.MAX_LINE_BYTES + 5L, "\nafter\n"));

        assertThat(reader.next()).isTrue();
        assertThat(reader.fault()).isEqualTo(RejectReason.LINE_TOO_LONG);
        assertThat(reader.next()).isTrue();
        assertThat(reader.fault()).isNull();
        assertThat(reader.number()).isEqualTo(2);
        assertThat(
                        new String(
                                reader.buffer(),
                                reader.offset(),
                                reader.length(),
                                StandardCharsets.UTF_8))
                .isEqualTo("after");
        assertThat(reader.next()).isFalse();
    }

    @Test
    void takesALineOfExactlyTheGreatestLength() {
        LineReader reader = LineReader.of("x", longLine(LineReader.MAX_LINE_BYTES, "\r\nafter"));

        assertThat(reader.next()).isTrue();
        assertThat(reader.fault()).isNull();
        assertThat(reader.length()).isEqualTo(LineReader.MAX_LINE_BYTES);
        assertThat(reader.next()).isTrue();
        assertThat(reader.length()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \n\r\n", "\uFEFF"})
    void hasNoLinesWhereNoneAre(String text) {
        assertThat(read(utf8(text))).isEmpty();
        assertThat(read(gzip(text))).isEmpty();
        assertThat(isCanonical(gzip(text), "x.gz")).isFalse();
    }

    @Test
    void isCanonicalOnlyIfItIsWhatItsNameSays() {
        assertThat(isCanonical(gzip("a\nb"), "x.gz")).isTrue();
        assertThat(isCanonical(utf8("a\nb"), "x.json")).isTrue();
        assertThat(isCanonical(gzip("a\r\n"), "x.GZ")).isTrue();
        assertThat(isCanonical(utf8("a\n"), "x.gz")).isFalse();
        assertThat(isCanonical(gzip("a\n"), "x.json")).isFalse();
        assertThat(isCanonical(gzip("a\n\nb\n"), "x.gz")).isFalse();
        assertThat(isCanonical(gzip("\uFEFFa\n"), "x.gz")).isFalse();
        assertThat(isCanonical(Arrays.copyOf(gzip("a\nb\n"), 20), "x.gz")).isFalse();
    }

    @Test
    void namesAFileThatCannotBeRead() {
        assertThatThrownBy(() -> LineReader.open(Path.of("no", "such", "file.gz")))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("file.gz cannot be read");
    }

    private static String manyLines() {
        StringBuilder lines = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            lines.append(i).append(' ').append(random.nextLong()).append('\n');
        }
        return lines.toString();
    }

    private static InputStream longLine(long length, String rest) {
        byte[] chunk = new byte[1 << 20];
        Arrays.fill(chunk, (byte) 'x');
        List<InputStream> parts = new ArrayList<>();
        for (long left = length; left > 0; left -= chunk.length) {
            parts.add(new ByteArrayInputStream(chunk, 0, (int) Math.min(left, chunk.length)));
        }
        parts.add(new ByteArrayInputStream(utf8(rest)));
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private static List<String> read(byte[] bytes) {
        List<String> lines = new ArrayList<>();
        try (LineReader reader = LineReader.of("test", new ByteArrayInputStream(bytes))) {
            while (reader.next()) {
                RejectReason fault = reader.fault();
                String text =
                        new String(
                                reader.buffer(),
                                reader.offset(),
                                reader.length(),
                                StandardCharsets.UTF_8);
                lines.add(reader.number() + (fault == null ? ":" + text : "!" + fault.code()));
            }
        }
        return lines;
    }

    private static List<Integer> lengths(byte[] bytes) {
        List<Integer> lengths = new ArrayList<>();
        try (LineReader reader = LineReader.of("test", new ByteArrayInputStream(bytes))) {
            while (reader.next()) {
                lengths.add(reader.length());
            }
        }
        return lengths;
    }

    private static boolean isCanonical(byte[] bytes, String name) {
        try (LineReader reader = LineReader.of("test", new ByteArrayInputStream(bytes))) {
            while (reader.next()) {
                assertThat(reader.number()).isPositive();
            }
            return reader.isCanonical(name);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(utf8(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
