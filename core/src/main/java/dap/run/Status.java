package dap.run;

/// How a run, a family, an event or a family's warehouse load ended.
public enum Status {
    SUCCEEDED,
    FAILED,
    /// Some families failed, others did not; of runs only.
    PARTIAL,
    /// A write was accepted and its outcome is not known: the next run looks before it writes.
    UNKNOWN,
    /// Not tried, because the family's stage failed.
    HELD_BACK,
    /// Switched off.
    SKIPPED,
    /// Nothing had changed.
    UP_TO_DATE;

    /// Whether a run that holds this must exit with 1.
    public boolean isFailure() {
        return this == FAILED || this == PARTIAL || this == UNKNOWN || this == HELD_BACK;
    }
}
