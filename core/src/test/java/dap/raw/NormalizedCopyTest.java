package dap.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dap.model.Column;
import dap.model.DataSource;
import dap.model.EventName;
import dap.model.HiveType;
import dap.model.HiveType.Array;
import dap.model.HiveType.Char;
import dap.model.HiveType.Decimal;
import dap.model.HiveType.MapOf;
import dap.model.HiveType.Scalar;
import dap.model.HiveType.Struct;
import dap.model.HiveType.Varchar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizedCopyTest {

    private static final EventName EVENT = new EventName("auth_start");
    private static final String ENVELOPE =
            "\"event_id\":\"e-1\",\"event_name\":\"AUTH_START\",\"timestamp\":1700000000";

    @TempDir Path folder;

    /// As Trino 483's OpenX reader reads them; `-` stands for NULL.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int      | 5                   | 5          | 0",
                "int      | -0                  | 0          | 0",
                "int      | 1.5                 | 1          | 1",
                "int      | -1.5                | -1         | 1",
                "int      | 1e3                 | 1000       | 0",
                "int      | 0.0000001           | 0          | 1",
                "int      | 1e999999999         | -          | 1",
                "int      | 1e-999999999        | 0          | 1",
                "int      | 99999999999         | -          | 1",
                "int      | 'abc'               | -          | 1",
                "int      | '5'                 | 5          | 0",
                "int      | '007'               | 7          | 0",
                "int      | '010'               | 8          | 0",
                "int      | '0x10'              | 16         | 0",
                "int      | '+1'                | 1          | 0",
                "int      | ''                  | -          | 1",
                "int      | true                | -          | 1",
                "bigint   | 99999999999         | 99999999999 | 0",
                "bigint   | 99999999999999999999 | -         | 1",
                "smallint | 40000               | -          | 1",
                "tinyint  | 12                  | 12         | 0",
                "double   | 1                   | 1.0        | 0",
                "double   | '2.5'               | 2.5        | 0",
                "double   | 'NaN'               | 'NaN'      | 0",
                "double   | 1e999               | 'Infinity' | 0",
                "double   | 'x'                 | -          | 1",
                "float    | 0.1                 | 0.1        | 0",
                "boolean  | true                | true       | 0",
                "boolean  | 'TRUE'              | true       | 0",
                "boolean  | 'no'                | false      | 1",
                "boolean  | 1                   | false      | 1",
                "boolean  | []                  | false      | 1",
                "string   | 'x'                 | 'x'        | 0",
                "string   | 1.50                | '1.50'     | 0",
                "string   | 1E3                 | '1E+3'     | 0",
                "string   | -0                  | '0'        | 0",
                "string   | 99999999999999999999 | '99999999999999999999' | 0",
                "string   | true                | 'true'     | 0",
                "string   | []                  | '[]'       | 0",
                "string   | { 'A' : [ 1.0, null ] } | '{\\'A\\':[1.0,null]}' | 0",
                "string   | {'a':1,'b':2,'A':3} | '{\\'b\\':2,\\'A\\':3}' | 0",
                "string   | {'a':'</b>'}         | '{\\'a\\':\\'<\\\\/b>\\'}' | 0",
                "string   | '\\ud800x\\ud83d\\ude00' | '?x😀'    | 0",
                "varchar  | 'abcdef'            | 'abc'      | 1",
                "varchar  | 1234                | '123'      | 1",
                "char     | 'a b   '            | 'a b'      | 1",
                "decimal  | 1.005               | '1.01'     | 1",
                "decimal  | '12.5'              | '12.50'    | 0",
                "decimal  | 12345               | -          | 1",
                "date     | '2024-01-31'        | '2024-01-31' | 0",
                "date     | '2024-01-31 10:00'  | '2024-01-31' | 0",
                "date     | 1                   | '1970-01-02' | 0",
                "date     | 'soon'              | -          | 1",
                "timestamp | '2024-01-31T10:11:12.1235Z' | '2024-01-31 10:11:12.124' | 0",
                "timestamp | '2024-01-31T10:11:12+0130' | '2024-01-31 08:41:12.000' | 0",
                "timestamp | '2024-01-31 10:11:12' | '2024-01-31 10:11:12.000' | 0",
                "timestamp | 1700000000         | '2023-11-14 22:13:20.000' | 0",
                "timestamp | 1700000000123      | '2023-11-14 22:13:20.123' | 0",
                "timestamp | 1700000000.5       | '2023-11-14 22:13:20.500' | 0",
                "timestamp | 'soon'             | -          | 1",
                "binary   | 'YWJj'              | 'YWJj'     | 0",
                "array    | [1,'2',null]        | [1,2,null] | 0",
                "array    | 7                   | [7]        | 0",
                "array    | ''                  | -          | 1",
                "map      | {'a':1,'B':'x','A':2} | {'B':null,'A':2} | 1",
                "map      | ' '                 | -          | 1",
                "struct   | {'X':1,'Name':'n','z':5} | {'x':1,'name':'n'} | 0",
                "struct   | {'x':1,'x':2}       | {'x':2}    | 0",
                "struct   | [3,'n',9]           | {'x':3,'name':'n'} | 0",
                "struct   | ' '                 | {}         | 1",
                "struct   | {}                  | {}         | 0",
            })
    void coercesForAPinnedTable(String type, String value, String copied, long coerced)
            throws IOException {
        RawTable table = pinned(new Column("f", type(type)));
        Path object = object("\"F\":" + json(value));

        NormalizedCopy.Report report = copy(table, object);

        String expected = copied.equals("-") ? "{}" : "{\"f\":" + json(copied) + "}";
        assertThat(Files.readString(target())).isEqualTo(expected + "\n");
        assertThat(report).isEqualTo(new NormalizedCopy.Report(1, List.of(List.of()), coerced));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int      | {}       | f: object for int",
                "bigint   | [1]      | f: array for bigint",
                "double   | {}       | f: object for double",
                "decimal  | []       | f: array for decimal(4,2)",
                "date     | []       | f: array for date",
                "binary   | 5        | f: number for binary",
                "binary   | '%'      | f: string for binary",
                "struct   | 5        | f: number for struct",
                "struct   | 'text'   | f: string for struct",
                "struct   | {'x':[]} | f.x: array for int",
                "array    | [[]]     | f[]: array for int",
                "map      | true     | f: boolean for map",
                "map      | []       | f: array for map",
            })
    void rejectsForAPinnedTableWhatTheReaderFailsOn(String type, String value, String detail)
            throws IOException {
        RawTable table = pinned(new Column("f", type(type)));
        Path object = object("\"f\":" + json(value));

        NormalizedCopy.Report report = copy(table, object);

        assertThat(report.goodLines()).isZero();
        assertThat(report.rejects().getFirst())
                .containsExactly(new RejectedLine(1, RejectReason.TYPE, detail, 1));
        assertThat(target()).isEmptyFile();
    }

    @Test
    void rejectsAScalarWhereAStatementReadsIntoAContainer() throws IOException {
        SchemaTree tree = Schemas.of("\"f\":{\"a\":[{\"b\":1}]}");
        RawTable table = RawTable.crawled("local", DataSource.DEFAULT, EVENT, tree);
        Path object =
                object(
                        "\"f\":{\"a\":{\"b\":2}}",
                        "\"f\":\"text\"",
                        "\"f\":{\"a\":\"\"}",
                        "\"f\":{\"a\":[{\"b\":3},true]}",
                        "\"f\":[]",
                        "\"f\":[1]",
                        "\"f\":null");

        NormalizedCopy.Report report = copy(table, object);

        assertThat(Files.readString(target()))
                .isEqualTo(
                        "{%1$s,\"f\":{\"a\":[{\"b\":2}]}}\n{%1$s,\"f\":{}}\n{%1$s}\n"
                                .formatted(ENVELOPE));
        assertThat(report.rejects().getFirst())
                .extracting(RejectedLine::line, RejectedLine::detail)
                .containsExactly(
                        tuple(2L, "f: string for struct"),
                        tuple(3L, "f.a: string for array"),
                        tuple(4L, "f.a[]: boolean for struct"),
                        tuple(6L, "f: array for struct"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int     | '42'       | 42",
                "int     | 7.0        | 7",
                "int     | 7.5        | f: number for int",
                "int     | 4000000000 | f: number for int",
                "int     | 'many'     | f: string for int",
                "int     | true       | f: boolean for int",
                "bigint  | 4000000000 | 4000000000",
                "bigint  | '12a'      | f: string for bigint",
                "double  | '1.5'      | 1.5",
                "double  | 1e999      | f: number for double",
                "double  | {'a':1}    | f: object for double",
                "boolean | 'TRUE'     | true",
                "boolean | 1          | f: number for boolean",
                "boolean | []         | f: array for boolean",
                "string  | {'a':[1]}  | `{\\\"a\\\":[1]}`",
            })
    void aCrawledColumnTakesWhatIsOfItsTypeAndNothingNear(
            String type, String value, String expected) throws IOException {
        RawTable pinned = pinned(new Column("f", type(type)));

        NormalizedCopy.Report report =
                copy(
                        new RawTable(pinned.lake(), RawTable.Kind.CRAWLED),
                        object("\"f\":" + json(value)));

        String found =
                report.goodLines() == 1
                        ? Files.readString(target())
                        : report.rejects().getFirst().getFirst().detail();
        assertThat(found).contains(expected);
    }

    @Test
    void writesKeysAsTheTableSpellsThemAndTheLastOfSeveral() throws IOException {
        SchemaTree tree = Schemas.of("\"clientId\":\"a\"");
        RawTable table = RawTable.crawled("local", DataSource.DEFAULT, EVENT, tree);
        Path object = object("\"CLIENTID\":\"x\",\"clientid\":\"y\",\"more\":1");

        copy(table, object);

        assertThat(Files.readString(target()))
                .isEqualTo("{%s,\"clientId\":\"y\"}\n".formatted(ENVELOPE));
    }

    @Test
    void writesTheGoodLinesOfSeveralObjects() throws IOException {
        RawTable table = RawTable.crawled("local", DataSource.DEFAULT, EVENT, SchemaTree.EMPTY);
        Path first = object("\"a\":1");
        Path second = Files.write(folder.resolve("b.gz"), LineReaderTest.gzip("nonsense\n\n[]"));

        NormalizedCopy.Report report =
                NormalizedCopy.write(
                        List.of(first, second, first), EVENT, table, RawOptions.DEFAULT, target());

        assertThat(report.goodLines()).isEqualTo(2);
        assertThat(report.rejects().get(1))
                .extracting(RejectedLine::line, RejectedLine::reason)
                .containsExactly(
                        tuple(1L, RejectReason.NOT_JSON), tuple(3L, RejectReason.NOT_AN_OBJECT));
        assertThat(Files.readAllLines(target())).hasSize(2);
    }

    @Test
    void givesALineWithoutIdAStableOne() throws IOException {
        RawTable table = RawTable.crawled("local", DataSource.DEFAULT, EVENT, SchemaTree.EMPTY);
        Path object =
                Files.writeString(
                        folder.resolve("x.json"),
                        """
                        {"event_name":"AUTH_START","timestamp":1}
                        {"event_name":"AUTH_START","timestamp":2,"event_id":""}
                        {"event_name":"AUTH_START","timestamp":1}
                        """);

        NormalizedCopy.write(List.of(object), EVENT, table, new RawOptions(false, 100), target());

        List<String> lines = Files.readAllLines(target());
        assertThat(lines.get(0)).matches(".*\"event_id\":\"[0-9a-f]{8}-[-0-9a-f]{27}\".*");
        assertThat(lines.get(2)).isEqualTo(lines.get(0));
        assertThat(lines.get(1)).isNotEqualTo(lines.get(0));
    }

    @Test
    void namesTheFirstThousandRejectsAndCountsTheRest() throws IOException {
        RawTable table = RawTable.crawled("local", DataSource.DEFAULT, EVENT, SchemaTree.EMPTY);
        Path object = Files.writeString(folder.resolve("x.json"), "nonsense\n".repeat(5_000));

        NormalizedCopy.Report report =
                NormalizedCopy.check(List.of(object), EVENT, table, RawOptions.DEFAULT);

        List<RejectedLine> rejects = report.rejects().getFirst();
        assertThat(rejects).hasSize(1_001);
        assertThat(rejects.stream().mapToLong(RejectedLine::lines).sum()).isEqualTo(5_000);
    }

    private NormalizedCopy.Report copy(RawTable table, Path object) {
        return NormalizedCopy.write(List.of(object), EVENT, table, RawOptions.DEFAULT, target());
    }

    private Path target() {
        return folder.resolve("copy.json");
    }

    private Path object(String... members) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String line : members) {
            lines.append('{').append(ENVELOPE).append(',').append(line).append("}\n");
        }
        return Files.write(
                folder.resolve("object.json"), lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static RawTable pinned(Column... columns) {
        return RawTable.pinned("local", DataSource.DEFAULT, EVENT, List.of(columns), List.of());
    }

    private static HiveType type(String name) {
        return switch (name) {
            case "varchar" -> new Varchar(3);
            case "char" -> new Char(4);
            case "decimal" -> new Decimal(4, 2);
            case "array" -> new Array(Scalar.INT);
            case "map" -> new MapOf(Scalar.STRING, Scalar.INT);
            case "struct" ->
                    new Struct(
                            List.of(
                                    new Column("x", Scalar.INT),
                                    new Column("name", Scalar.STRING)));
            default -> Scalar.valueOf(name.toUpperCase(Locale.ROOT));
        };
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
