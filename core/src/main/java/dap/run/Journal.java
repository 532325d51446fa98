package dap.run;

import dap.catalog.RunCatalog;
import dap.catalog.TaskRecord;
import dap.errors.DapException;
import dap.model.DataSource;
import dap.model.EventName;
import dap.model.FamilyName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes down each task of one run as it ends. A task that found nothing to do is not worth a
/// transaction: the run's result names it.
final class Journal {

    private final RunCatalog runs;
    private final InstantSource clock;
    private final String runId;
    private final Map<DataSource, Set<EventName>> failedBefore = new HashMap<>();

    Journal(RunCatalog runs, InstantSource clock, String runId, Collection<DataSource> sources) {
        this.runs = runs;
        this.clock = clock;
        this.runId = runId;
        sources.forEach(source -> failedBefore.put(source, runs.failedEvents(source).keySet()));
    }

    Instant now() {
        return clock.instant();
    }

    void crawled(DataSource source, FamilyName family, Instant startedAt, long lines) {
        if (lines > 0) {
            record(source, family, "crawl", "", startedAt, Status.SUCCEEDED, lines, null);
        }
    }

    void staged(
            DataSource source,
            FamilyName family,
            EventName event,
            Instant startedAt,
            Status status,
            long rows,
            @Nullable DapException error) {
        if (status != Status.UP_TO_DATE) {
            record(
                    source,
                    family,
                    "stage",
                    event.name(),
                    startedAt,
                    status,
                    rows,
                    error == null ? null : error.sentences());
        }
        if (error != null && status.isFailure()) {
            runs.stageFailed(source, event, runId, error.sentences());
        } else if (failedBefore.getOrDefault(source, Set.of()).contains(event)) {
            runs.stageSucceeded(source, event);
        }
    }

    /// @param error what is wrong and what to do; null where nothing is
    void conformed(
            DataSource source,
            FamilyName family,
            Instant startedAt,
            Status status,
            long rows,
            @Nullable String error) {
        if (status != Status.UP_TO_DATE) {
            record(source, family, "conform", "", startedAt, status, rows, error);
        }
    }

    private void record(
            DataSource source,
            FamilyName family,
            String step,
            String event,
            Instant startedAt,
            Status status,
            long rows,
            @Nullable String error) {
        runs.record(
                new TaskRecord(
                        runId,
                        source.name(),
                        family.name(),
                        step,
                        event,
                        startedAt,
                        Optional.of(clock.instant()),
                        Optional.of(status.name()),
                        rows,
                        Optional.ofNullable(error)));
    }
}
