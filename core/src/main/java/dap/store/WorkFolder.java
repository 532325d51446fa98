package dap.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// One process's own folder for files in the making.
///
/// A lock file beside it, `<id>.lock`, is held as long as its owner lives: it is locked before the
/// folder is made, and deleted after it. So a folder whose lock can be had belongs to the dead.
///
/// Closing deletes everything in it, except between [#keep()] and [#discard()]: then it is left to
/// the next sweep, which publishes what was committed.
public final class WorkFolder implements AutoCloseable {

    private static final String LOCK_SUFFIX = ".lock";

    private final Path path;
    private final ProcessLock lock;
    private boolean kept;

    private WorkFolder(Path path, ProcessLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Makes a folder of its own for the caller.
    ///
    /// @param purpose who will sweep it, lower-case letters: a sweep clears one purpose's folders,
    ///   as only its owner knows what was committed in them
    /// @throws dap.errors.DapException `STORE_UNAVAILABLE`
    public static WorkFolder open(LakeLayout layout, String purpose) {
        DiskSync.makeFolders(layout.work());
        while (true) {
            Path path = layout.work().resolve(purpose + "-" + UUID.randomUUID());
            Optional<ProcessLock> lock = tryLock(lockOf(path));
            // Else a sweep took the new file for a dead one's.
            if (lock.isPresent()) {
                DiskSync.makeFolders(path);
                return new WorkFolder(path, lock.get());
            }
        }
    }

    public Path path() {
        return path;
    }

    /// A path in this folder for a file that the caller is about to make.
    public Path newFile(String name) {
        return path.resolve(name);
    }

    /// Syncs the folder's names. Files are synced by those who write them; both come before a
    /// commit.
    public void sync() {
        DiskSync.folder(path);
    }

    /// To be called before a commit: whatever happens from here on, the files stay.
    public void keep() {
        kept = true;
    }

    /// To be called once nothing in here is committed and unpublished.
    public void discard() {
        kept = false;
    }

    @Override
    public void close() {
        try (lock) {
            if (!kept) {
                delete(path);
            }
        } catch (IOException e) {
            throw StoreFailure.writing(path, e);
        }
    }

    /// Clears away what dead processes left. Folders of living ones are not touched.
    ///
    /// @param purpose whose folders
    /// @param publishCommitted publishes every file that is committed and not yet published. Called
    ///   once all dead folders are locked, and before anything is deleted: what a process committed
    ///   before it died is in the catalog by then. If it throws, nothing is deleted.
    /// @return how many folders were cleared
    public static int sweep(LakeLayout layout, String purpose, Runnable publishCommitted) {
        List<WorkFolder> dead = new ArrayList<>();
        try {
            for (Path lockFile : lockFiles(layout.work(), purpose)) {
                tryLock(lockFile)
                        .ifPresent(lock -> dead.add(new WorkFolder(folderOf(lockFile), lock)));
            }
            dead.forEach(WorkFolder::keep);
            publishCommitted.run();
            dead.forEach(WorkFolder::discard);
        } finally {
            dead.forEach(WorkFolder::close);
        }
        return dead.size();
    }

    private static List<Path> lockFiles(Path work, String purpose) {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(work, purpose + "-*" + LOCK_SUFFIX)) {
            List<Path> found = new ArrayList<>();
            files.forEach(found::add);
            return found;
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw StoreFailure.writing(work.resolve("."), e);
        }
    }

    private static Optional<ProcessLock> tryLock(Path file) {
        try {
            return ProcessLock.tryAcquire(file, "");
        } catch (IOException e) {
            throw StoreFailure.writing(file, e);
        }
    }

    private static Path lockOf(Path folder) {
        return folder.resolveSibling(folder.getFileName() + LOCK_SUFFIX);
    }

    private static Path folderOf(Path lockFile) {
        String name = String.valueOf(lockFile.getFileName());
        return lockFile.resolveSibling(name.substring(0, name.length() - LOCK_SUFFIX.length()));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> deepestFirst;
            try (Stream<Path> found = Files.walk(folder)) {
                deepestFirst = found.toList().reversed();
            }
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        }
        Files.deleteIfExists(lockOf(folder));
    }
}
