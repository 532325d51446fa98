package dap.warehouse.postgres.embedded;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server's files: `data` (PostgreSQL's own), `password`, `server.log`, and `kept` with a port,
/// where the server is to go on when nobody uses it.
///
/// Made in an order that a kill cannot hurt: first the password, then the data aside, then one
/// rename. The caller holds the folder's lock.
record DataFolder(Path folder, Binaries binaries) {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final int PASSWORD_BYTES = 24;
    private static final String PART = "data.part-";

    Path data() {
        return folder.resolve("data");
    }

    /// The folder with `bin/postgres`, where the user that the server runs as may read it.
    Path programs() throws IOException, InterruptedException {
        return Launch.isForAnotherUser(folder)
                ? new Binaries(folder.resolve("programs")).unpacked()
                : binaries.unpacked();
    }

    Path log() {
        return folder.resolve("server.log");
    }

    private Path passwordFile() {
        return folder.resolve("password");
    }

    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    private Path keptFile() {
        return folder.resolve("kept");
    }

    /// The port on which the server is kept; empty where it stops with the last one who uses it.
    OptionalInt keptPort() throws IOException {
        try {
            return OptionalInt.of(Integer.parseInt(Files.readString(keptFile()).strip()));
        } catch (NoSuchFileException | NumberFormatException _) {
            // Half written by a process that was killed is as good as not written.
            return OptionalInt.empty();
        }
    }

    void keepOn(int port) throws IOException, InterruptedException {
        Files.writeString(keptFile(), port + "\n");
        Launch.makeAlike(folder, keptFile());
    }

    void keepNoLonger() throws IOException {
        Files.deleteIfExists(keptFile());
    }

    void makeIfAbsent() throws IOException, InterruptedException {
        if (Files.isDirectory(data())) {
            return;
        }
        if (!Files.exists(passwordFile())) {
            writePassword();
        }
        deleteParts();
        Path aside = folder.resolve(PART + ProcessHandle.current().pid() + "-" + System.nanoTime());
        initdb(aside);
        Files.move(aside, data(), StandardCopyOption.ATOMIC_MOVE);
        Folders.syncOne(folder);
    }

    // The initdb of a killed process may still be at work in its folder: then that stays for later.
    private void deleteParts() throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, PART + "*")) {
            for (Path part : parts) {
                try {
                    Folders.delete(part);
                } catch (IOException e) {
                    LOG.debug("{} cannot be deleted yet", part, e);
                }
            }
        }
    }

    private void writePassword() throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        Path aside = folder.resolve("password.part");
        Files.deleteIfExists(aside);
        Files.createFile(
                aside,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(aside, HexFormat.of().formatHex(random) + "\n");
        Launch.makeAlike(folder, aside);
        Folders.syncOne(aside);
        Files.move(aside, passwordFile(), StandardCopyOption.ATOMIC_MOVE);
        Folders.syncOne(folder);
    }

    // Collation by bytes, as Redshift has it; upper() and lower() beyond ASCII all the same.
    private void initdb(Path aside) throws IOException, InterruptedException {
        Process process =
                new Launch(programs(), folder)
                        .program(
                                "initdb",
                                folder,
                                List.of(
                                        "--pgdata=" + aside,
                                        "--username=" + EmbeddedServer.USER,
                                        "--pwfile=" + passwordFile(),
                                        "--auth=scram-sha-256",
                                        "--encoding=UTF8",
                                        "--locale=C",
                                        "--locale-provider=builtin",
                                        "--builtin-locale=C.UTF-8"))
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw failed(output);
        }
    }

    /// The line that names what went wrong; behind it initdb tells how it cleans up.
    private static String reason(String output) {
        return output.lines()
                .filter(line -> line.matches(".*(FATAL|PANIC|ERROR|error|could not).*"))
                .findFirst()
                .orElse(output.strip())
                .strip();
    }

    private DapException failed(String output) {
        if (output.startsWith("setpriv:") || output.contains("cannot be run as root")) {
            return new DapException(
                    ErrorCode.WAREHOUSE_UNAVAILABLE,
                    "PostgreSQL does not run as root, and root may neither make a user namespace here nor become another user.",
                    "Run dap as an ordinary user, or name a PostgreSQL server by warehouse.url.");
        }
        return new DapException(
                ErrorCode.WAREHOUSE_UNAVAILABLE,
                "PostgreSQL's initdb failed in %s: %s.".formatted(folder, reason(output)),
                "Check that the folder can be written and the disk is not full.");
    }
}
