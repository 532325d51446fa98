package dap.catalog;

import dap.model.EventName;
import java.time.Instant;
import java.time.LocalDate;

/// A RAW object as the catalog last saw it: compared with a listing to find what is new or changed.
///
/// @param key path within the lake
/// @param staged whether its rows are in STAGE
/// @param changed whether it was reported as changed since it was staged
/// @param published false while an ingest has not put it into its place for certain
public record KnownObject(
        long id,
        EventName event,
        LocalDate arrivalDay,
        String key,
        long bytes,
        Instant modifiedAt,
        boolean staged,
        boolean changed,
        boolean published) {

    public DayFolder.EventDay day() {
        return new DayFolder.EventDay(event, arrivalDay);
    }
}
