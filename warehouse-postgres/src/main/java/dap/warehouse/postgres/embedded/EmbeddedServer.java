package dap.warehouse.postgres.embedded;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/// The server of one folder, as this process uses it.
///
/// Two files in the folder are locked: `server.lock` by whoever starts or stops the server, for
/// that long; `clients.lock` by every process that uses it, shared, for as long as it does. Who
/// leaves and can have `clients.lock` alone was the last, and stops the server. The kernel frees
/// the locks of a killed process, so its server is found running by the next one, and used.
///
/// Such locks belong to a process, not to an object; so within one process all users of a folder
/// share one instance. Thread-safe.
public final class EmbeddedServer implements AutoCloseable {

    public static final String USER = "dap";
    public static final String DATABASE = "postgres";

    private static final Map<Path, EmbeddedServer> IN_USE = new HashMap<>();

    private final DataFolder files;
    private final FileChannel clients;
    private final FileLock lease;
    private int users;
    private int port;

    private EmbeddedServer(DataFolder files, FileChannel clients, FileLock lease, int port) {
        this.files = files;
        this.clients = clients;
        this.lease = lease;
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
                        Files.createDirectories(folder);
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
        FileChannel clients = open(files.folder(), "clients.lock");
        try (FileChannel channel = open(files.folder(), "server.lock");
                FileLock _ = channel.lock()) {
            FileLock lease = clients.lock(0, Long.MAX_VALUE, true);
            int port = new ServerProcess(files).ensureRunning();
            return new EmbeddedServer(files, clients, lease, port);
        } catch (IOException | InterruptedException | RuntimeException e) {
            clients.close();
            throw e;
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
        try (FileChannel channel = open(files.folder(), "server.lock");
                FileLock _ = channel.lock()) {
            port = new ServerProcess(files).ensureRunning();
        }
    }

    public String jdbcUrl() {
        synchronized (IN_USE) {
            return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE);
        }
    }

    public String password() {
        return doing(files.folder(), files::password);
    }

    /// Whether the server's process is alive.
    public boolean isAlive() {
        return doing(files.folder(), () -> Postmaster.running(files.data()).isPresent());
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
                FileChannel channel = open(files.folder(), "server.lock");
                FileLock _ = channel.lock()) {
            lease.release();
            FileLock alone = clients.tryLock();
            if (alone != null) {
                new ServerProcess(files).stop();
            }
        }
    }

    private static FileChannel open(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        Launch.makeAlike(folder, file);
        return channel;
    }

    private interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    private static <T> T doing(Path folder, Work<T> work) {
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
