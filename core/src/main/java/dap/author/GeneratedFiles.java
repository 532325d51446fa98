package dap.author;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// A project's files beside what its master sheet says of them.
public final class GeneratedFiles {

    private GeneratedFiles() {}

    /// How a file of the project stands to what is generated.
    public enum State {
        /// The same to the letter.
        SAME,
        /// It is not there.
        MISSING,
        /// It was generated from another sheet, or changed by hand since.
        DIFFERENT,
        /// Somebody wrote it by hand: it does not say that it is generated.
        FOREIGN
    }

    /// @param line the first that differs, from 1; 0 where the file is the same or not there
    public record Comparison(GeneratedFile file, State state, int line) {}

    public static List<Comparison> compare(Path project, List<GeneratedFile> files) {
        return files.stream().map(file -> compare(project, file)).toList();
    }

    private static Comparison compare(Path project, GeneratedFile file) {
        Optional<String> found = read(project.resolve(file.path()));
        if (found.isEmpty()) {
            return new Comparison(file, State.MISSING, 0);
        }
        String text = found.get();
        if (text.equals(file.text())) {
            return new Comparison(file, State.SAME, 0);
        }
        // JSON has no comments: a config cannot say where it comes from.
        boolean ours =
                file.kind() == GeneratedKind.CONFIGS || firstLine(text).contains(Generator.MARK);
        return new Comparison(
                file, ours ? State.DIFFERENT : State.FOREIGN, firstDifference(text, file.text()));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static int firstDifference(String left, String right) {
        List<String> before = left.lines().toList();
        List<String> after = right.lines().toList();
        int line = 0;
        while (line < before.size()
                && line < after.size()
                && before.get(line).equals(after.get(line))) {
            line++;
        }
        return line + 1;
    }

    private static Optional<String> read(Path path) {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
                            .replace("\r\n", "\n"));
        } catch (IOException e) {
            throw failure("read", path, e);
        }
    }

    /// Writes a file whole or not at all.
    public static void write(Path project, GeneratedFile file) {
        Path path = project.resolve(file.path());
        Path temporary = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(temporary, file.text());
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failure("written", path, e);
        }
    }

    private static DapException failure(String done, Path path, IOException cause) {
        return new DapException(
                ErrorCode.STORE_UNAVAILABLE,
                "%s cannot be %s: %s.".formatted(path, done, cause.getMessage()),
                "Check that the user of this process may read and write the project's folder.",
                cause);
    }
}
