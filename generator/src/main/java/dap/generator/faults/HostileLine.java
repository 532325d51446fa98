package dap.generator.faults;

import java.time.LocalDate;

/// What was done to one line, and where it should end.
///
/// @param kind code of the [FaultKind]
/// @param eventId empty where the line has none
/// @param eventName as the line has it; empty where it has none
/// @param arrivalDay the day of the file that holds the line
/// @param reason of a rejected or waiting line, as DAP names it; empty for others
public record HostileLine(
        String kind,
        String eventId,
        String eventName,
        LocalDate arrivalDay,
        Fate fate,
        String reason) {

    /// The names of a record's values, in the order of [#csv()].
    public static final String HEADER = "kind,event_id,event_name,arrival_day,fate,reason";

    /// No value holds a comma or a quote.
    public String csv() {
        return String.join(
                ",", kind, eventId, eventName, arrivalDay.toString(), fate.code(), reason);
    }
}
