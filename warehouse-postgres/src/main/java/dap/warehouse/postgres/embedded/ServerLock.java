package dap.warehouse.postgres.embedded;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.store.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The right to work on a folder's data, held by the server's own processes: `running.lock`.
///
/// `flock` takes it and becomes the server, whose every process inherits the open file. So the
/// kernel gives it back when the last of them is gone, whoever started it and whatever killed it;
/// and it binds processes of other containers, which cannot see ours. `running` beside it says
/// where the server runs, and is written by who has the lock. Beside it nobody removes
/// `postmaster.pid`, PostgreSQL's own guard.
///
/// The caller holds `server.lock`.
record ServerLock(DataFolder files) {

    /// What the command ends with if another has the lock.
    static final int HELD = 75;

    /// As the owner of the folder, with the lock: says who we are, removes what a server that is
    /// gone has left, and goes on as the server.
    private static final String BECOME =
            """
            umask 077
            printf '%s\\n' "$1" > running.new
            mv -f running.new running
            rm -f data/postmaster.pid
            if [ -n "$2" ]; then
              if [ -n "$(find "$2" -size +8M 2>/dev/null)" ]; then mv -f "$2" "$2.1"; fi
              exec >> "$2" 2>&1
            fi
            cd "$3"
            shift 3
            exec "$@"
            """;

    private Path lockFile() {
        return files.folder().resolve("running.lock");
    }

    private Path holderFile() {
        return files.folder().resolve("running");
    }

    /// A process that takes the lock, or ends with [#HELD], and becomes `command`.
    ///
    /// @param log what the command prints goes there, and what is there already is put aside as
    ///   `….1` once it is over 8 MiB; empty: to who starts it
    ProcessBuilder holding(String log, Path workingFolder, List<String> command)
            throws IOException, InterruptedException {
        if (!Launch.has("flock")) {
            throw new DapException(
                    ErrorCode.WAREHOUSE_UNAVAILABLE,
                    "The embedded PostgreSQL needs the program flock, and this machine has none.",
                    "Install util-linux, or name a PostgreSQL server by warehouse.url.");
        }
        files.make("running.lock");
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "flock",
                                "--no-fork",
                                "--nonblock",
                                "--conflict-exit-code",
                                Integer.toString(HELD),
                                lockFile().toString(),
                                "/bin/sh",
                                "-ec",
                                BECOME,
                                "sh",
                                Holder.me().text(),
                                log,
                                workingFolder.toString()));
        all.addAll(command);
        return new Launch(files.folder()).program(files.folder(), all);
    }

    /// Refuses if a server that we cannot see has the lock: one in another container.
    ///
    /// @throws DapException `LAKE_HELD`, naming the holder
    void refuseIfHeldElsewhere() throws IOException, InterruptedException {
        Optional<Holder> holder = holder();
        if (holder.isPresent()
                && !holder.get().origin().sharesProcessesWith(Origin.here())
                && isHeld()) {
            throw held(holder.get());
        }
    }

    /// Refuses if anybody has the lock, when waiting for it was in vain.
    void refuseIfHeld() throws IOException, InterruptedException {
        if (isHeld()) {
            throw held(holder().orElse(Holder.me()));
        }
    }

    private DapException held(Holder holder) {
        return new DapException(
                ErrorCode.LAKE_HELD,
                "The embedded PostgreSQL in %s runs where this process cannot reach it: started by process %d on %s, %s."
                        .formatted(
                                files.folder(),
                                holder.pid(),
                                holder.origin().host(),
                                holder.since()),
                "One container uses it at a time: wait until the command there has ended, or stop it there (dap warehouse stop); then repeat this one.");
    }

    // Shared, and under server.lock: it keeps no server from starting.
    private boolean isHeld() throws IOException, InterruptedException {
        if (!Files.exists(lockFile())) {
            return false;
        }
        Process probe =
                new ProcessBuilder(
                                "flock",
                                "--shared",
                                "--nonblock",
                                "--conflict-exit-code",
                                Integer.toString(HELD),
                                lockFile().toString(),
                                "true")
                        .start();
        return probe.waitFor() == HELD;
    }

    private Optional<Holder> holder() throws IOException {
        try {
            return Holder.of(DataFolder.read(holderFile()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /// Who started the server.
    ///
    /// @param pid its number where it ran
    private record Holder(long pid, Origin origin, Instant since) {

        static Holder me() {
            return new Holder(
                    ProcessHandle.current().pid(),
                    Origin.here(),
                    Instant.now().truncatedTo(ChronoUnit.SECONDS));
        }

        String text() {
            return String.join(
                    "\n",
                    Long.toString(pid),
                    origin.host(),
                    since.toString(),
                    origin.boot(),
                    origin.namespace());
        }

        static Optional<Holder> of(String text) {
            String[] lines = text.split("\n", -1);
            return lines.length < 5
                    ? Optional.empty()
                    : Optional.of(
                            new Holder(
                                    Long.parseLong(lines[0]),
                                    new Origin(lines[1], lines[3], lines[4]),
                                    Instant.parse(lines[2])));
        }
    }
}
