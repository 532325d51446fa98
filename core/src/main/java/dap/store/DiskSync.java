package dap.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Makes files and names outlive a power cut: what was synced is on the disk when a call returns.
public final class DiskSync {

    private DiskSync() {}

    /// Syncs the bytes of a file, not its name in the folder.
    ///
    /// @throws dap.errors.DapException `STORE_UNAVAILABLE`
    public static void file(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw StoreFailure.writing(file, e);
        }
    }

    /// Syncs the names in a folder: what was made, moved or deleted there.
    ///
    /// @throws dap.errors.DapException `STORE_UNAVAILABLE`
    public static void folder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw StoreFailure.writing(folder.resolve("."), e);
        }
    }

    /// Makes `folder` with every missing parent, and syncs the names of those it made.
    ///
    /// @throws dap.errors.DapException `STORE_UNAVAILABLE`
    public static void makeFolders(Path folder) {
        Deque<Path> missing = new ArrayDeque<>();
        @Nullable Path parent = folder.toAbsolutePath();
        while (parent != null && !Files.isDirectory(parent)) {
            missing.push(parent);
            parent = parent.getParent();
        }
        for (Path each : missing) {
            makeFolder(each);
        }
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            // Another process was quicker; a file of that name is told apart by what follows.
            if (!Files.isDirectory(folder)) {
                throw StoreFailure.writing(folder, e);
            }
        } catch (IOException e) {
            throw StoreFailure.writing(folder, e);
        }
        Path parent = folder.getParent();
        if (parent != null) {
            folder(parent);
        }
    }
}
