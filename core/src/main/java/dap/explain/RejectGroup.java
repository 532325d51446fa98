package dap.explain;

import dap.raw.RejectReason;
import java.time.LocalDate;

/// Lines of one event that were rejected for one cause.
///
/// @param event wire name; empty where the lines do not tell
/// @param cause field and types; empty where the reason says it all
/// @param firstDay the least of their arrival days, UTC
/// @param lastDay the greatest
/// @param location where the first lies: a RAW object, or the folder of an ingest's rejects
/// @param number the first's number there, or in what was ingested
/// @param sample the first, masked, and cut off where it is long; empty where it cannot be read
public record RejectGroup(
        String event,
        RejectReason reason,
        String cause,
        long lines,
        LocalDate firstDay,
        LocalDate lastDay,
        String location,
        long number,
        String sample) {

    static RejectGroup of(String event, String cause, RejectedText line) {
        return new RejectGroup(
                event,
                line.reason(),
                cause,
                line.lines(),
                line.arrivalDay(),
                line.arrivalDay(),
                line.location(),
                line.number(),
                "");
    }

    RejectGroup plus(RejectedText line) {
        LocalDate day = line.arrivalDay();
        return new RejectGroup(
                event,
                reason,
                cause,
                lines + line.lines(),
                day.isBefore(firstDay) ? day : firstDay,
                day.isAfter(lastDay) ? day : lastDay,
                location,
                number,
                sample);
    }

    RejectGroup withSample(String text) {
        return new RejectGroup(
                event, reason, cause, lines, firstDay, lastDay, location, number, text);
    }
}
