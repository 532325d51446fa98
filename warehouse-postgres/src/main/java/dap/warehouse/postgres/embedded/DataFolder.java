package dap.warehouse.postgres.embedded;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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

    /// A program of PostgreSQL, where the user that the server runs as may run it.
    String program(String name) throws IOException, InterruptedException {
        Binaries reachable = Launch.isForAnotherUser(folder) ? binaries.forAll() : binaries;
        return reachable.unpacked().resolve("bin").resolve(name).toString();
    }

    /// Makes a file, empty, where it is not there.
    void make(String name) throws IOException, InterruptedException {
        if (!Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            new Launch(folder).shell(": >> " + name, "");
        }
    }

    /// Writes a file, whole or not at all, and syncs it to the disk.
    private void write(String name, String text) throws IOException, InterruptedException {
        // Counted: if we are killed before all of it is written, the shell sees a shorter text.
        new Launch(folder)
                .shell(
                        "rm -f N.part; cat > N.part; [ $(wc -c < N.part) -eq %d ]; sync N.part; mv -f N.part N"
                                .formatted(text.getBytes(StandardCharsets.UTF_8).length)
                                .replace("N", name),
                        text);
        Folders.syncOne(folder);
    }

    /// Reads a file of the folder; a link in its place leads nowhere.
    static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Path log() {
        return folder.resolve("server.log");
    }

    /// Why the server gave up the last time, as its log ends; the log holds no values.
    Optional<String> lastWords() {
        try {
            return read(log())
                    .lines()
                    .filter(line -> line.matches(".*(PANIC|FATAL): .*"))
                    .reduce((_, later) -> later)
                    .map(line -> line.replaceFirst(".*?(PANIC|FATAL):\\s*", "").strip());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Path passwordFile() {
        return folder.resolve("password");
    }

    String password() throws IOException {
        return read(passwordFile()).strip();
    }

    private Path keptFile() {
        return folder.resolve("kept");
    }

    /// The port on which the server is kept; empty where it stops with the last one who uses it.
    OptionalInt keptPort() throws IOException {
        try {
            return OptionalInt.of(Integer.parseInt(read(keptFile()).strip()));
        } catch (NoSuchFileException | NumberFormatException _) {
            // Half written by a process that was killed is as good as not written.
            return OptionalInt.empty();
        }
    }

    void keepOn(int port) throws IOException, InterruptedException {
        write("kept", port + "\n");
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
    private void deleteParts() throws InterruptedException {
        try {
            new Launch(folder).shell("rm -rf " + PART + "*", "");
        } catch (IOException e) {
            LOG.debug("what a killed initdb left in {} cannot be deleted yet", folder, e);
        }
    }

    private void writePassword() throws IOException, InterruptedException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        write("password", HexFormat.of().formatHex(random) + "\n");
    }

    // Collation by bytes, as Redshift has it; upper() and lower() beyond ASCII all the same.
    private void initdb(Path aside) throws IOException, InterruptedException {
        Process process =
                new Launch(folder)
                        .program(
                                folder,
                                List.of(
                                        program("initdb"),
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
