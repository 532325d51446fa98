package dap.catalog;

import dap.model.EventName;
import java.time.LocalDate;

/// The lines of one event that arrived on one day, rejected ones among them.
///
/// @param staged good lines of objects that are staged
/// @param held good lines of objects that cannot be staged: see [RawFault]
public record RawDay(
        EventName event,
        LocalDate arrivalDay,
        long objects,
        long lines,
        long rejected,
        long coerced,
        long staged,
        long held) {}
