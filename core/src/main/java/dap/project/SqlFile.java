package dap.project;

/// A file with SQL.
///
/// @param file relative to the project's folder, with forward slashes: how messages name it
public record SqlFile(String file, String text) {}
