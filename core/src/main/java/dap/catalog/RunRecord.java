package dap.catalog;

import dap.model.DaysOfEvent;
import java.time.Instant;
import java.util.Optional;

/// A run in the journal.
///
/// @param status as `dap run` says it; absent while the run goes on, and if it was killed
/// @param result the JSON that `dap run --json` printed; absent with the status
/// @param restage the days that it restaged; absent: it staged what was not staged yet
public record RunRecord(
        String id,
        Instant asOf,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<String> status,
        Optional<String> result,
        Optional<DaysOfEvent> restage) {}
