package dap.catalog;

import dap.model.EventName;
import java.time.Instant;
import java.time.LocalDate;

/// The folder of one event and arrival day in RAW, as it was seen.
///
/// @param modifiedAt the folder's own time: it moves when an entry is added, removed or renamed,
///   not when a file in it is written over in place
public record DayFolder(EventName event, LocalDate arrivalDay, Instant modifiedAt) {

    public EventDay day() {
        return new EventDay(event, arrivalDay);
    }

    /// One event's arrival day.
    public record EventDay(EventName event, LocalDate arrivalDay) {}
}
