package dap.engine.duckdb;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which files DuckDB may touch: those in the lake's folders, those in folders that links near
/// their top lead to (a source's or an event's, moved to another disk), and single ones that were
/// asked for. DuckDB follows links before it decides, so everything here is a real path.
final class Reach {

    /// A layer's folder, a source's below it, an event's or a family's below that.
    private static final int LEVELS = 2;

    private final List<Path> folders;
    private final Set<Path> linked = new TreeSet<>();

    Reach(Collection<Path> folders) {
        Set<Path> found = new TreeSet<>();
        folders.forEach(folder -> add(folder, LEVELS, found));
        this.folders = List.copyOf(found);
    }

    private static void add(Path folder, int levels, Set<Path> found) {
        Path real = real(folder);
        if (found.stream().noneMatch(real::startsWith)) {
            found.add(real);
        }
        if (levels == 0 || !Files.isDirectory(real)) {
            return;
        }
        try (DirectoryStream<Path> below = Files.newDirectoryStream(real, Files::isDirectory)) {
            below.forEach(each -> add(each, levels - 1, found));
        } catch (IOException | DirectoryIteratorException e) {
            // What cannot be listed is not added; a statement that needs it is refused.
        }
    }

    /// Whether links lead some of `files` out of the folders.
    boolean isBeyond(Collection<Path> files) {
        return files.stream().anyMatch(file -> isOutside(real(file)));
    }

    /// @return whether a file was added
    boolean extend(Collection<Path> files) {
        List<Path> outside = files.stream().map(Reach::real).filter(this::isOutside).toList();
        return linked.addAll(outside);
    }

    private boolean isOutside(Path real) {
        return folders.stream().noneMatch(real::startsWith);
    }

    /// As DuckDB's list of texts.
    String folders() {
        return RawScans.list(folders);
    }

    String files() {
        return RawScans.list(List.copyOf(linked));
    }

    /// Where `path` leads, also where its last parts are not there yet.
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        for (Path there = absolute; there != null; there = there.getParent()) {
            if (Files.exists(there)) {
                try {
                    return there.toRealPath().resolve(there.relativize(absolute));
                } catch (IOException e) {
                    // Gone again, or not to be looked at: its parent is asked.
                }
            }
        }
        return absolute;
    }
}
