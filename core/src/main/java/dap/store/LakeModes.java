package dap.store;

import dap.model.Readers;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// Lets nobody read a lake but whom the settings name, whatever the shell's umask was.
///
/// What is made from here on has the right mode from the start, also what DuckDB, SQLite and
/// PostgreSQL make: the umask is this process's, and that of those it starts. A lake whose own
/// folder has another mode (it is older, or the setting changed) is gone through once.
public final class LakeModes {

    private static final String MODE = "unix:mode";
    private static final int ALL = 0777;

    private final LakeLayout layout;
    private final int folderMode;
    private final int user = Posix.user();
    private boolean wasOpen;

    private LakeModes(LakeLayout layout, Readers readers) {
        this.layout = layout;
        this.folderMode = readers == Readers.GROUP ? 0750 : 0700;
    }

    /// Does nothing in a lake of somebody else's, who could not read what we made; nor where files
    /// have no such modes.
    ///
    /// @return whether others than `readers` could read or write the lake's folder until now
    public static boolean keep(LakeLayout layout, Readers readers) {
        try {
            return new LakeModes(layout, readers).keep();
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    private boolean keep() {
        Path root = layout.root();
        try {
            boolean isThere = Files.isDirectory(root);
            if (isThere && (int) Files.getAttribute(root, "unix:uid") != user) {
                return false;
            }
            Posix.umask(ALL & ~folderMode);
            int rootMode = rootMode();
            if (isThere && modeOf(root) != rootMode) {
                wasOpen = (modeOf(root) & ~rootMode) != 0;
                walk(root.toRealPath(), rootMode);
            }
            return wasOpen;
        } catch (IOException e) {
            // A read-only disk, say: what is there can still be read, and writing tells why it
            // fails.
            return false;
        }
    }

    /// The lake's folder comes last: its mode says that all is done. Other files may lie in it, a
    /// project's where the lake is the project's own folder; those stay as they are, and so does
    /// the warehouse, whose modes are PostgreSQL's.
    private void walk(Path root, int rootMode) throws IOException {
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(root, "{*-dap-*,catalog.*,lake.id*,run.lock}")) {
            for (Path entry : entries) {
                Files.walkFileTree(entry, new Changing());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        change(root, rootMode);
    }

    /// Where the warehouse's server runs as another user, he passes by the lake's folder to his
    /// own, and may not look into it.
    private int rootMode() throws IOException {
        Path warehouse = layout.warehouseFolder();
        boolean isAnothers =
                Files.isDirectory(warehouse, LinkOption.NOFOLLOW_LINKS)
                        && (int) Files.getAttribute(warehouse, "unix:uid") != user;
        return isAnothers ? folderMode | 0001 : folderMode;
    }

    /// Links are not followed: what they lead to is somebody's who knows why.
    private final class Changing extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
            if (is.isRegularFile()) {
                change(file, folderMode & 0666);
            }
            return FileVisitResult.CONTINUE;
        }

        // Gone in the meantime, or not ours to look into.
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
            change(folder, folderMode);
            return FileVisitResult.CONTINUE;
        }
    }

    private void change(Path path, int mode) throws IOException {
        try {
            int now = (int) Files.getAttribute(path, MODE, LinkOption.NOFOLLOW_LINKS);
            int owner = (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            if (owner == user && (now & ALL) != mode) {
                Files.setAttribute(path, MODE, (now & ~ALL) | mode);
            }
        } catch (NoSuchFileException e) {
            // Another process deleted it: it worked in there.
        }
    }

    private static int modeOf(Path path) throws IOException {
        return (int) Files.getAttribute(path, MODE) & ALL;
    }
}
