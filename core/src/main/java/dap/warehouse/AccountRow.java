package dap.warehouse;

import java.time.LocalDate;

/// What became of the STAGE rows of one event and arrival day.
///
/// @param event wire name
/// @param facts current versions that a fact table holds
/// @param duplicates superseded duplicates
/// @param waiting current versions still landed, of an event that the reference data name
/// @param unreferenced current versions still landed, of an event that the reference data do not
///   name
/// @param refused current versions that the procedure could not take, set aside with their reason
/// @param conflicts superseded duplicates that are of another event than the current version, or
///   differ from it in a mapped column; they are among the duplicates
/// @param lost current versions that neither a fact table nor the landing table holds any more
public record AccountRow(
        String event,
        LocalDate arrivalDay,
        long facts,
        long duplicates,
        long waiting,
        long unreferenced,
        long refused,
        long conflicts,
        long lost) {

    /// Of an event that is named, or of whose current versions none waits; none is refused or in
    /// conflict.
    public AccountRow(
            String event,
            LocalDate arrivalDay,
            long facts,
            long duplicates,
            long waiting,
            long lost) {
        this(event, arrivalDay, facts, duplicates, waiting, 0, 0, 0, lost);
    }
}
