package dap.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.engine.LakeEngine;
import dap.engine.Written;
import dap.engine.trino.TrinoEngine;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.Column;
import dap.model.EventName;
import dap.model.HiveType.Scalar;
import dap.model.TableName;
import dap.sql.AthenaDml;
import dap.sql.BoundInsert;
import dap.sql.InsertBinding;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import dap.testkit.LakeEngineContract;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Trino keeps the contract of lake engines, and what is its own: the tables in its catalog, and
/// statements that are cut off.
class TrinoEngineTest implements LakeEngineContract {

    private static final LocalDate DAY = LocalDate.of(2024, 1, 5);

    private static final LakeTable STAGE =
            new LakeTable(
                    new TableName("local-own-stage", "fam"),
                    LakeTable.Layer.STAGE,
                    List.of(new Column("event_id", Scalar.STRING)),
                    List.of(
                            new Column("processed_date", Scalar.STRING),
                            new Column("event_name", Scalar.STRING)));

    private static final String DML =
            """
            INSERT INTO "environment-own-stage"."fam" (event_id, processed_date, event_name)
            SELECT event_id, '20240106', event_name FROM "environment-own-raw".c_d\
            """;

    /// Takes Trino minutes.
    private static final String SLOW =
            DML
                    + """
                     AS a CROSS JOIN UNNEST(split(lpad('', 3000, ','), ',')) AS b (x)
                    CROSS JOIN UNNEST(split(lpad('', 3000, ','), ',')) AS c (x)
                    CROSS JOIN UNNEST(split(lpad('', 3000, ','), ',')) AS d (x)
                    WHERE regexp_like(concat(a.event_id, b.x, c.x, d.x), 'never')\
                    """;

    private final Trino trino = Trino.start();
    private final Path folder;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final TrinoEngine engine;

    TrinoEngineTest() throws IOException {
        folder = Files.createTempDirectory(trino.folder(), "lake");
        engine = newEngine(trino.url());
    }

    private TrinoEngine newEngine(String url) {
        TrinoEngine made = trino.newEngine(folder, url);
        opened.add(made);
        return made;
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        trino.forget("local-own-raw", "local-own-stage", "local-txma-raw", "local-txma-stage");
    }

    @Override
    public LakeEngine engine() {
        return engine;
    }

    @Override
    public Path folder() {
        return folder;
    }

    private static LakeTable raw(String... more) {
        return new LakeTable(
                new TableName("local-own-raw", "c_d"),
                LakeTable.Layer.RAW,
                Stream.concat(Stream.of("event_id", "event_name"), Stream.of(more))
                        .map(name -> new Column(name, Scalar.STRING))
                        .toList(),
                List.of(
                        new Column("year", Scalar.STRING),
                        new Column("month", Scalar.STRING),
                        new Column("day", Scalar.STRING)));
    }

    private static BoundInsert bound(String dml, LakeTable raw) {
        return AthenaDml.parse("dml/insert_into/c_d.sql", dml)
                .bind(
                        new InsertBinding(
                                "local",
                                Instant.parse("2024-01-06T03:04:05Z"),
                                new EventName("c_d"),
                                DAY,
                                raw,
                                STAGE));
    }

