package dap.generator.faults;

import java.util.Locale;

/// Where a line should end.
public enum Fate {
    /// In the fact table.
    FACT,
    /// Superseded by another copy of its event.
    DUPLICATE,
    /// With a reason among the rejects.
    REJECTED,
    /// In RAW, until somebody maps its event.
    WAITING;

    /// As records spell it: `fact`.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
