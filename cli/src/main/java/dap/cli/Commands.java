package dap.cli;

import org.jspecify.annotations.Nullable;

/// What all commands share.
final class Commands {

    private Commands() {}

    /// The command above, which picocli has set by the time a command runs.
    static Main parent(@Nullable Main main) {
        if (main == null) {
            throw new IllegalStateException("a command was called without its parent");
        }
        return main;
    }
}
