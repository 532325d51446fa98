package dap.raw;

/// A line of an object that was rejected; or, where very many were, the first of the rest.
///
/// @param line from 1
/// @param detail field and types, or where in the line; never a value; may be empty
/// @param lines 1; where a reason has too many lines to name each: this line and those after it
///   that were rejected for the same reason
public record RejectedLine(long line, RejectReason reason, String detail, long lines) {}
