package dap.explain;

import dap.raw.RejectReason;
import java.time.LocalDate;

/// A line that was rejected, and where it is kept.
///
/// @param event wire name; empty where the line does not tell
/// @param cause field and types; empty where the reason says it all
/// @param location path within the lake: a RAW object, or the folder of an ingest's rejects
/// @param number in the RAW object, or in what was ingested; from 1
/// @param lines 1; where an object has too many to name each: this and those after it
public record RejectedText(
        String event,
        LocalDate arrivalDay,
        RejectReason reason,
        String cause,
        String location,
        long number,
        long lines) {}
