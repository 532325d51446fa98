package dap.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dap.model.DataSource;
import dap.model.EventName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCatalogTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T02:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-03T02:00:00Z");
    private static final EventName LOGIN = new EventName("login");

    @TempDir Path folder;
    private Catalog catalog;
    private RunCatalog runs;

    @BeforeEach
    void open() {
        catalog = Catalog.open(folder.resolve("catalog.db"));
        runs = catalog.runs();
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void runsAreListedTheNewestFirst() {
        runs.begin("monday", MONDAY, MONDAY, Optional.empty());
        runs.end("monday", MONDAY.plusSeconds(5), "SUCCEEDED", "{}");
        runs.begin("tuesday", TUESDAY, TUESDAY, Optional.empty());

        assertThat(runs.runs(10)).extracting(RunRecord::id).containsExactly("tuesday", "monday");
        assertThat(runs.runs(1)).extracting(RunRecord::status).containsExactly(Optional.empty());
    }

    @Test
    void aRunThatNeverEndedIsClosedAsFailedByTheNext() {
        runs.begin("killed", MONDAY, MONDAY, Optional.empty());

        runs.begin("next", TUESDAY, TUESDAY, Optional.empty());

        assertThat(runs.findRun("killed").orElseThrow().status()).hasValue("FAILED");
        assertThat(runs.findRun("next").orElseThrow().status()).isEmpty();
    }

    @Test
    void anEventCountsAsFailedUntilItsStageSucceeds() {
        runs.stageFailed(DataSource.DEFAULT, LOGIN, "monday", "It is broken. Fix it.");
        assertThat(runs.failedEvents(DataSource.DEFAULT))
                .containsEntry(LOGIN, "It is broken. Fix it.");

        runs.stageSucceeded(DataSource.DEFAULT, LOGIN);

        assertThat(runs.failedEvents(DataSource.DEFAULT)).isEmpty();
    }
}
