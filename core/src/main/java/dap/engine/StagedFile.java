package dap.engine;

import java.nio.file.Path;

/// A committed STAGE file, to be read.
///
/// @param id the catalog's number for it
public record StagedFile(long id, Path path) {}
