package dap.warehouse.postgres.embedded;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.store.LocalDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The server of one folder, as this process uses it.
///
/// Three files in the folder are locked: `running.lock` by the server itself, for its whole life
/// ([ServerLock]); `server.lock` by whoever starts or stops the server, for that long;
/// `clients.lock` by every process that uses it, shared, for as long as it does. Who leaves and can
/// have `clients.lock` alone was the last, and stops the server. The kernel frees the locks of a
/// killed process, so its server is found running by the next one, and used.
///
/// A server that is kept ([#keep]) goes on without users, until [#stop]; that it is kept is a file,
/// so it outlives a crash: whoever uses the folder next starts the server again, on the same port.
///
/// Such locks belong to a process, not to an object; so within one process all users of a folder
/// share one instance. Thread-safe.
public final class EmbeddedServer implements AutoCloseable {

    public static final String DATABASE = "postgres";

    private static final Map<Path, EmbeddedServer> IN_USE = new HashMap<>();

    private final DataFolder files;
    private final FileChannel clients;
    private final FileLock lease;
    private final long logged;
    private int users;
    private int port;

    private EmbeddedServer(DataFolder files, FileChannel clients, FileLock lease, int port) {
        this.files = files;
        this.clients = clients;
        this.lease = lease;
        this.logged = files.logged();
        this.port = port;
    }

    /// Attaches to the server of `folder`; makes and starts it where it does not run.
    ///
    /// @throws DapException `WAREHOUSE_UNAVAILABLE` if that cannot be done
    public static EmbeddedServer attach(Path folder, Binaries binaries) {
        synchronized (IN_USE) {
            return doing(
                    folder,
                    () -> {
                        makeFolder(folder);
                        Path key = folder.toRealPath();
                        EmbeddedServer server = IN_USE.get(key);
                        if (server == null) {
                            server = join(new DataFolder(key, binaries));
                            IN_USE.put(key, server);
                        } else {
                            server.start();
                        }
                        server.users++;
                        return server;
                    });
        }
    }

    private static EmbeddedServer join(DataFolder files) throws IOException, InterruptedException {
        FileChannel clients = open(files, "clients.lock");
        try (FileChannel channel = open(files, "server.lock");
                FileLock _ = channel.lock()) {
            stopAnOlderOne(files, clients);
            FileLock lease = clients.lock(0, Long.MAX_VALUE, true);
            int port = new ServerProcess(files).ensureRunning();
            return new EmbeddedServer(files, clients, lease, port);
        } catch (IOException | InterruptedException | RuntimeException e) {
            clients.close();
            throw e;
        }
    }

    // One that an older DAP started, and kept or left behind, has to be brought over.
    private static void stopAnOlderOne(DataFolder files, FileChannel clients)
            throws IOException, InterruptedException {
        if (Postmaster.running(files.data()).isEmpty() || new Roles(files).areMade()) {
            return;
        }
        try (FileLock alone = clients.tryLock()) {
            if (alone == null) {
                throw new DapException(
                        ErrorCode.LAKE_HELD,
                        "The embedded PostgreSQL in %s is used by an older DAP."
                                .formatted(files.folder()),
                        "Wait until that has ended, then repeat the command: it brings the warehouse over.");
            }
            new ServerProcess(files).stop();
        }
    }

    /// Starts the server again if it has died since; its port may then be another one.
    public void restart() {
        synchronized (IN_USE) {
            doing(
                    files.folder(),
                    () -> {
                        start();
                        return this;
                    });
        }
    }

    private void start() throws IOException, InterruptedException {
        try (FileChannel channel = open(files, "server.lock");
                FileLock _ = channel.lock()) {
            port = new ServerProcess(files).ensureRunning();
        }
    }

