package dap.engine;

/// What an insert wrote.
///
/// @param selected rows that passed the statement's WHERE, before DISTINCT or GROUP BY made fewer
///   of them; the good lines less these were filtered
/// @param rows rows in the file
/// @param bytes size of the file
public record Written(long selected, long rows, long bytes) {}
