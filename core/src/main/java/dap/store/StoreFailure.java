package dap.store;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/// Words for what a file system refuses.
public final class StoreFailure {

    private StoreFailure() {}

    /// The failure of writing, moving or deleting `path`, with the hint that fits it.
    public static DapException writing(Path path, Exception cause) {
        return new DapException(
                ErrorCode.STORE_UNAVAILABLE,
                "%s cannot be written: %s.".formatted(path, reason(cause)),
                hint(path, cause),
                cause);
    }

    private static String hint(Path path, Exception cause) {
        if (isFull(cause)) {
            return "Free space on the disk that holds %s, then repeat the command; nothing was lost."
                    .formatted(path.getParent());
        }
        if (isReadOnly(cause)) {
            return "Mount the disk that holds %s for writing, or name another lake with --lake."
                    .formatted(path.getParent());
        }
        if (cause instanceof AccessDeniedException) {
            return "Give this user the right to write in %s, or name another lake with --lake."
                    .formatted(path.getParent());
        }
        return "Check that %s can be written, then repeat the command; nothing was lost."
                .formatted(path.getParent());
    }

    private static boolean isFull(Exception cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("quota exceeded");
    }

    private static boolean isReadOnly(Exception cause) {
        return cause instanceof ReadOnlyFileSystemException
                || String.valueOf(cause.getMessage())
                        .toLowerCase(Locale.ROOT)
                        .contains("read-only file system");
    }

    private static String reason(Exception cause) {
        return switch (cause) {
            case AccessDeniedException _ -> "access is denied";
            case Exception e when isReadOnly(e) -> "its file system is read-only";
            case NoSuchFileException _ -> "it is not there, or its folder is not";
            case FileAlreadyExistsException _ -> "there is one of its name already";
            case DirectoryNotEmptyException _ -> "it is a folder that is not empty";
            case NotDirectoryException _ -> "it is not a folder";
            case FileSystemException e when e.getReason() != null ->
                    e.getReason().toLowerCase(Locale.ROOT);
            case Exception e -> String.valueOf(e.getMessage());
        };
    }
}
