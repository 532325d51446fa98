package dap.catalog;

import dap.model.EventName;
import dap.store.FileMark;
import java.time.LocalDate;

/// A RAW object as the catalog last saw it: compared with a listing to find what is new or changed.
///
/// @param key path within the lake
/// @param mark how its file looked when it was known to hold what was read
/// @param sha256 of its stored bytes; empty where an older DAP has read it
/// @param staged whether its rows are in STAGE
/// @param forgotten whether somebody said that it is gone for good
/// @param published false while an ingest has not put it into its place for certain
public record KnownObject(
        long id,
        EventName event,
        LocalDate arrivalDay,
        String key,
        FileMark mark,
        String sha256,
        boolean staged,
        boolean forgotten,
        boolean published) {

    public DayFolder.EventDay day() {
        return new DayFolder.EventDay(event, arrivalDay);
    }
}