    public String jdbcUrl() {
        synchronized (IN_USE) {
            return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE);
        }
    }

    /// The way in of a role, on this machine.
    ///
    /// @param passwordFile the same for tools with libpq: its `passfile`
    public record Login(String user, String password, Path passwordFile) {
        @Override
        public String toString() {
            return "Login as " + user;
        }
    }

    public Login login(Role role) {
        return doing(files.folder(), () -> login(files, role));
    }

    private static Login login(DataFolder files, Role role) throws IOException {
        return new Login(role.user(), files.password(role), files.passwordFile(role));
    }

    /// Whether the server's process is alive.
    public boolean isAlive() {
        return doing(files.folder(), () -> Postmaster.running(files.data()).isPresent());
    }

    /// Why the server ended since it was attached to, if its log says so.
    public Optional<String> lastWords() {
        return files.lastWords(logged);
    }

    /// Leaves; stops the server if nobody else uses it.
    @Override
    public void close() {
        synchronized (IN_USE) {
            users--;
            if (users == 0) {
                IN_USE.remove(files.folder());
                doing(
                        files.folder(),
                        () -> {
                            leave();
                            return this;
                        });
            }
        }
    }

    // Giving the shared lock back and asking for the whole is safe: whoever joins or leaves holds
    // server.lock.
    private void leave() throws IOException, InterruptedException {
        try (clients;
                FileChannel channel = open(files, "server.lock");
                FileLock _ = channel.lock()) {
            lease.release();
            FileLock alone = clients.tryLock();
            if (alone != null && files.keptPort().isEmpty()) {
                new ServerProcess(files).stop();
            }
        }
    }

    /// A server that runs.
    ///
    /// @param login the way in of the role that was asked for
    /// @param kept it goes on when nobody uses it
    public record Running(int port, Login login, boolean kept) {}

    /// The server of `folder`, if it runs. Starts nothing.
    public static Optional<Running> find(Path folder, Binaries binaries, Role role) {
        return doing(
                folder,
                () -> {
                    DataFolder files = new DataFolder(folder, binaries);
                    Optional<Postmaster> postmaster = Postmaster.running(files.data());
                    if (postmaster.isEmpty() && Files.isDirectory(folder)) {
                        refuseIfHeldElsewhere(files);
                    }
                    // One that an older DAP started has no roles yet.
                    return postmaster.isEmpty() || !new Roles(files).areMade()
                            ? Optional.empty()
                            : Optional.of(
                                    new Running(
                                            postmaster.get().port(),
                                            login(files, role),
                                            files.keptPort().isPresent()));
                });
    }

    private static void refuseIfHeldElsewhere(DataFolder files)
            throws IOException, InterruptedException {
        try (FileChannel channel = open(files, "server.lock");
                FileLock _ = channel.lock()) {
            new ServerLock(files).refuseIfHeldElsewhere();
        }
    }

    /// Starts the server where it does not run, and keeps it when everybody has left.
    ///
    /// @param port where it is to listen; a server that runs keeps its port until it starts again
    public static Running keep(Path folder, Binaries binaries, OptionalInt port, Role role) {
        DataFolder files = new DataFolder(folder, binaries);
        if (port.isPresent()) {
            doing(
                    folder,
                    () -> {
                        makeFolder(folder);
                        files.keepOn(port.getAsInt());
                        return files;
                    });
        }
        try (EmbeddedServer server = attach(folder, binaries)) {
            return doing(
                    folder,
                    () -> {
                        if (files.keptPort().isEmpty()) {
                            files.keepOn(server.port);
                        }
                        return new Running(server.port, login(files, role), true);
                    });
        }
    }

    /// How a kept server ended.
    public enum Stopped {
        STOPPED,
        /// It stops when the last of them leaves.
        STILL_USED,
        /// There was none.
        DID_NOT_RUN
    }

    /// Keeps the server no longer, and stops it unless another process of DAP uses it. Sessions of
    /// other programs end.
    public static Stopped stop(Path folder, Binaries binaries) {
        if (!Files.isDirectory(folder)) {
            return Stopped.DID_NOT_RUN;
        }
        return doing(
                folder,
                () -> {
                    DataFolder files = new DataFolder(folder, binaries);
                    try (FileChannel clients = open(files, "clients.lock");
                            FileChannel channel = open(files, "server.lock");
                            FileLock _ = channel.lock()) {
                        files.keepNoLonger();
                        if (Postmaster.running(files.data()).isEmpty()) {
                            new ServerLock(files).refuseIfHeldElsewhere();
                            return Stopped.DID_NOT_RUN;
                        }
                        if (clients.tryLock() == null) {
                            return Stopped.STILL_USED;
                        }
                        new ServerProcess(files).stop();
                        return Stopped.STOPPED;
                    }
                });
    }

    private static void makeFolder(Path folder) throws IOException {
        LocalDisk.require(
                folder,
                "embedded PostgreSQL",
                "Put the lake on a disk of this machine, or name a PostgreSQL server by warehouse.url.");
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    static FileChannel open(DataFolder files, String name)
            throws IOException, InterruptedException {
        files.make(name);
        return FileChannel.open(
                files.folder().resolve(name),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
    }

    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    static <T> T doing(Path folder, Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new DapException(
                    ErrorCode.WAREHOUSE_UNAVAILABLE,
                    "The embedded PostgreSQL in %s cannot be used: %s."
                            .formatted(folder, e.getMessage()),
                    "Check that the folder belongs to you and the disk is not full.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DapException(
                    ErrorCode.INTERRUPTED,
                    "Waiting for the embedded PostgreSQL in %s was interrupted.".formatted(folder),
                    "Run again.",
                    e);
        }
    }
}
