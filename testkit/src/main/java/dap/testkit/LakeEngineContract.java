package dap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.engine.LakeEngine;
import dap.engine.StagedFile;
import dap.engine.Written;
import dap.errors.DapException;
import dap.sql.AthenaDml;
import dap.sql.BoundInsert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every lake engine does. A test class of an adapter implements it.
public interface LakeEngineContract {

    /// The engine under test; the same one for the whole of a test.
    LakeEngine engine();

    /// An empty folder of the test's own.
    Path folder();

    private SampleLake lake() {
        return new SampleLake(folder());
    }

    @Test
    default void anInsertWritesAllRowsOfItsObjects() throws IOException {
        SampleLake lake = lake();
        List<Path> objects =
                List.of(
                        lake.gzip("a.gz", SampleLake.event("1"), SampleLake.event("2")),
                        lake.plain("b.json", SampleLake.event("3")));

        Written written =
                engine().insert(lake.insert(SampleLake.ALL), objects, lake.path("a.parquet"));

        assertThat(written.rows()).isEqualTo(3);
        assertThat(written.selected()).isEqualTo(3);
        assertThat(written.read()).isEqualTo(3);
        assertThat(written.bytes()).isEqualTo(Files.size(lake.path("a.parquet")));
        assertThat(lake.unloaded(engine(), "a.parquet", "event_id"))
                .containsExactlyInAnyOrder("\"7\",\"1\"", "\"7\",\"2\"", "\"7\",\"3\"");
    }

    @Test
    default void rowsThatDistinctMakesOneAreStillCountedAsSelected() throws IOException {
        SampleLake lake = lake();
        Path object = lake.gzip("a.gz", SampleLake.event("1"), SampleLake.event("1"));
        BoundInsert distinct = lake.insert(SampleLake.ALL.replace("SELECT", "SELECT DISTINCT"));

        Written written = engine().insert(distinct, List.of(object), lake.path("a.parquet"));

        assertThat(written.rows()).isEqualTo(1);
        assertThat(written.selected()).isEqualTo(2);
        assertThat(written.read()).isEqualTo(2);
    }

    /// Some of these could be answered without reading every line; others read each line twice.
    @Test
    default void theLinesThatAStatementReadAreCountedWhateverItMakesOfThem() throws IOException {
        SampleLake lake = lake();
        List<Path> objects =
                List.of(
                        lake.inRaw("a.gz", SampleLake.event("1"), SampleLake.event("2")),
                        lake.gzip("b.gz", SampleLake.event("3")),
                        lake.plain("c.json", SampleLake.event("4"), SampleLake.event("5")));
        lake.inRaw("other.gz", SampleLake.event("6"));
        for (String statement :
                List.of(
                        SampleLake.ALL,
                        SampleLake.ALL.replace("SELECT", "SELECT DISTINCT"),
                        SampleLake.ALL + " WHERE event_id = '2'",
                        SampleLake.ALL + " WHERE year = '1999'",
                        SampleLake.ALL + " WHERE 1 = 0",
                        SampleLake.ALL + " LIMIT 1",
                        SampleLake.ALL + " CROSS JOIN UNNEST(ARRAY[1, 2]) AS u (n)",
                        SampleLake.ALL
                                + " WHERE event_id IN (SELECT event_id FROM \"environment-txma-raw\".a_b)")) {
            Path temporary = lake.path("a.parquet");

            Written written = engine().insert(lake.insert(statement), objects, temporary);

            assertThat(written.read()).as(statement).isEqualTo(5);
            Files.delete(temporary);
        }
    }

    @Test
    default void rowsThatWhereLeavesOutAreNotSelected() throws IOException {
        SampleLake lake = lake();
        Path object = lake.gzip("a.gz", SampleLake.event("1"), SampleLake.event("2"));

        Written written =
                engine().insert(
                                lake.insert(SampleLake.ALL + " WHERE event_id = '2'"),
                                List.of(object),
                                lake.path("a.parquet"));

        assertThat(written.selected()).isEqualTo(1);
        assertThat(written.read()).isEqualTo(2);
    }

