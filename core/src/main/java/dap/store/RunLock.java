package dap.store;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The right to run over a lake: one run at a time, in all processes of this machine.
///
/// The system takes it back when the process dies. What else touches a lake (`ingest`, `query`,
/// `status`) needs no lock.
public final class RunLock implements AutoCloseable {

    /// Who holds a lake.
    ///
    /// @param pid its number where it runs
    public record Holder(long pid, Origin origin, Instant since, String runId) {

        private String text() {
            return "%d %s %s %s %s %s%n"
                    .formatted(pid, origin.host(), since, runId, origin.boot(), origin.namespace());
        }

        /// Empty where a holder has the lock and has not yet said who it is.
        private static Optional<Holder> of(String text) {
            String[] parts = text.strip().split(" ", 6);
            if (parts.length < 4) {
                return Optional.empty();
            }
            // What an older DAP wrote says no more than the host.
            Origin here = Origin.here();
            Origin origin =
                    parts.length < 6
                            ? new Origin(parts[1], here.boot(), here.namespace())
                            : new Origin(parts[1], parts[4], parts[5]);
            return Optional.of(
                    new Holder(
                            Long.parseLong(parts[0]), origin, Instant.parse(parts[2]), parts[3]));
        }
    }

    private final ProcessLock lock;

    private RunLock(ProcessLock lock) {
        this.lock = lock;
    }

    /// Takes the lake for a run.
    ///
    /// @throws DapException `LAKE_HELD`, naming the holder, if another run has it;
    ///   `STORE_UNAVAILABLE` if the lake's folder cannot be written
    public static RunLock acquire(LakeLayout layout, String runId, Instant now) {
        Path file = layout.lockFile();
        DiskSync.makeFolders(layout.root());
        Holder me =
                new Holder(
                        ProcessHandle.current().pid(),
                        Origin.here(),
                        now.truncatedTo(ChronoUnit.SECONDS),
                        runId);
        try {
            return ProcessLock.tryAcquire(file, me.text())
                    .map(RunLock::new)
                    .orElseThrow(() -> held(layout));
        } catch (IOException e) {
            throw StoreFailure.writing(file, e);
        }
    }

    private static DapException held(LakeLayout layout) {
        Optional<Holder> holder = holder(layout);
        String who =
                holder.map(h ->
                                "run %s (process %d on %s, since %s)"
                                        .formatted(
                                                h.runId(), h.pid(), h.origin().host(), h.since()))
                        .orElse("another process");
        return new DapException(
                ErrorCode.LAKE_HELD,
                "The lake %s is held by %s.".formatted(layout.root(), who),
                holder.map(RunLock::hint).orElse("Wait for it to end."));
    }

    private static String hint(Holder holder) {
        return holder.origin().sharesProcessesWith(Origin.here())
                ? "Wait for it to end, or stop process %d; its work is not lost."
                        .formatted(holder.pid())
                : "It runs in another container: wait for it to end, or stop it there; its work is not lost.";
    }

    /// Who holds the lake, or held it last.
    static Optional<Holder> holder(LakeLayout layout) {
        try {
            return Holder.of(ProcessLock.textOf(layout.lockFile()));
        } catch (IOException e) {
            throw StoreFailure.writing(layout.lockFile(), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw StoreFailure.writing(lock.file(), e);
        }
    }
}
