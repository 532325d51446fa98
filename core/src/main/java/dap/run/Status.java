package dap.run;

/// How a run, a family, an event or a family's warehouse load ended.
public enum Status {
    SUCCEEDED,
    FAILED,
    /// Some families failed, others did not; of runs only.
    PARTIAL,
    /// Nothing failed, and yet events are missing: landed ones have no fact, or far more lines than
    /// usual were rejected. What depends on it goes on.
    INCOMPLETE,
    /// A write was accepted and its outcome is not known: the next run looks before it writes.
    UNKNOWN,
    /// Not tried, because the family's stage failed.
    UPSTREAM_FAILED,
    /// Switched off, in the project or for this run.
    DISABLED,
    /// Nothing had changed.
    UP_TO_DATE;

    /// Whether something was not done that should have been.
    public boolean isFailure() {
        return this == FAILED || this == PARTIAL || this == UNKNOWN || this == UPSTREAM_FAILED;
    }

    /// Whether somebody must act: it failed, or is incomplete. A run that holds this exits with 1.
    public boolean needsAttention() {
        return isFailure() || this == INCOMPLETE;
    }
}
