package dap.warehouse.postgres;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.warehouse.postgres.embedded.Binaries;
import dap.warehouse.postgres.embedded.EmbeddedServer;
import dap.warehouse.postgres.embedded.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A server of our own. It is attached to with the first login.
///
/// One that cannot be started, or has died too often, is given up for the rest of the command: all
/// families then fail at once, with the same cause.
final class EmbeddedHost implements Host {

    /// From the next one on the server is not started again.
    private static final int DEATHS = 3;

    private final Path folder;
    private final Binaries binaries;
    private @Nullable EmbeddedServer server;
    private @Nullable DapException givenUp;
    private int deaths;
    private boolean diskWasFull;

    EmbeddedHost(Path folder, Binaries binaries) {
        this.folder = folder;
        this.binaries = binaries;
    }

    @Override
    public synchronized Login login(Role role) {
        if (givenUp != null) {
            throw givenUp;
        }
        EmbeddedServer running = running();
        EmbeddedServer.Login login = running.login(role);
        return new Login(running.jdbcUrl(), login.user(), Optional.of(login.password()));
    }

    private EmbeddedServer running() {
        try {
            EmbeddedServer attached = server;
            if (attached == null) {
                refuseReaders();
                attached = EmbeddedServer.attach(folder, binaries);
                server = attached;
            } else if (!attached.isAlive()) {
                startAgain(attached);
            }
            return attached;
        } catch (DapException e) {
            if (e.code() != ErrorCode.WAREHOUSE_FAILED) {
                throw e;
            }
            givenUp = diskWasFull ? ofFullDisk("does not start again", e) : e;
            throw givenUp;
        }
    }

    /// Who may only read the lake has no way in: the passwords are the owner's, and so is the
    /// server.
    private void refuseReaders() {
        Path lake = folder.toAbsolutePath().getParent();
        Path needed = Files.exists(folder) || lake == null ? folder : lake;
        if (Files.exists(needed) && !Files.isWritable(needed)) {
            throw new DapException(
                    ErrorCode.WAREHOUSE_UNAVAILABLE,
                    "The embedded warehouse in %s cannot be asked: it is for the lake's owner alone, or on a read-only disk."
                            .formatted(folder),
                    "Let the owner run this command, or keep the server running by 'dap warehouse start' and hand you the login that 'dap warehouse url --json' prints.");
        }
    }

    private void startAgain(EmbeddedServer attached) {
        deaths++;
        if (deaths > DEATHS) {
            DapException died =
                    new DapException(
                            ErrorCode.WAREHOUSE_FAILED,
                            "The embedded PostgreSQL in %s has died %d times in this command%s."
                                    .formatted(
                                            folder,
                                            deaths,
                                            attached.lastWords().map(why -> ": " + why).orElse("")),
                            "Read %s and fix what kills it, then run again: what was committed is there, and nothing is lost."
                                    .formatted(folder.resolve("server.log")));
            throw diskWasFull ? ofFullDisk("keeps dying", died) : died;
        }
        attached.restart();
    }

    private DapException ofFullDisk(String what, DapException cause) {
        return new DapException(
                ErrorCode.WAREHOUSE_FAILED,
                "The embedded PostgreSQL in %s %s: its disk is full.".formatted(folder, what),
                "Make room on the disk, then run again: what was committed is there, and nothing is lost.",
                cause);
    }

    @Override
    public boolean hasRoles() {
        return true;
    }

    @Override
    public synchronized boolean isGone() {
        return givenUp != null || (server != null && !server.isAlive());
    }

    @Override
    public synchronized void diskWasFull() {
        diskWasFull = true;
    }

    @Override
    public String name() {
        return "the embedded PostgreSQL in " + folder;
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
