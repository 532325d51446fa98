package dap.engine.duckdb;

import static dap.model.HiveType.Scalar.BIGINT;
import static dap.model.HiveType.Scalar.BOOLEAN;
import static dap.model.HiveType.Scalar.INT;
import static dap.model.HiveType.Scalar.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import dap.engine.StagedFile;
import dap.engine.Written;
import dap.model.Column;
import dap.model.EventName;
import dap.model.HiveType;
import dap.model.TableName;
import dap.sql.AthenaDml;
import dap.sql.BoundInsert;
import dap.sql.InsertBinding;
import dap.sql.tree.FieldPath;
import dap.sql.tree.LakeTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The DML that people write for their events, whole.
class EventDmlTest {

    private static final HiveType EVIDENCE =
            new HiveType.Array(
                    new HiveType.Struct(
                            List.of(
                                    new Column("type", STRING),
                                    new Column("strengthScore", INT),
                                    new Column("txn", HiveType.Scalar.UNKNOWN))));

    private static final LakeTable RAW =
            new LakeTable(
                    new TableName("local-txma-raw", "ipv_kbv_cri_vc_issued"),
                    LakeTable.Layer.RAW,
                    List.of(
                            new Column("event_id", STRING),
                            new Column("event_name", STRING),
                            new Column("timestamp", BIGINT),
                            new Column(
                                    "user",
                                    new HiveType.Struct(List.of(new Column("user_id", STRING)))),
                            new Column(
                                    "extensions",
                                    new HiveType.Struct(
                                            List.of(
                                                    new Column("evidence", EVIDENCE),
                                                    new Column("client-name", STRING),
                                                    new Column("successful", BOOLEAN))))),
                    List.of(
                            new Column("year", STRING),
                            new Column("month", STRING),
                            new Column("day", STRING)));

    private static final LakeTable STAGE =
            new LakeTable(
                    new TableName("local-txma-stage", "ipv_cri_kbv"),
                    LakeTable.Layer.STAGE,
                    List.of(
                            new Column("event_id", STRING),
                            new Column("timestamp", BIGINT),
                            new Column("user_user_id", STRING),
                            new Column("extensions_evidence", STRING),
                            new Column("extensions_client_name", STRING),
                            new Column("extensions_iss", STRING),
                            new Column("year", INT),
                            new Column("never_filled", INT)),
                    List.of(
                            new Column("processed_date", STRING),
                            new Column("event_name", STRING)));

    private static final String DML =
            """
            INSERT INTO "environment-txma-stage"."ipv_cri_kbv"
              (event_id, timestamp, user_user_id, extensions_evidence, extensions_client_name,
               extensions_iss, year, processed_date, event_name)
            SELECT DISTINCT event_id, timestamp, user.user_id AS user_user_id,
              format('%s', CAST(extensions.evidence AS JSON)) AS extensions_evidence,
              format('%s', extensions."client-name"),
              extensions.iss,
              CAST(year AS int) AS year,
              date_format(now(), '%Y%m%d') AS processed_date,
              event_name
            FROM "environment-txma-raw"."ipv_kbv_cri_vc_issued"
            WHERE CAST(concat(year, month, day) AS int) > filter_value
              AND CAST(concat(year, month, day) AS int) < CAST(date_format(now(), '%Y%m%d') AS int);
            """;

    private static final InsertBinding BINDING =
            new InsertBinding(
                    "local",
                    Instant.parse("2024-01-06T03:04:05Z"),
                    new EventName("ipv_kbv_cri_vc_issued"),
                    LocalDate.of(2024, 1, 5),
                    RAW,
                    STAGE);

    @TempDir Path folder;

    @Test
    void theUsualStatementGivesTheRowsThatAthenaGives() throws IOException {
        BoundInsert insert = AthenaDml.parse("x.sql", DML).bind(BINDING);
        Path object =
                gzip(
                        "a.gz",
                        """
                        {"event_id":"1","event_name":"IPV_KBV_CRI_VC_ISSUED","timestamp":10,"user":{"user_id":"u"},"extensions":{"evidence":[{"type":"x\\"é/","strengthScore":3,"txn":null}],"client-name":"c"}}
                        {"event_id":"2","event_name":"IPV_KBV_CRI_VC_ISSUED","timestamp":11}
                        {"event_id":"2","event_name":"IPV_KBV_CRI_VC_ISSUED","timestamp":11,"user":null,"extensions":{}}
                        """);

        Written written;
        Path csv = folder.resolve("out.csv");
        try (DuckDbEngine engine = engine()) {
            written = engine.insert(insert, List.of(object), folder.resolve("a.parquet"));
            engine.unload(
                    STAGE,
                    List.of(new StagedFile(7, folder.resolve("a.parquet"))),
                    stageColumns(),
                    csv);
        }

        assertThat(written.selected()).isEqualTo(3);
        assertThat(written.rows()).isEqualTo(2);
        assertThat(insert.processedDate()).isEqualTo("20240106");
        assertThat(insert.eventName()).isEqualTo("IPV_KBV_CRI_VC_ISSUED");
        assertThat(insert.unknownFields())
                .extracting(FieldPath::toString)
                .containsExactly("extensions.iss");
        assertThat(Files.readAllLines(csv))
                .containsExactlyInAnyOrder(
                        "\"7\",\"1\",\"10\",\"u\",\"[{\"\"type\"\":\"\"x\\\"\"é/\"\",\"\"strengthscore\"\":3,\"\"txn\"\":null}]\",\"c\",,\"2024\",,,",
                        "\"7\",\"2\",\"11\",,\"null\",\"null\",,\"2024\",,,");
    }

