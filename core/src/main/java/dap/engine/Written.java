package dap.engine;

/// What an insert wrote, as the engine itself counted it.
///
/// @param read rows that the statement read from its objects: each of their lines is one
/// @param selected rows that passed the statement's WHERE, before DISTINCT or GROUP BY made fewer
///   of them; the rows read less these were filtered
/// @param rows rows in the file
/// @param bytes size of the file
public record Written(long read, long selected, long rows, long bytes) {}
