package dap.cli;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The example project that comes with DAP.
final class DemoProject {

    private DemoProject() {}

    /// Copies the example into `folder`, unless a project is there already.
    static void copyTo(Path folder) {
        Path example = home().resolve("examples").resolve("one-login");
        if (Files.isDirectory(folder.resolve("athena-scripts"))) {
            return;
        }
        refuseOthers(folder);
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file :
                    files.filter(path -> !path.startsWith(example.resolve(".dap"))).toList()) {
                Path target = folder.resolve(example.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (!Files.exists(target)) {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The example cannot be copied to %s: %s.".formatted(folder, e.getMessage()),
                    "Name a folder that can be written: dap demo DIR.",
                    e);
        }
    }

    /// The example is not poured over somebody's files.
    private static void refuseOthers(Path folder) {
        try (Stream<Path> found = Files.isDirectory(folder) ? Files.list(folder) : Stream.of()) {
            if (Files.isRegularFile(folder) || found.findAny().isPresent()) {
                throw new DapException(
                        ErrorCode.USAGE,
                        "%s holds something other than a demo.".formatted(folder),
                        "Name a new folder: dap demo DIR.");
            }
        } catch (IOException e) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "%s cannot be read: %s.".formatted(folder, e.getMessage()),
                    "Name a folder of your own: dap demo DIR.",
                    e);
        }
    }

    /// Where DAP lies; `./dap` says so.
    private static Path home() {
        String home = System.getProperty("dap.home");
        if (home == null) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "The example is not found, because DAP was not started by its own script.",
                    "Call ./dap demo.");
        }
        return Path.of(home);
    }
}
