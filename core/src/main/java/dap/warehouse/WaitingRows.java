package dap.warehouse;

import dap.model.FamilyName;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Rows of a family that are landed and in no fact table, and those that were set aside.
///
/// An event is *unreferenced* where the project has reference tables (`conformed.ref_…` with a
/// column `event_name`) and none of them names it: a procedure that joins them leaves it out.
/// Whatever else waits, the procedure left out for a reason of its own.
///
/// @param rows all that are landed
/// @param refused rows that the procedure could not take, set aside until it may
/// @param unreferenced how many are of which unreferenced event, by wire name
/// @param example the event_id of one that is referenced, where it can be shown
public record WaitingRows(
        FamilyName family,
        long rows,
        long refused,
        Map<String, Long> unreferenced,
        Optional<String> example) {
    public WaitingRows {
        unreferenced = new TreeMap<>(unreferenced);
    }

    /// Those of events that the reference data name.
    public long leftOut() {
        return rows - unreferenced.values().stream().mapToLong(Long::longValue).sum();
    }
}
