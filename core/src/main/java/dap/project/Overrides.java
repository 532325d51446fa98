package dap.project;

import java.nio.file.Path;
import java.util.Optional;

/// What the command line says in place of `dap.yml`.
///
/// @param lake the lake's root (`--lake`); relative to the working directory
/// @param engine the lake engine (`--engine`)
public record Overrides(Optional<Path> lake, Optional<String> engine) {

    /// Nothing is overridden.
    public static final Overrides NONE = new Overrides(Optional.empty(), Optional.empty());
}
