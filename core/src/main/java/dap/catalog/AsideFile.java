package dap.catalog;

/// A file that was written aside, and where it belongs: there it lies once it is published.
///
/// Both keys are paths within the lake.
public record AsideFile(String asideKey, String key, long bytes) {}
