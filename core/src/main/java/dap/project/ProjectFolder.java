package dap.project;

import dap.errors.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The user's folder: finds and reads files by their path relative to it.
///
/// Names are compared with those that the folder lists, so that a name in another case is another
/// name on every file system. Paths come from the layout and from checked names alone.
record ProjectFolder(Path root) {

    private static final long MAX_BYTES = 64L << 20;

    /// The file at this path; absent where there is none.
    ///
    /// @throws ProblemFound if it is there and cannot be read as UTF-8 text
    Optional<TextFile> find(String file) {
        int slash = file.lastIndexOf('/');
        String folder = slash < 0 ? "" : file.substring(0, slash);
        boolean there = list(folder).contains(file.substring(slash + 1));
        return there ? Optional.of(read(file)) : Optional.empty();
    }

    /// Names of the regular files in a folder, sorted; none where there is no such folder.
    List<String> list(String folder) {
        Path path = root.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> !Files.isDirectory(file))
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, "The folder cannot be listed");
        }
    }

    /// A path as the project names it; absent where it leads out of the folder.
    Optional<String> inside(String path) {
        try {
            Path found = root.resolve(path).normalize();
            return found.startsWith(root)
                    ? Optional.of(root.relativize(found).toString().replace('\\', '/'))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// Whether there is a folder at this path.
    boolean isFolder(String path) {
        return Files.isDirectory(root.resolve(path));
    }

    /// Paths of the regular files in a folder, relative to the project, sorted.
    List<String> listPaths(String folder) {
        return list(folder).stream()
                .map(name -> folder.isEmpty() ? name : folder + "/" + name)
                .toList();
    }

    /// Paths of the regular files in a folder and its folders, relative to the project, sorted.
    List<String> listDeep(String folder) {
        Path path = root.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(file -> !Files.isDirectory(file))
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, "The folder cannot be listed");
        }
    }

    TextFile read(String file) {
        Path path = root.resolve(file);
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw unreadable(file, "The file has more than " + MAX_BYTES + " bytes");
            }
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                            .toString();
            return new TextFile(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw unreadable(file, "The file is not UTF-8 text");
        } catch (IOException e) {
            throw unreadable(file, "The file cannot be read");
        }
    }

    private static ProblemFound unreadable(String file, String why) {
        return new ProblemFound(
                Problem.error(
                        file,
                        0,
                        why + ".",
                        "Save it as UTF-8 text that the user of this process may read."));
    }
}
