package dap.warehouse.postgres.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A server as its `postmaster.pid` tells of it.
///
/// PostgreSQL writes one line each: pid, data folder, start in seconds since 1970, port, socket
/// folder, address, shared memory, and from the moment it has a state: `starting`, `ready`,
/// `stopping`.
///
/// @param state empty as long as the file does not say
record Postmaster(long pid, Instant started, int port, String state) {

    private static final Duration CLOCK_DRIFT = Duration.ofSeconds(5);
    private static final int LINES = 8;

    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    /// The server that runs on the folder `data`; empty where the file is missing, half written, or
    /// left behind by a server that is gone, even if another process has its pid by now.
    static Optional<Postmaster> running(Path data) throws IOException {
        Optional<Postmaster> written = read(data);
        if (written.isPresent() && written.get().isAlive(data)) {
            return written;
        }
        return Optional.empty();
    }

    private static Optional<Postmaster> read(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readString(file(data)).lines().map(String::strip).toList();
        } catch (NoSuchFileException _) {
            // No server, or one that has just now removed it: it does so while we wait for its end.
            return Optional.empty();
        }
        if (lines.size() < 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Postmaster(
                            Math.abs(Long.parseLong(lines.get(0))),
                            Instant.ofEpochSecond(Long.parseLong(lines.get(2))),
                            Integer.parseInt(lines.get(3)),
                            lines.size() < LINES ? "" : lines.get(LINES - 1)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean isReady() {
        return state.equals("ready");
    }

    boolean isStopping() {
        return state.equals("stopping");
    }

    /// Whether the process with this pid is alive and works in `data`: postgres changes into its
    /// data folder. A zombie has no working folder. Where we may not look, the start time decides.
    boolean isAlive(Path data) throws IOException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return false;
        }
        Path proc = Path.of("/proc", Long.toString(pid), "cwd");
        try {
            return Files.readSymbolicLink(proc).equals(data.toRealPath());
        } catch (AccessDeniedException e) {
            return process.get().info().startInstant().filter(this::isNear).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isNear(Instant other) {
        return Duration.between(started, other).abs().compareTo(CLOCK_DRIFT) <= 0;
    }
}
