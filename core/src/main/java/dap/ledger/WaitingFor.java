package dap.ledger;

import java.util.Locale;

/// Why rows wait. Where several reasons hold for one event and day, the first of these is shown.
enum WaitingFor {
    /// The event's last stage failed.
    FAILED,
    /// In RAW objects that are missing, cut off, damaged or cannot be read.
    HELD,
    /// No config names the event.
    UNMAPPED,
    /// The event or its family is switched off.
    DISABLED,
    /// Landed in the warehouse; the reference data do not name the event.
    UNREFERENCED,
    /// Staged; not yet conformed, or left out by the procedure.
    STAGED,
    /// Closed and not staged yet: the next run does it.
    PENDING,
    /// The arrival day is not over.
    OPEN;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
