package dap.raw;

/// What became of one line.
public sealed interface ValidationResult {

    /// A good line.
    ///
    /// @param event wire name
    record Accepted(String event) implements ValidationResult {}

    /// A line for the rejects.
    ///
    /// @param detail field and types, or where in the line; never a value; may be empty
    /// @param event wire name where the line has a good one, otherwise empty
    record Rejected(RejectReason reason, String detail, String event) implements ValidationResult {}
}
