package dap.step.ingest;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.Deflater;

/// Compresses chunks of many files on a few threads; each file gets its chunks in their order.
///
/// Every chunk is deflated by itself and ends at a byte, so chunks of one file can be written one
/// after the other as one gzip member. There are as many deflaters as threads, however many files.
/// To be used by one thread; chunks are written on that one.
final class Compressor implements AutoCloseable {

    private static final int MAX_THREADS = 4;

    /// Chunks under way, for each thread: enough to keep it busy while a line is validated.
    private static final int QUEUED_PER_THREAD = 8;

    private record Pending(GzipFile file, Future<byte[]> deflated) {}

    private final ExecutorService threads;
    private final BlockingQueue<Deflater> idle;
    private final int maxPending;
    private final Deque<Pending> pending = new ArrayDeque<>();

    /// @param level of gzip, 1 to 9
    Compressor(int level) {
        int count = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_THREADS);
        threads =
                Executors.newFixedThreadPool(
                        count, Thread.ofPlatform().daemon().name("ingest-gzip-", 0).factory());
        idle = new ArrayBlockingQueue<>(count);
        for (int i = 0; i < count; i++) {
            idle.add(new Deflater(level, true));
        }
        maxPending = count * QUEUED_PER_THREAD;
    }

    /// Takes the next chunk of `file`; waits while too many are under way.
    ///
    /// @param chunk must not be changed afterwards
    void submit(GzipFile file, byte[] chunk, int length) {
        pending.add(new Pending(file, threads.submit(() -> deflate(chunk, length))));
        while (pending.size() > maxPending || pending.element().deflated().isDone()) {
            writeOldest();
            if (pending.isEmpty()) {
                return;
            }
        }
    }

    /// Waits until all chunks are written.
    void drain() {
        while (!pending.isEmpty()) {
            writeOldest();
        }
    }

    private void writeOldest() {
        Pending oldest = pending.remove();
        try {
            oldest.file().appendChunk(oldest.deflated().get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DapException(
                    ErrorCode.INTERRUPTED,
                    "The ingest was interrupted; nothing of this input was taken.",
                    "Repeat the command.",
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a chunk could not be compressed", e.getCause());
        }
    }

    private byte[] deflate(byte[] chunk, int length) throws InterruptedException {
        Deflater deflater = idle.take();
        try {
            deflater.reset();
            deflater.setInput(chunk, 0, length);
            byte[] out = new byte[length / 3 + 256];
            int size = 0;
            while (true) {
                size += deflater.deflate(out, size, out.length - size, Deflater.SYNC_FLUSH);
                // A full buffer may mean that more is to come; room left means that nothing is.
                if (size < out.length) {
                    return Arrays.copyOf(out, size);
                }
                out = Arrays.copyOf(out, out.length * 2);
            }
        } finally {
            idle.add(deflater);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
        idle.forEach(Deflater::end);
    }
}
