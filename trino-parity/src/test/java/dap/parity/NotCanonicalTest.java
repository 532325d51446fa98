package dap.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dap.engine.LakeEngine;
import dap.engine.trino.TrinoEngine;
import dap.model.Column;
import dap.model.DataSource;
import dap.model.EventName;
import dap.model.HiveType;
import dap.model.HiveType.Scalar;
import dap.model.TableName;
import dap.raw.NormalizedCopy;
import dap.raw.RawOptions;
import dap.raw.RawTable;
import dap.sql.AthenaQuery;
import dap.sql.LakeTables;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import dap.testkit.CollectedRows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Objects that are not canonical: what DAP makes of them is the same on both engines, and where a
/// line is kept, what Trino itself reads from the object as it lies in RAW.
class NotCanonicalTest {

    private static final String HEAD =
            "\"event_id\":\"odd\",\"event_name\":\"ODD_ONE\",\"timestamp\":1700000001";
    private static final String GOOD =
            "{\"event_id\":\"good\",\"event_name\":\"ODD_ONE\",\"timestamp\":1700000000,\"n\":1}";

    private static final EventName EVENT = new EventName("odd_one");

    private static final RawTable TABLE =
            RawTable.pinned(
                    "local",
                    new DataSource("odd"),
                    EVENT,
                    List.of(
                            new Column("event_id", Scalar.STRING),
                            new Column("event_name", Scalar.STRING),
                            new Column("timestamp", Scalar.BIGINT),
                            new Column("n", Scalar.INT),
                            new Column(
                                    "user",
                                    new HiveType.Struct(
                                            List.of(
                                                    new Column("user_id", Scalar.STRING),
                                                    new Column("age", Scalar.INT)))),
                            new Column(
                                    "items",
                                    new HiveType.Array(
                                            new HiveType.Struct(
                                                    List.of(new Column("k", Scalar.STRING)))))),
                    List.of(
                            new Column("year", Scalar.STRING),
                            new Column("month", Scalar.STRING),
                            new Column("day", Scalar.STRING)));

    /// A line that is odd, and whether DAP keeps it.
    enum Odd {
        ARRAY_FOR_A_STRUCT("{" + HEAD + ",\"user\":[\"u\",7]}", true),
        OBJECT_FOR_AN_ARRAY("{" + HEAD + ",\"items\":{\"k\":\"v\"}}", true),
        TEXT_FOR_AN_INT("{" + HEAD + ",\"n\":\"seven\"}", true),
        TOO_LARGE_FOR_AN_INT("{" + HEAD + ",\"n\":99999999999}", true),
        FRACTION_FOR_AN_INT("{" + HEAD + ",\"n\":1.5}", true),
        NUMBER_IN_QUOTES("{" + HEAD + ",\"n\":\"007\"}", true),
        NUMBER_FOR_A_TEXT("{" + HEAD + ",\"user\":{\"user_id\":1.50}}", true),
        OBJECT_FOR_A_TEXT(
                "{" + HEAD + ",\"user\":{\"user_id\":{\"b\":1, \"a\":[true,null]}}}", true),
        OTHER_CASE("{" + HEAD + ",\"N\":3,\"User\":{\"USER_ID\":\"u\"}}", true),
        TWO_CASES("{" + HEAD + ",\"n\":3,\"N\":4}", true),
        KEY_TWICE("{" + HEAD + ",\"n\":3,\"n\":4}", true),
        KEY_TWICE_IN_A_STRUCT(
                "{" + HEAD + ",\"user\":{\"age\":3,\"user_id\":\"a\",\"age\":4}}", true),
        SCALAR_FOR_A_STRUCT("{" + HEAD + ",\"user\":\"u\"}", false),
        NULL_LINE("null", false),
        ARRAY_LINE("[]", false),
        NUMBER_LINE("42", false),
        TEXT_LINE("\"t\"", false),
        BROKEN("{" + HEAD + ",", false),
        TRAILING_COMMA("{" + HEAD + ",}", false),
        SINGLE_QUOTES("{'event_id':'odd'}", false),
        TWO_OBJECTS("{" + HEAD + "} {" + HEAD + "}", false),
        LONE_SURROGATE("{" + HEAD + ",\"user\":{\"user_id\":\"a\\ud800b\"}}", true);

        private final String line;
        private final boolean isKept;

        Odd(String line, boolean isKept) {
            this.line = line;
            this.isKept = isKept;
        }
    }

