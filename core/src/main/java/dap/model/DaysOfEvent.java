package dap.model;

import java.time.LocalDate;
import java.util.List;

/// Arrival days of one event that are to be restaged.
///
/// @param to the last of them
public record DaysOfEvent(EventName event, LocalDate from, LocalDate to) {

    /// From the first to the last of `days`, which are in order and not empty.
    public static DaysOfEvent spanning(EventName event, List<LocalDate> days) {
        return new DaysOfEvent(event, days.getFirst(), days.getLast());
    }

    /// What to type to restage them.
    public String command() {
        return "dap backfill %s --from %s --to %s".formatted(event, from, to);
    }

    public boolean includes(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
