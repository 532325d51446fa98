package dap.cli;

import dap.project.Overrides;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// Options of every command, taken before or after its name.
final class GlobalOptions {

    @Option(
            names = "--project",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The project's folder (default: here).")
    Path project = Path.of("");

    @Option(
            names = "--lake",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The lake's folder (default: .dap in the project).")
    @Nullable Path lake;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The lake engine, in place of dap.yml's.")
    @Nullable String engine;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "One JSON document on standard output; logs on standard error.")
    boolean json;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "More of what happens, on standard error.")
    boolean verbose;

    /// What stands on the command line in place of `dap.yml`'s.
    Overrides overrides() {
        return new Overrides(Optional.ofNullable(lake), Optional.ofNullable(engine));
    }
}
