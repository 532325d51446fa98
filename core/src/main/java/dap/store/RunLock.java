package dap.store;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
    public record Holder(long pid, String host, Instant since, String runId) {

        private String text() {
            return "%d %s %s %s%n".formatted(pid, host, since, runId);
        }

        /// Empty where a holder has the lock and has not yet said who it is.
        private static Optional<Holder> of(String text) {
            String[] parts = text.strip().split(" ", 4);
            return parts.length < 4
                    ? Optional.empty()
                    : Optional.of(
                            new Holder(
                                    Long.parseLong(parts[0]),
                                    parts[1],
                                    Instant.parse(parts[2]),
                                    parts[3]));
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
                        host(),
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
                                        .formatted(h.runId(), h.pid(), h.host(), h.since()))
                        .orElse("another process");
        return new DapException(
                ErrorCode.LAKE_HELD,
                "The lake %s is held by %s.".formatted(layout.root(), who),
                holder.map(h ->
                                "Wait for it to end, or stop process %d; its work is not lost."
                                        .formatted(h.pid()))
                        .orElse("Wait for it to end."));
    }

    /// Who holds the lake, or held it last.
    static Optional<Holder> holder(LakeLayout layout) {
        try {
            return Holder.of(ProcessLock.textOf(layout.lockFile()));
        } catch (IOException e) {
            throw StoreFailure.writing(layout.lockFile(), e);
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
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
