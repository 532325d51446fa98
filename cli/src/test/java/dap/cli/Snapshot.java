package dap.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// A project as it was when this was taken, its lake with it: made once for several tests, or once
/// for several faults.
///
/// @param project where it lay, and lies again when it is restored: its lake knows the way
record Snapshot(Path project, Path copy) {

    /// To be taken while no server of the lake runs.
    static Snapshot take(Path project, Path copy) {
        copy(project, copy);
        return new Snapshot(project, copy);
    }

    void restore() {
        delete(project);
        copy(copy, project);
    }

    static void delete(Path path) {
        call("rm", "-rf", path);
    }

    /// With owners, modes and times.
    static void copy(Path from, Path to) {
        call("cp", "-a", "--reflink=auto", from, to);
    }

    private static void call(Object... words) {
        List<String> command = List.of(words).stream().map(Object::toString).toList();
        try {
            int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException(command + " ended with " + exitCode);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
