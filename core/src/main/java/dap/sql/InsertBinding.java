package dap.sql;

import dap.model.EventName;
import dap.sql.tree.LakeTable;
import java.time.Instant;
import java.time.LocalDate;

/// What the free names of an event's DML stand for in one statement of one run.
///
/// @param environment stands for `environment` at the start of schema names
/// @param asOf the run's instant: what `now()` and its like return, UTC
/// @param raw the event's RAW table; its `year`, `month` and `day` are constants of the arrival day
/// @param target the family's STAGE table
public record InsertBinding(
        String environment,
        Instant asOf,
        EventName event,
        LocalDate arrivalDay,
        LakeTable raw,
        LakeTable target) {}
