package dap.run;

import java.time.LocalDate;
import java.util.List;

/// What a backfill would change in STAGE for one arrival day of an event.
///
/// @param rowsBefore rows that are staged now
/// @param rowsAfter rows that would be
/// @param added events that are not staged now and would be, by event_id
/// @param removed events that are staged now and would not be
/// @param changed events of which a row differs in any column but `processed_date`
/// @param sums numeric columns whose sum differs
public record DayChange(
        LocalDate day,
        long rowsBefore,
        long rowsAfter,
        long added,
        long removed,
        long changed,
        List<SumChange> sums) {

    public DayChange {
        sums = List.copyOf(sums);
    }

    /// @param before the column's sum over what is staged now; null counts as nothing
    public record SumChange(String column, double before, double after) {}
}
