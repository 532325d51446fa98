package dap.catalog;

import dap.raw.RejectReason;
import java.time.LocalDate;

/// Lines rejected for one reason.
///
/// @param event wire name, or empty where the lines do not tell
public record RejectCount(String event, LocalDate arrivalDay, RejectReason reason, long lines) {}