    @Test
    default void anInsertOfNoRowWritesAFileWithoutRows() throws IOException {
        SampleLake lake = lake();
        Path object = lake.gzip("a.gz", SampleLake.event("1"));
        BoundInsert none = lake.insert(SampleLake.ALL + " WHERE event_id = '2'");

        Written written = engine().insert(none, List.of(object), lake.path("a.parquet"));

        assertThat(written.rows()).isZero();
        assertThat(lake.unloaded(engine(), "a.parquet", "event_id")).isEmpty();
    }

    @Test
    default void anInsertReadsJustItsObjectsOfAPartition() throws IOException {
        SampleLake lake = lake();
        Path planned = lake.inRaw("it's a \u00fc%20 b#1?.gz", SampleLake.event("1"));
        lake.inRaw("other.gz", SampleLake.event("2"));

        Written written =
                engine().insert(
                                lake.insert(SampleLake.ALL),
                                List.of(planned),
                                lake.path("a.parquet"));

        assertThat(written.rows()).isEqualTo(1);
        assertThat(written.read()).isEqualTo(1);
        assertThat(lake.unloaded(engine(), "a.parquet", "event_id")).containsExactly("\"7\",\"1\"");
    }

    @Test
    default void anObjectIsReadByWhatItHoldsNotByItsSuffix() throws IOException {
        SampleLake lake = lake();
        List<Path> objects =
                List.of(
                        lake.gzip("gzip.json", SampleLake.event("1")),
                        lake.plain("plain.gz", SampleLake.event("2")));

        Written written =
                engine().insert(lake.insert(SampleLake.ALL), objects, lake.path("a.parquet"));

        assertThat(written.rows()).isEqualTo(2);
    }

    @Test
    default void fieldsOfAnyNameAreReadAndShownUnderIt() throws IOException {
        SampleLake lake = lake();
        Path object =
                lake.gzip(
                        "a.gz",
                        """
                        {"event_id":"1","event_name":"A_B","timestamp":1,"user":{"user_id":"u","client-name":"c","client_name":"d","Mixed":true}}\
                        """);
        BoundInsert insert =
                lake.insert(
                        SampleLake.ALL.replace(
                                "timestamp, client_id, date",
                                "timestamp, format('%s %s', user.\"client-name\", CAST(user AS JSON)), date"));

        engine().insert(insert, List.of(object), lake.path("a.parquet"));

        assertThat(lake.unloadedText(engine(), "a.parquet", "client_id"))
                .isEqualTo(
                        """
                        "7","c {""user_id"":""u"",""client-name"":""c"",""client_name"":""d"",""mixed"":true}"
                        """);
    }

    @Test
    default void anInsertThatFailsHalfWayLeavesNothingBehind() throws IOException {
        SampleLake lake = lake();
        String[] lines =
                IntStream.range(0, 5_000)
                        .mapToObj(i -> SampleLake.event(i == 4_999 ? "secret" : "" + i))
                        .toArray(String[]::new);
        Path object = lake.gzip("a.gz", lines);
        BoundInsert failing =
                lake.insert(
                        SampleLake.ALL.replace(
                                "SELECT event_id, timestamp,",
                                "SELECT event_id, CAST(event_id AS bigint),"));

        assertThatThrownBy(() -> engine().insert(failing, List.of(object), lake.path("a.parquet")))
                .isInstanceOf(DapException.class)
                .hasMessageContaining(SampleLake.DML_FILE)
                .hasMessageNotContaining("secret");

        assertThat(lake.path("a.parquet")).doesNotExist();
    }

    @Test
    default void aMissingObjectIsNamed() {
        SampleLake lake = lake();
        Path missing = lake.path("missing.gz");

        assertThatThrownBy(() ->
                        engine().insert(
                                        lake.insert(SampleLake.ALL),
                                        List.of(missing),
                                        lake.path("a.parquet")))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("missing.gz");

        assertThat(lake.path("a.parquet")).doesNotExist();
    }

