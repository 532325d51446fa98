package dap.model;

/// What becomes of copies of one event_id that conflict: they are of another event, or differ in a
/// mapped column.
public enum ConflictPolicy {
    /// The newest copy, by timestamp, is the event's current version. The others are duplicates.
    NEWEST,

    /// The copy that arrived first stays the current version. The others are duplicates.
    FIRST,

    /// As [#FIRST]; copies that conflict with the current version count as rejected.
    REJECT
}
