package dap.warehouse;

import dap.model.FamilyName;
import java.time.LocalDate;
import java.util.Optional;

/// Copies of one event and arrival day whose current versions, of one event and arrival day as
/// well, are of another event or differ in a mapped column.
///
/// @param event wire name, of the superseded copies
/// @param currentEvent wire name, of the current versions
/// @param copies how many are superseded
/// @param example the event_id of one, where it can be shown
public record ConflictRows(
        FamilyName family,
        String event,
        LocalDate arrivalDay,
        FamilyName currentFamily,
        String currentEvent,
        LocalDate currentDay,
        long copies,
        Optional<String> example) {

    /// What differs, in words.
    public String difference() {
        return event.equals(currentEvent) ? "another content" : "another event";
    }
}