    private final Trino server = Trino.start();
    private final Path folder;
    private final TrinoEngine trino;

    NotCanonicalTest() throws IOException {
        folder = Files.createTempDirectory(server.folder(), "odd");
        trino = server.newEngine(folder);
    }

    @AfterEach
    void stop() {
        trino.close();
    }

    @ParameterizedTest
    @EnumSource(Odd.class)
    void anOddLineIsTheSameOnBothEngines(Odd odd) throws IOException {
        Path object = folder.resolve("object.gz");
        Files.write(object, gzip(GOOD + "\n\n" + odd.line + "\n"));

        Path copy = normalizedCopy(object);

        assertThat(rows(Duck.engine(), copy)).hasSize(odd.isKept ? 2 : 1);
        assertThat(rows(Duck.engine(), copy)).isEqualTo(rows(trino, copy));
        if (odd.isKept) {
            Path whole = folder.resolve("whole.gz");
            Files.write(whole, gzip(GOOD + "\n" + odd.line + "\n"));
            assertThat(rows(Duck.engine(), copy)).isEqualTo(rows(trino, whole));
        }
    }

    @Test
    void whatIsNoWholeGzipIsTheSameOnBothEngines() throws IOException {
        byte[] whole = gzip(GOOD + "\n" + GOOD.replace("good", "second") + "\n");
        Path truncated = folder.resolve("truncated.gz");
        Files.write(truncated, Arrays.copyOf(whole, whole.length - 9));
        Path plain = folder.resolve("plain.gz");
        Files.writeString(plain, GOOD + "\n");
        Path empty = Files.createFile(folder.resolve("empty.gz"));
        Path twoMembers = folder.resolve("two.gz");
        try (OutputStream out = Files.newOutputStream(twoMembers)) {
            out.write(gzip(GOOD + "\n"));
            out.write(gzip(GOOD.replace("good", "second") + "\n"));
        }
        Path withBom = folder.resolve("bom.gz");
        Files.write(withBom, gzip("\uFEFF" + GOOD + "\r\n"));
        Path badUtf8 = folder.resolve("utf8.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(badUtf8))) {
            out.write((GOOD + "\n{\"event_id\":\"").getBytes(StandardCharsets.UTF_8));
            out.write(0xff);
            out.write("\"}\n".getBytes(StandardCharsets.UTF_8));
        }

        for (Path object : List.of(truncated, plain, empty, twoMembers, withBom, badUtf8)) {
            Path copy = normalizedCopy(object);

            assertThat(rows(Duck.engine(), copy))
                    .as(object.toString())
                    .isEqualTo(rows(trino, copy));
        }
        assertThat(rows(Duck.engine(), normalizedCopy(plain))).hasSize(1);
        assertThat(rows(Duck.engine(), normalizedCopy(empty))).isEmpty();
        assertThat(rows(Duck.engine(), normalizedCopy(twoMembers)))
                .isEqualTo(rows(trino, twoMembers));
        assertThat(rows(Duck.engine(), normalizedCopy(withBom))).hasSize(1);
        assertThat(rows(Duck.engine(), normalizedCopy(badUtf8))).hasSize(1);
    }

    private Path normalizedCopy(Path object) throws IOException {
        Path copy = Files.createTempDirectory(folder, "copy").resolve("copy.json");
        NormalizedCopy.write(List.of(object), EVENT, TABLE, new RawOptions(true, 100), copy);
        return copy;
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static List<String> rows(LakeEngine engine, Path file) {
        LakeTable table = TABLE.lake();
        LakeTables tables =
                new LakeTables() {
                    @Override
                    public Optional<LakeTable> findTable(TableName name) {
                        return Optional.of(table);
                    }

                    @Override
                    public List<TableName> tables() {
                        return List.of(table.name());
                    }

                    @Override
                    public List<TableFile> files(TableName name) {
                        return List.of(
                                new TableFile(file, file.toString(), List.of("2024", "01", "05")));
                    }
                };
        CollectedRows rows = new CollectedRows();
        engine.query(
                AthenaQuery.parse(
                                "SELECT event_id, event_name, \"timestamp\", n, user, items FROM \"%s\".%s ORDER BY 1"
                                        .formatted(table.name().schema(), table.name().table()))
                        .bind("local", Instant.EPOCH, tables),
                rows);
        return rows.lines();
    }
}
