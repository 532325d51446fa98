package dap.warehouse;

import dap.model.FamilyName;
import java.util.Optional;

/// Rows of one event that its family's procedure could not take, for one reason, and that were set
/// aside.
///
/// @param event wire name
/// @param reason what the warehouse said: one sentence, without a value of an event
/// @param example the event_id of one, where it can be shown
public record RefusedRows(
        FamilyName family, String event, String reason, long rows, Optional<String> example) {}
