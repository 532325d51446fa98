package dap.run;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// How much of a run goes on at once: each crawl and each event's stage takes a slot, whichever
/// family it belongs to, so that one large family fills the machine as well as many small ones.
final class Slots {

    private final Semaphore free;

    Slots(int count) {
        this.free = new Semaphore(count, true);
    }

    /// Does `work` as soon as a slot is free. It must not ask for another.
    <T> T take(Supplier<T> work) {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    /// Begins all of `work` and waits for it.
    ///
    /// @return what came of each, in their order
    /// @throws DapException that the first of those threw that did not return
    static <T> List<T> together(List<? extends Callable<T>> work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(work).stream().map(Slots::ended).toList();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static <T> T ended(Future<T> work) {
        try {
            return work.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DapException known) {
                throw known;
            }
            throw new IllegalStateException("A part of a run threw instead of returning", e);
        }
    }

    private static DapException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new DapException(
                ErrorCode.INTERRUPTED,
                "The run was interrupted.",
                "Run again: nothing is lost.",
                cause);
    }
}