    @Test
    default void absentEmptyAndTheWordNullStayApart() throws IOException {
        SampleLake lake = lake();
        Path object =
                lake.gzip(
                        "a.gz",
                        "{\"event_id\":\"1\",\"event_name\":\"A_B\",\"timestamp\":1}",
                        "{\"event_id\":\"2\",\"event_name\":\"A_B\",\"timestamp\":1,\"client_id\":\"\"}",
                        "{\"event_id\":\"3\",\"event_name\":\"A_B\",\"timestamp\":1,\"client_id\":\"null\"}",
                        "{\"event_id\":\"4\",\"event_name\":\"A_B\",\"timestamp\":1,\"client_id\":\"a\\u0000\\\"b,\\n\"}");

        engine().insert(lake.insert(SampleLake.ALL), List.of(object), lake.path("a.parquet"));

        assertThat(lake.unloadedText(engine(), "a.parquet", "event_id", "CLIENT_ID"))
                .contains(
                        "\"7\",\"1\",\n",
                        "\"7\",\"2\",\"\"\n",
                        "\"7\",\"3\",\"null\"\n",
                        "\"7\",\"4\",\"a\uFFFD\"\"b,\n\"\n");
    }

    @Test
    default void anUnloadGivesWhatAFileLacksAsNull() throws IOException {
        SampleLake lake = lake();
        Path object = lake.gzip("a.gz", SampleLake.event("1"));
        engine().insert(lake.insert(SampleLake.ALL), List.of(object), lake.path("a.parquet"));

        List<String> lines = lake.unloaded(engine(), "a.parquet", "later", "event_id");

        assertThat(lines).containsExactly("\"7\",,\"1\"");
    }

    @Test
    default void anUnloadOfNoFilesIsAnEmptyFile() throws IOException {
        SampleLake lake = lake();
        Path csv = lake.path("a.csv");

        long rows =
                engine().unload(SampleLake.STAGE, List.<StagedFile>of(), List.of("event_id"), csv);

        assertThat(rows).isZero();
        assertThat(csv).isEmptyFile();
    }

    @Test
    default void aMergeHoldsEveryRowAndTellsItsFile() throws IOException {
        SampleLake lake = lake();
        Path one = staged(lake, "one.parquet", "1", "2");
        Path two = staged(lake, "two.parquet", "3");
        Path none = staged(lake, "none.parquet");
        Path merged = lake.inStage("merged.parquet");

        Written written =
                engine().merge(
                                SampleLake.STAGE,
                                List.of(
                                        new StagedFile(7, one),
                                        new StagedFile(8, two),
                                        new StagedFile(9, none)),
                                merged);

        assertThat(written.rows()).isEqualTo(3);
        assertThat(written.bytes()).isEqualTo(Files.size(merged));
        assertThat(parts(lake, merged, "two.parquet", "one.parquet", "none.parquet"))
                .containsExactlyInAnyOrder(
                        "\"1\",\"3\",\"20240106\"",
                        "\"2\",\"1\",\"20240106\"",
                        "\"2\",\"2\",\"20240106\"");
        assertThat(parts(lake, merged, "two.parquet")).containsExactly("\"1\",\"3\",\"20240106\"");
        lake.stageFile(merged);
        assertThat(lake.query(engine(), "SELECT * FROM a WHERE event_id = '3'"))
                .isEqualTo(
                        "[event_id, timestamp, client_id, processed_date, event_name][3, 5, null, 20240106, A_B]");
    }

