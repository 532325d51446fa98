package dap.catalog;

import java.time.Instant;
import java.util.Optional;

/// A task of a run in the journal.
///
/// @param step `crawl`, `stage` or `conform`
/// @param event empty for a step of a whole family
/// @param status absent while the task goes on, and if it was killed
/// @param error code and sentence; absent unless it failed
public record TaskRecord(
        String runId,
        String source,
        String family,
        String step,
        String event,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<String> status,
        long rows,
        Optional<String> error) {}
