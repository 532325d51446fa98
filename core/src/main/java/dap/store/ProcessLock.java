package dap.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A lock on a file, held by one owner in all processes of this machine; the system takes it back
/// when its process dies.
///
/// The system's locks belong to processes, and closing any channel of a file drops the process's
/// lock on it. So those that this process holds are listed here, and their files not opened again.
final class ProcessLock implements AutoCloseable {

    /// Far behind the text, so that systems with mandatory locks let others read it.
    private static final long POSITION = Long.MAX_VALUE - 1;

    private static final Map<Path, String> HELD = new HashMap<>();

    private final Path file;

    /// Kept reachable: a channel that is collected is closed, and its lock gone.
    private final FileChannel channel;

    private ProcessLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// The lock, if nobody holds it; the file is made where there is none. Its folder must exist.
    ///
    /// @param text what others may read about the owner
    static Optional<ProcessLock> tryAcquire(Path file, String text) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        synchronized (HELD) {
            if (HELD.containsKey(absolute)) {
                return Optional.empty();
            }
            FileChannel channel =
                    FileChannel.open(absolute, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                // A file that a sweep deleted before we locked it protects nothing.
                FileLock lock = channel.tryLock(POSITION, 1, false);
                if (lock == null || Files.notExists(absolute)) {
                    channel.close();
                    return Optional.empty();
                }
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            HELD.put(absolute, text);
            return Optional.of(new ProcessLock(absolute, channel));
        }
    }

    /// What the owner of the lock on `file` wrote; empty where there was none.
    static String textOf(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        synchronized (HELD) {
            String own = HELD.get(absolute);
            if (own != null) {
                return own;
            }
        }
        try {
            return Files.readString(absolute);
        } catch (NoSuchFileException _) {
            return "";
        }
    }

    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            HELD.remove(file);
            channel.close();
        }
    }
}
