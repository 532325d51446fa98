package dap.catalog;

/// A file of the lake: where it was written, and where it lies once it is published.
///
/// @param temporaryKey its path within the lake until it is published
/// @param key its path within the lake from then on
public record DataFile(String temporaryKey, String key, long bytes) {}
