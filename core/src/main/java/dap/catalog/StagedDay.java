package dap.catalog;

import dap.model.EventName;
import dap.model.FamilyName;
import java.time.LocalDate;

/// What has been staged of one event and arrival day, all its files together.
///
/// @param filtered good lines that the DML's WHERE left out
/// @param collapsed rows that DISTINCT or GROUP BY merged into another
/// @param multiplied rows beyond one for each line, where the DML makes several of one
/// @param unconformedRows rows in files that the warehouse has not taken yet
public record StagedDay(
        EventName event,
        FamilyName family,
        LocalDate arrivalDay,
        long rows,
        long filtered,
        long collapsed,
        long multiplied,
        long unconformedRows) {}