    @Test
    default void aMergeTakesPartsOfOneAndWholeFiles() throws IOException {
        SampleLake lake = lake();
        Path one = staged(lake, "one.parquet", "1", "2");
        Path two = staged(lake, "two.parquet", "3");
        Path merged = lake.inStage("merged.parquet");
        engine().merge(
                        SampleLake.STAGE,
                        List.of(new StagedFile(7, one), new StagedFile(8, two)),
                        merged);
        Path three = staged(lake, "three.parquet", "4");
        Path again = lake.inStage("again.parquet");

        Written written =
                engine().merge(
                                SampleLake.STAGE,
                                List.of(
                                        new StagedFile(7, merged, Optional.of("one.parquet")),
                                        new StagedFile(9, three)),
                                again);

        assertThat(written.rows()).isEqualTo(3);
        assertThat(parts(lake, again, "one.parquet", "two.parquet", "three.parquet"))
                .containsExactlyInAnyOrder(
                        "\"1\",\"1\",\"20240106\"",
                        "\"1\",\"2\",\"20240106\"",
                        "\"3\",\"4\",\"20240106\"");
    }

    private Path staged(SampleLake lake, String name, String... ids) throws IOException {
        Path object =
                lake.gzip(
                        name + ".gz", Stream.of(ids).map(SampleLake::event).toArray(String[]::new));
        Path file = lake.inStage(name);
        engine().insert(lake.insert(SampleLake.ALL), List.of(object), file);
        return file;
    }

    /// The rows of these parts, with the place of a part in the list as its id.
    private List<String> parts(SampleLake lake, Path merged, String... names) throws IOException {
        Path csv = lake.path(UUID.randomUUID() + ".csv");
        List<StagedFile> files = new ArrayList<>();
        for (String name : names) {
            files.add(new StagedFile(files.size() + 1, merged, Optional.of(name)));
        }
        engine().unload(SampleLake.STAGE, files, List.of("event_id", "processed_date"), csv);
        return Files.readAllLines(csv);
    }

    @Test
    default void aQueryReadsBothLayers() throws IOException {
        SampleLake lake = lake();
        Path object = lake.gzip("a.gz", SampleLake.event("1"), SampleLake.event("2"));
        engine().insert(lake.insert(SampleLake.ALL), List.of(object), lake.path("a.parquet"));
        lake.rawFile(object);
        lake.stageFile(lake.path("a.parquet"));

        assertThat(
                        lake.query(
                                engine(),
                                """
                                SELECT event_id, s.processed_date, r.year, r.user
                                FROM a AS s JOIN "environment-txma-raw".a_b AS r USING (event_id)
                                ORDER BY 1 DESC
                                """))
                .isEqualTo(
                        "[event_id, processed_date, year, user][2, 20240106, 2024, {user_id=u2, client-name=null, client_name=null, mixed=null}][1, 20240106, 2024, {user_id=u1, client-name=null, client_name=null, mixed=null}]");
    }

    @Test
    default void aQueryOfATableWithoutFilesHasItsColumnsAndNoRows() {
        SampleLake lake = lake();

        String result = lake.query(engine(), "SELECT *, count(*) OVER () AS n FROM a");

        assertThat(result)
                .isEqualTo("[event_id, timestamp, client_id, processed_date, event_name, n]");
    }

    @Test
    default void severalThreadsInsertAtOnce() throws Exception {
        SampleLake lake = lake();
        Path object = lake.gzip("a.gz", SampleLake.event("1"));

        List<Written> written;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Written>> all =
                    IntStream.range(0, 8)
                            .mapToObj(i ->
                                    threads.submit(() ->
                                            engine().insert(
                                                            lake.insert(SampleLake.ALL),
                                                            List.of(object),
                                                            lake.path(i + ".parquet"))))
                            .toList();
            written = new java.util.ArrayList<>();
            for (Future<Written> one : all) {
                written.add(one.get());
            }
        }

        assertThat(written).hasSize(8).allMatch(w -> w.rows() == 1);
    }

    @Test
    default void whatCannotBeTranslatedIsRefusedWithItsPlace() {
        SampleLake lake = lake();
        String dml =
                SampleLake.ALL.replace("timestamp, client_id, date", "timestamp, uuid(), date");

        assertThatThrownBy(() -> AthenaDml.parse(SampleLake.DML_FILE, dml).bind(lake.binding()))
                .isInstanceOf(DapException.class)
                .hasMessageContaining(SampleLake.DML_FILE + ":2:")
                .hasMessageContaining("uuid");
    }
}
