package dap.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dap.model.DataSource;
import dap.model.DaysOfEvent;
import dap.model.EventName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A catalog as version 8 of its schema had it, with that version's names in columns and values.
class OlderCatalogTest {

    private static final DataSource SOURCE = DataSource.DEFAULT;
    private static final EventName LOGIN = new EventName("login");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    @TempDir Path folder;

    @BeforeEach
    void makeCatalogOfVersion8() throws IOException {
        Jdbi jdbi = Jdbi.create("jdbc:sqlite:" + folder.resolve("catalog.db"));
        try (Handle handle = jdbi.open()) {
            for (int version = 1; version <= 8; version++) {
                handle.createScript(script(version)).execute();
            }
            handle.createScript(
                            """
                            INSERT INTO lake (lake_id, half_forgotten) VALUES ('lake', 0);
                            INSERT INTO run (run_id, as_of, started_at, ended_at, status, result,
                                anew_event, anew_from, anew_to)
                            VALUES ('r1', '2026-03-03T02:00:00Z', '2026-03-03T02:00:00Z',
                                '2026-03-03T02:01:00Z', 'FAILED',
                                '{"families":[{"status":"FAILED","warehouse":{"status":"HELD_BACK"}},{"status":"SKIPPED","warehouse":{"status":"SKIPPED","error":"\\"HELD_BACK\\" is no state."}}]}',
                                'login', '2026-03-02', '2026-03-02');
                            INSERT INTO task (run_id, source, family, step, event, started_at, status)
                            VALUES ('r1', 'txma', 'auth', 'conform', '', '2026-03-03T02:00:00Z', 'HELD_BACK');
                            INSERT INTO raw_schema VALUES (1, 's', '{}');
                            INSERT INTO raw_table VALUES ('SOURCE', 'login', '{}', 'a:int', 'decider');
                            INSERT INTO stage_file (stage_file_id, source, family, event, arrival_day,
                                processed_date, event_name, key, aside_key, lines, selected, rows, bytes,
                                dml_sha256, run_id, committed_at)
                            VALUES (1, 'SOURCE', 'auth', 'login', '2026-03-02', '20260303', 'login',
                                'stage/a.parquet', 'work/a.parquet', 1, 1, 1, 10, 'd', 'r1',
                                '2026-03-03T02:00:00Z');
                            PRAGMA user_version = 8;
                            """
                                    .replace("SOURCE", SOURCE.name()))
                    .execute();
        }
    }

    private static String script(int version) throws IOException {
        try (InputStream in = Catalog.class.getResourceAsStream("V" + version + ".sql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void itsRunsAreReadByTheStatesOfNow() {
        try (Catalog catalog = Catalog.open(folder.resolve("catalog.db"))) {
            RunRecord run = catalog.runs().findRun("r1").orElseThrow();

            assertThat(run.restage()).hasValue(new DaysOfEvent(LOGIN, DAY, DAY));
            assertThat(run.result())
                    .hasValue(
                            "{\"families\":[{\"status\":\"FAILED\",\"warehouse\":{\"status\":\"UPSTREAM_FAILED\"}},{\"status\":\"DISABLED\",\"warehouse\":{\"status\":\"DISABLED\",\"error\":\"\\\"HELD_BACK\\\" is no state.\"}}]}");
            assertThat(catalog.runs().tasks("r1"))
                    .extracting(TaskRecord::status)
                    .containsExactly(Optional.of("UPSTREAM_FAILED"));
        }
    }

    @Test
    void itsFilesAndTablesAreKnown() {
        try (Catalog catalog = Catalog.open(folder.resolve("catalog.db"))) {
            catalog.requireWhole();

            assertThat(catalog.stage().files(SOURCE, LOGIN, DAY))
                    .extracting(StageFile::dataFile)
                    .containsExactly(new DataFile("work/a.parquet", "stage/a.parquet", 10));
            assertThat(catalog.raw().validation().toBeValidated(SOURCE, Map.of(LOGIN, "decider")))
                    .isEmpty();
            assertThat(catalog.raw().validation().toBeValidated(SOURCE, Map.of(LOGIN, "other")))
                    .containsExactly(LOGIN);
        }
    }
}
