package dap.step.crawl;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/// Reads many objects at once, so many as there are threads, and hands over what came of them in
/// the order in which they were given.
final class ObjectReaders implements AutoCloseable {

    private static final int WINDOW = 256;

    private final ExecutorService pool;

    ObjectReaders(int threads) {
        pool =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("crawl-", 1).daemon().factory());
    }

    /// @param read called on the pool's threads
    /// @param take called on the caller's thread, with the results of a window of objects
    <T, R> void forEach(List<T> objects, Function<T, R> read, Consumer<List<R>> take) {
        for (int from = 0; from < objects.size(); from += WINDOW) {
            List<Future<R>> running = new ArrayList<>();
            for (T object : objects.subList(from, Math.min(from + WINDOW, objects.size()))) {
                running.add(pool.submit(() -> read.apply(object)));
            }
            take.accept(running.stream().map(ObjectReaders::result).toList());
        }
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DapException(
                    ErrorCode.INTERRUPTED,
                    "The crawl was interrupted.",
                    "Run it again: what was recorded is not read again.",
                    e);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        pool.close();
    }
}