    @Test
    void aFieldThatNoEventHasCarriedFillsAColumnOfAnyType() throws IOException {
        BoundInsert insert =
                AthenaDml.parse(
                                "x.sql",
                                """
                                INSERT INTO "environment-txma-stage"."ipv_cri_kbv"
                                  (event_id, never_filled, processed_date, event_name)
                                SELECT DISTINCT event_id, event_timestamp_ms,
                                  date_format(now(), '%Y%m%d'), event_name
                                FROM "environment-txma-raw"."ipv_kbv_cri_vc_issued"
                                """)
                        .bind(BINDING);

        List<String> rows = staged(insert, "{\"event_id\":\"1\",\"timestamp\":10}");

        assertThat(insert.unknownFields())
                .extracting(FieldPath::toString)
                .containsExactly("event_timestamp_ms");
        assertThat(rows).containsExactly("\"7\",\"1\",,,,,,,,,");
    }

    @Test
    void aFieldThatNoEventHasCarriedIsNullBehindAStarToo() throws IOException {
        BoundInsert insert =
                AthenaDml.parse(
                                "x.sql",
                                """
                                INSERT INTO "environment-txma-stage"."ipv_cri_kbv"
                                  (event_id, user_user_id, extensions_iss, processed_date, event_name)
                                WITH source AS (
                                  SELECT t.*, row_number() OVER (PARTITION BY event_id) AS rn
                                  FROM "environment-txma-raw"."ipv_kbv_cri_vc_issued" t)
                                SELECT s.event_id, s.client_id, iss,
                                  date_format(now(), '%Y%m%d'), 'IPV_KBV_CRI_VC_ISSUED'
                                FROM (SELECT * FROM source UNION ALL
                                      SELECT * FROM source WHERE false) s
                                WHERE rn = 1
                                """)
                        .bind(BINDING);

        List<String> rows = staged(insert, "{\"event_id\":\"1\",\"timestamp\":10}");

        assertThat(insert.unknownFields())
                .extracting(FieldPath::toString)
                .containsExactlyInAnyOrder("client_id", "iss");
        assertThat(rows).containsExactly("\"7\",\"1\",,,,,,,,,");
    }

    @Test
    void objectsInTheirDaysFolderAndNormalizedCopiesElsewhereAreReadTogether() throws IOException {
        BoundInsert insert = AthenaDml.parse("x.sql", DML).bind(BINDING);
        Path object =
                gzip("year=2024/month=01/day=05/a.gz", "{\"event_id\":\"1\",\"timestamp\":10}");
        Path copy = folder.resolve("copy.json");
        Files.writeString(copy, "{\"event_id\":\"2\",\"timestamp\":10}");

        Written written;
        try (DuckDbEngine engine = engine()) {
            written = engine.insert(insert, List.of(object, copy), folder.resolve("a.parquet"));
        }

        assertThat(written.rows()).isEqualTo(2);
    }

    private List<String> staged(BoundInsert insert, String lines) throws IOException {
        Path object = gzip("staged.gz", lines);
        Path parquet = folder.resolve("staged.parquet");
        Path csv = folder.resolve("staged.csv");
        try (DuckDbEngine engine = engine()) {
            engine.insert(insert, List.of(object), parquet);
            engine.unload(STAGE, List.of(new StagedFile(7, parquet)), stageColumns(), csv);
        }
        return Files.readAllLines(csv);
    }

    private static List<String> stageColumns() {
        return Stream.concat(STAGE.columns().stream(), STAGE.partitionKeys().stream())
                .map(Column::name)
                .toList();
    }

    private DuckDbEngine engine() {
        return new DuckDbEngine(
                new EngineOptions(
                        "500MB", 2, folder.resolve("work"), Optional.empty(), List.of(folder)));
    }

    private Path gzip(String name, String lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(lines.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
