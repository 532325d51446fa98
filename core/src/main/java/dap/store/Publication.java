package dap.store;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Moves committed files from where they were written to where they belong.
///
/// A commit is a transaction in the catalog; this comes after it, and may be repeated by whoever
/// finds it unfinished. Temporary path and target must lie on the same file system.
public final class Publication {

    /// One file on its way.
    ///
    /// @param temporary where it was written, and synced
    /// @param target where it belongs
    /// @param bytes its size, as it was committed
    public record Move(Path temporary, Path target, long bytes) {}

    private Publication() {}

    /// Moves all of them into place; what is in place already stays. Survives a power cut once it
    /// has returned.
    ///
    /// @throws DapException `STORE_UNAVAILABLE` if a file is neither there nor in place, or cannot
    ///   be moved
    public static void publish(List<Move> moves) {
        Set<Path> folders = new HashSet<>();
        for (Move move : moves) {
            Path folder = folderOf(move.target());
            if (folders.add(folder)) {
                DiskSync.makeFolders(folder);
            }
            publish(move);
        }
        folders.forEach(DiskSync::folder);
    }

    private static void publish(Move move) {
        try {
            Files.move(move.temporary(), move.target(), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Published before, by us until we were stopped, or a moment ago by another process.
            checkInPlace(move, e);
        } catch (AtomicMoveNotSupportedException e) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "%s and %s lie on different file systems, so nothing can be published whole."
                            .formatted(move.temporary(), move.target()),
                    "Put the whole lake on one file system.",
                    e);
        } catch (IOException e) {
            throw StoreFailure.writing(move.target(), e);
        }
    }

    private static void checkInPlace(Move move, IOException cause) {
        long found = sizeOf(move.target());
        if (found == move.bytes()) {
            return;
        }
        String state = found < 0 ? "is not there" : "has %d bytes".formatted(found);
        throw new DapException(
                ErrorCode.STORE_UNAVAILABLE,
                "%s was committed with %d bytes, but it %s, and %s is gone."
                        .formatted(move.target(), move.bytes(), state, move.temporary()),
                "Restore the file from a copy of the lake, then run again.",
                cause);
    }

    /// -1 where there is no such file.
    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException _) {
            return -1;
        } catch (IOException e) {
            throw StoreFailure.writing(file, e);
        }
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException("no file: " + file);
        }
        return folder;
    }
}
