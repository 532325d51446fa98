package dap.warehouse.postgres.embedded;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts and stops `postgres` on one data folder. The caller holds the folder's lock.
final class ServerProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);
    private static final Duration POLL = Duration.ofMillis(10);

    /// Long enough for the recovery of a large write-ahead log.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// How long the processes of a server that starts or stops may do nothing.
    private static final Duration HANGS = Duration.ofSeconds(3);

    private static final String MAKE_ROOM =
            "Make room on the disk, then run again: what was committed is there, and nothing is lost.";

    private static final int ATTEMPTS = 20;

    /// For all attempts at a start that fail.
    private static final Duration FAILED_STARTS = Duration.ofSeconds(15);

    /// Durable, small, quiet about values, and reached from this machine only.
    ///
    /// Before recovery `syncfs` syncs the file system in one call, where `fsync` would take each of
    /// a thousand files. `log_min_messages = log` leaves out the errors of statements, whose texts
    /// hold values, and `roles.sql` what sessions say beside them; the server's own words remain. A
    /// batch onto many facts writes a page image for nearly every event: the WAL writer writes them
    /// while the batch goes on, in place of the batch itself, which takes a quarter less time. What
    /// replicas need is off, so that COPY into a new table writes no log.
    private static final List<String> SETTINGS =
            List.of(
                    "fsync=on",
                    "full_page_writes=on",
                    "synchronous_commit=on",
                    "recovery_init_sync_method=syncfs",
                    "listen_addresses=127.0.0.1",
                    "unix_socket_directories=",
                    "max_connections=100",
                    "allow_alter_system=off",
                    "shared_buffers=128MB",
                    "work_mem=32MB",
                    "temp_buffers=32MB",
                    "maintenance_work_mem=128MB",
                    "max_wal_size=4GB",
                    "wal_buffers=64MB",
                    "wal_writer_delay=10ms",
                    "checkpoint_timeout=15min",
                    "wal_level=minimal",
                    "max_wal_senders=0",
                    "io_method=sync",
                    "max_worker_processes=4",
                    "autovacuum_max_workers=1",
                    "autovacuum_naptime=15s",
                    "jit=off",
                    "log_min_messages=log",
                    "log_min_error_statement=panic",
                    "log_error_verbosity=terse",
                    "log_checkpoints=off",
                    "timezone=UTC",
                    "log_timezone=UTC");

    private final DataFolder files;
    private final Instant begin = Instant.now();

    /// Where the server's log ended before.
    private final long logged;

    ServerProcess(DataFolder files) {
        this.files = files;
        this.logged = files.logged();
    }

    /// The port of the server that runs; it is made and started first where there is none.
    int ensureRunning() throws IOException, InterruptedException {
        if (Postmaster.running(files.data()).isEmpty()) {
            new ServerLock(files).refuseIfHeldElsewhere();
            Launch.makeServable(files.folder());
            files.makeIfAbsent();
        }
        Roles roles = new Roles(files);
        for (int attempt = 1; ; attempt++) {
            Optional<Postmaster> running = Postmaster.running(files.data());
            if (running.isPresent() && running.get().isStopping()) {
                waitUntilGone(running.get());
            } else if (running.isPresent()) {
                Optional<Postmaster> ready = ready(running.get());
                if (ready.isPresent()) {
                    return ready.get().port();
                }
                refuseIfHopeless(attempt);
            } else if (roles.areMade() || roles.make()) {
                Optional<Postmaster> started = start();
                if (started.isPresent()) {
                    return started.get().port();
                }
                refuseIfHopeless(attempt);
            } else {
                refuseIfHopeless(attempt);
            }
        }
    }

    /// Ends all sessions and stops the server; nothing if none runs.
    void stop() throws IOException, InterruptedException {
        Optional<Postmaster> running = Postmaster.running(files.data());
        if (running.isPresent()) {
            signal("INT", running.get());
            waitUntilGone(running.get());
        }
    }

    // Java can send SIGTERM only, on which the server would wait for its clients to leave.
    private static void signal(String name, Postmaster server)
            throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -$1 $0", Long.toString(server.pid()), name)
                .start()
                .waitFor();
    }

    private Optional<Postmaster> start() throws IOException, InterruptedException {
        files.writeAccess();
        Process process =
                new ServerLock(files)
                        .holding(files.log().toString(), files.data(), command())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        Instant until = Instant.now().plus(PATIENCE);
        while (process.isAlive() && Instant.now().isBefore(until)) {
            Optional<Postmaster> running = Postmaster.running(files.data());
            if (running.isPresent()) {
                return ready(running.get());
            }
            Thread.sleep(POLL);
        }
        LOG.debug("PostgreSQL did not start in {}", files.data());
        if (!process.isAlive()) {
            refuseIfItCannotBegin(process);
        }
        return Optional.empty();
    }

    // What is printed before the log is open comes from the programs that make us another user.
    private void refuseIfItCannotBegin(Process process) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != ServerLock.HELD && !said.isBlank()) {
            throw new DapException(
                    ErrorCode.WAREHOUSE_UNAVAILABLE,
                    "PostgreSQL cannot be started in %s: %s."
                            .formatted(files.folder(), said.lines().findFirst().orElse("")),
                    "Run dap as the user whom the folder belongs to, or name a PostgreSQL server by warehouse.url.");
        }
    }

    private List<String> command() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(files.program("postgres")));
        command.addAll(List.of("-D", files.data().toString()));
        command.addAll(List.of("-p", Integer.toString(port())));
        command.addAll(List.of("-c", "hba_file=" + files.access()));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    /// The port on which the server is kept, so that others' tools find it again; another one where
    /// somebody else has it by now.
    private int port() throws IOException {
        OptionalInt kept = files.keptPort();
        return kept.isPresent() && isFree(kept.getAsInt()) ? kept.getAsInt() : freePort();
    }

    private static boolean isFree(int port) {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    // Another process may take the port before postgres does: then we try once more with another.
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// The server when it is ready; empty where it ended before, or hung and was ended.
    private Optional<Postmaster> ready(Postmaster found) throws IOException, InterruptedException {
        Instant until = Instant.now().plus(PATIENCE);
        Stillness stillness = new Stillness(found.pid());
        Optional<Postmaster> running = Optional.of(found);
        while (running.isPresent() && !running.get().isReady()) {
            if (stillness.hasLasted(HANGS) || Instant.now().isAfter(until)) {
                LOG.debug("PostgreSQL hangs as it starts in {}", files.data());
                signal("QUIT", running.get());
                waitUntilGone(running.get());
                return Optional.empty();
            }
            Thread.sleep(POLL);
            running = Postmaster.running(files.data());
        }
        running.ifPresent(
                server -> LOG.debug("PostgreSQL runs in {}, pid {}", files.data(), server.pid()));
        return running;
    }

    // A server that is asked to stop while it recovers from the death of a backend, or on a full
    // disk, may hang: its processes are gone, or wait for a word that does not come. Then it is
    // told to give up, and after that ended, which costs no data: the next start recovers.
    private void waitUntilGone(Postmaster server) throws IOException, InterruptedException {
        Instant until = Instant.now().plus(PATIENCE);
        Deque<String> harder = new ArrayDeque<>(List.of("QUIT", "KILL"));
        Stillness stillness = new Stillness(server.pid());
        while (Postmaster.running(files.data()).isPresent()) {
            if (stillness.hasLasted(HANGS) || Instant.now().isAfter(until)) {
                if (harder.isEmpty()) {
                    throw unavailable();
                }
                LOG.debug("PostgreSQL hangs in {}, pid {}", files.data(), server.pid());
                signal(harder.remove(), server);
                until = Instant.now().plus(PATIENCE);
                stillness = new Stillness(server.pid());
            }
            Thread.sleep(POLL);
        }
    }

    // After a crash a backend may still be at work for a dead server; postgres refuses to start
    // beside it. Backends notice within moments, or have to be ended.
    private void refuseIfHopeless(int attempt) throws IOException, InterruptedException {
        if (files.isDiskFull()) {
            throw unavailable("its disk is full", MAKE_ROOM);
        }
        if (attempt == ATTEMPTS || Instant.now().isAfter(begin.plus(FAILED_STARTS))) {
            new ServerLock(files).refuseIfHeld();
            throw unavailable();
        }
        if (attempt == ATTEMPTS / 2) {
            orphans().forEach(ProcessHandle::destroyForcibly);
        }
        Thread.sleep(POLL.multipliedBy(attempt));
    }

    private Stream<ProcessHandle> orphans() throws IOException {
        Path data = files.data().toRealPath();
        return ProcessHandle.allProcesses().filter(process -> worksIn(process, data));
    }

    private static boolean worksIn(ProcessHandle process, Path data) {
        try {
            Path proc = Path.of("/proc", Long.toString(process.pid()));
            return Files.readSymbolicLink(proc.resolve("cwd")).equals(data)
                    && Files.readSymbolicLink(proc.resolve("exe")).endsWith("postgres");
        } catch (IOException e) {
            return false;
        }
    }

    // What the server could not write is not in its log either.
    private DapException unavailable() throws InterruptedException {
        Optional<String> words = files.lastWords(logged);
        if (words.isEmpty()) {
            words = files.whyNotWritable();
        }
        boolean isFull = words.filter(ServerProcess::isAboutRoom).isPresent();
        return unavailable(
                words.orElse("it does not say why"),
                isFull
                        ? MAKE_ROOM
                        : "Read %s. What was committed is there. %s"
                                .formatted(files.log(), DataFolder.IF_DAMAGED));
    }

    private static boolean isAboutRoom(String words) {
        return words.contains("No space left") || words.contains("quota exceeded");
    }

    private DapException unavailable(String why, String hint) {
        return new DapException(
                ErrorCode.WAREHOUSE_FAILED,
                "The embedded PostgreSQL in %s does not start: %s.".formatted(files.folder(), why),
                hint);
    }
}
