package dap.author;

/// A file as the master sheet has it.
///
/// @param path relative to the project's folder, with forward slashes
public record GeneratedFile(GeneratedKind kind, String path, String text) {}