    private Path object(String name, String id) throws IOException {
        Path partition =
                Files.createDirectories(folder.resolve("raw/C_D/year=2024/month=01/day=05"));
        Path object = partition.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(object))) {
            out.write(
                    "{\"event_id\":\"%s\",\"event_name\":\"C_D\"}"
                            .formatted(id)
                            .getBytes(StandardCharsets.UTF_8));
        }
        return object;
    }

    private Path staged(String name) throws IOException {
        return Files.createDirectories(
                        folder.resolve("stage/FAM/processed_date=20240106/event_name=C_D"))
                .resolve(name);
    }

    @Test
    void rawAndStageAreRegisteredWithTheirPartitions() throws IOException {
        engine.insert(bound(DML, raw()), List.of(object("a.gz", "1")), staged("a.parquet"));
        Path file = staged("a.parquet");

        engine.show(
                STAGE, List.of(new TableFile(file, file.toString(), List.of("20240106", "C_D"))));

        assertThat(
                        trino.value(
                                "SELECT year || month || day || event_id FROM \"local-own-raw\".c_d"))
                .isEqualTo("202401051");
        assertThat(
                        trino.value(
                                "SELECT processed_date || event_name || event_id FROM \"local-own-stage\".fam"))
                .isEqualTo("20240106C_D1");
    }

    @Test
    void aTableThatHasChangedIsDeclaredAgain() throws IOException {
        Path object = object("a.gz", "1");
        engine.insert(bound(DML, raw()), List.of(object), staged("a.parquet"));

        engine.insert(bound(DML, raw("later")), List.of(object), staged("b.parquet"));

        assertThat(trino.value("SELECT count(*) FROM \"local-own-raw\".c_d WHERE later IS NULL"))
                .isEqualTo(1L);
    }

    @Test
    void aTableOfSomebodyElseIsNotTouched() throws IOException {
        Path object = object("a.gz", "1");
        trino.run("CREATE SCHEMA IF NOT EXISTS \"local-own-raw\"");
        trino.run("CREATE TABLE \"local-own-raw\".c_d (mine bigint)");

        assertThatThrownBy(() ->
                        engine.insert(bound(DML, raw()), List.of(object), staged("a.parquet")))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("DAP did not make it")
                .hasMessageContaining("Rename or drop it");
    }

    @Test
    void moreObjectsThanAStatementHoldsAreReadAllTheSame() throws IOException {
        String longName = "x".repeat(190);
        List<Path> objects = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            objects.add(object(longName + i + ".gz", "" + i));
        }
        object("unplanned.gz", "unplanned");

        Written written = engine.insert(bound(DML, raw()), objects, staged("a.parquet"));

        assertThat(written.rows()).isEqualTo(1_200);
    }

    @Test
    void aStatementLeavesNoTableAndNoFileBehind() throws IOException {
        Path object = object("a.gz", "1");

        engine.insert(bound(DML, raw()), List.of(object), staged("a.parquet"));

        assertThat(tablesAtWork()).isZero();
        try (Stream<Path> left = Files.walk(folder.resolve("work"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void tablesOfADeadProcessAreDropped() throws IOException {
        Path object = object("a.gz", "1");
        engine.insert(bound(DML, raw()), List.of(object), staged("a.parquet"));
        trino.run(
                "CREATE TABLE \"local-dap-work\".engine_dead_1 (x bigint) WITH (external_location = 'local:///"
                        + folder.getFileName()
                        + "/work')");

        newEngine(trino.url()).insert(bound(DML, raw()), List.of(object), staged("b.parquet"));

        assertThat(tablesAtWork()).isZero();
    }

    private long tablesAtWork() {
        return (Long)
                java.util.Objects.requireNonNull(
                        trino.value(
                                "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'local-dap-work'"));
    }

    private long slowOnesRunning() {
        return (Long)
                java.util.Objects.requireNonNull(
                        trino.value(
                                "SELECT count(*) FROM system.runtime.queries WHERE state NOT IN ('FINISHED', 'FAILED') AND source = 'dap' AND strpos(query, 'never') > 0"));
    }

    private void awaitSlowOnes(long running) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (slowOnesRunning() != running) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void closingCancelsWhatRuns() throws Exception {
        Path object = object("a.gz", "1");
        CompletableFuture<Written> running =
                CompletableFuture.supplyAsync(() ->
                        engine.insert(
                                bound(SLOW, raw()),
                                List.of(object),
                                folder.resolve("never.parquet")));
        awaitSlowOnes(1);

        engine.close();

        awaitSlowOnes(0);
        assertThatThrownBy(() -> running.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("The query was cancelled, as DAP was stopped");
        assertThat(folder.resolve("never.parquet")).doesNotExist();
    }

    @Test
    void aCutOffInsertLeavesNothingAndCanBeRepeated() throws Exception {
        Path object = object("a.gz", "1");
        Path temporary = staged("a.parquet");
        Cable cable = new Cable("127.0.0.1", trino.port());
        opened.add(cable);
        TrinoEngine far = newEngine("jdbc:trino://127.0.0.1:" + cable.port() + "/hive?timeout=2s");
        CompletableFuture<Written> running =
                CompletableFuture.supplyAsync(
                        () -> far.insert(bound(SLOW, raw()), List.of(object), temporary));
        awaitSlowOnes(1);

        cable.cut();

        assertThatThrownBy(() -> running.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(DapException.class)
                .matches(e -> ((DapException) e).code() == ErrorCode.ENGINE_UNAVAILABLE);
        assertThat(temporary).doesNotExist();
        cable.join();
        assertThat(far.insert(bound(DML, raw()), List.of(object), temporary).rows()).isEqualTo(1);
        awaitSlowOnes(0);
    }

    @Test
    void aClusterThatCouldNotBeReachedAtFirstIsUsedOnceItCan() throws Exception {
        Path object = object("a.gz", "1");
        Cable cable = new Cable("127.0.0.1", trino.port());
        opened.add(cable);
        TrinoEngine far = newEngine("jdbc:trino://127.0.0.1:" + cable.port() + "/hive");
        cable.cut();
        assertThatThrownBy(
                        () -> far.insert(bound(DML, raw()), List.of(object), staged("a.parquet")))
                .isInstanceOf(DapException.class);

        cable.join();

        assertThat(far.insert(bound(DML, raw()), List.of(object), staged("a.parquet")).rows())
                .isEqualTo(1);
    }

    @Test
    void anUnreachableClusterIsSaidWithItsHint() throws IOException {
        Path object = object("a.gz", "1");
        TrinoEngine nowhere = newEngine("jdbc:trino://127.0.0.1:1/hive?timeout=1s");

        assertThatThrownBy(() ->
                        nowhere.insert(bound(DML, raw()), List.of(object), staged("a.parquet")))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("Trino cannot be reached")
                .hasMessageContaining("engine.url");
    }

    @Test
    void valuesAreInNoMessage() throws IOException {
        Path object = object("a.gz", "secret");
        BoundInsert failing =
                bound(
                        DML.replace(
                                "SELECT event_id",
                                "SELECT CAST(CAST(event_id AS bigint) AS varchar)"),
                        raw());

        assertThatThrownBy(() -> engine.insert(failing, List.of(object), staged("a.parquet")))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("c_d.sql")
                .hasMessageContaining("(query 2")
                .hasMessageContaining("try_cast")
                .hasMessageNotContaining("secret");
    }
}
