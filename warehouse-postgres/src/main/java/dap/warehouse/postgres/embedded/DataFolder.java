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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server's files: `data` (PostgreSQL's own), a password for each role, `pg_hba.conf`,
/// `server.log`, and `kept` with a port, where the server is to go on when nobody uses it. All are
/// for their owner alone.
///
/// Made in an order that a kill cannot hurt: first the data in a temporary folder, then one rename,
/// then the [Roles]. The caller holds the folder's lock.
record DataFolder(Path folder, Binaries binaries) {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final int PASSWORD_BYTES = 24;

    /// In bytes: what a server writes before it is ready.
    private static final long ROOM_TO_START = 1 << 20;

    private static final String PART = "data.part-";

    /// Nobody can log in as it: it only owns PostgreSQL's own tables.
    private static final String SUPERUSER = "dap";

    private static final String ACCESS =
            """
            # Written by DAP: nobody comes in as a superuser.
            host all %s all reject
            host all all 127.0.0.1/32 scram-sha-256
            """
                    .formatted(SUPERUSER);

    static final String IF_DAMAGED =
            "If its data are damaged: dap rebuild --warehouse sets them aside, and dap run reloads the star.";

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
    void write(String name, String text) throws IOException, InterruptedException {
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

    /// Whether there is next to no room, in which no server can start.
    boolean isDiskFull() throws IOException {
        return Files.getFileStore(folder).getUsableSpace() < ROOM_TO_START;
    }

    /// How long the server's log is, in bytes.
    long logged() {
        try {
            return Files.size(log());
        } catch (IOException _) {
            return 0;
        }
    }

    /// Why the server gave up, as its log ends; the log holds no values.
    ///
    /// @param from what stands before this byte is about earlier times
    Optional<String> lastWords(long from) {
        try {
            byte[] log = read(log()).getBytes(StandardCharsets.UTF_8);
            // A log that is shorter than it was has been started over.
            int begin = from > log.length ? 0 : (int) from;
            List<String> lines =
                    new String(log, begin, log.length - begin, StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.contains("LOG:  "))
                            .toList();
            // Before it reads its settings, it speaks without a level.
            return lines.stream()
                    .filter(line -> line.matches(".*(PANIC|FATAL): .*"))
                    .reduce((_, later) -> later)
                    .or(() -> Optional.of(String.join(" ", lines)).filter(all -> !all.isEmpty()))
                    .map(line -> line.replaceFirst(".*?(PANIC|FATAL|postgres):\\s*", "").strip());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// What the system says when somebody writes here; empty where it lets him.
    Optional<String> whyNotWritable() throws InterruptedException {
        try {
            new Launch(folder)
                    .shell(
                            "trap 'rm -f probe' EXIT; head -c %d /dev/zero > probe; sync probe"
                                    .formatted(ROOM_TO_START),
                            "");
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /// Who may come in, and from where. The superuser's name is that of the user who made the data.
    Path access() {
        return folder.resolve("pg_hba.conf");
    }

    /// A role's password, as `psql` and other tools with libpq read it.
    Path passwordFile(Role role) {
        return folder.resolve(role.word() + ".pgpass");
    }

    String password(Role role) throws IOException {
        String line = read(passwordFile(role)).strip();
        return line.substring(line.lastIndexOf(':') + 1);
    }

    boolean hasPasswords() {
        return Arrays.stream(Role.values())
                .allMatch(role -> Files.exists(passwordFile(role), LinkOption.NOFOLLOW_LINKS));
    }

    void makePasswords() throws IOException, InterruptedException {
        for (Role role : Role.values()) {
            if (!Files.exists(passwordFile(role), LinkOption.NOFOLLOW_LINKS)) {
                byte[] random = new byte[PASSWORD_BYTES];
                new SecureRandom().nextBytes(random);
                write(
                        role.word() + ".pgpass",
                        "127.0.0.1:*:*:%s:%s\n"
                                .formatted(role.user(), HexFormat.of().formatHex(random)));
            }
        }
    }

    void writeAccess() throws IOException, InterruptedException {
        if (!Files.exists(access(), LinkOption.NOFOLLOW_LINKS) || !read(access()).equals(ACCESS)) {
            write("pg_hba.conf", ACCESS);
        }
    }

    /// Takes the rights of other users from what an older DAP made, and removes what it kept: the
    /// superuser's password, and a log that may hold values.
    void tighten() throws IOException, InterruptedException {
        new Launch(folder)
                .shell(
                        "chmod 700 .; rm -f password password.part server.log; for f in *.lock kept; do if [ -f $f ]; then chmod 600 $f; fi; done",
                        "");
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
        Files.move(made(), data(), StandardCopyOption.ATOMIC_MOVE);
        Folders.syncOne(folder);
    }

    /// Puts new, empty data in place of those that are there, which get another name. Killed
    /// between the two, the folder has none, and the next start makes new ones.
    ///
    /// @return where the old ones are
    Path replaceData(String name) throws IOException, InterruptedException {
        Path made = made();
        Path old = folder.resolve(name);
        Files.move(data(), old, StandardCopyOption.ATOMIC_MOVE);
        Files.move(made, data(), StandardCopyOption.ATOMIC_MOVE);
        Folders.syncOne(folder);
        return old;
    }

    private Path made() throws IOException, InterruptedException {
        deleteParts();
        Path temporary =
                folder.resolve(PART + ProcessHandle.current().pid() + "-" + System.nanoTime());
        initdb(temporary);
        return temporary;
    }

    // The initdb of a killed process may still be at work in its folder: then that stays for later.
    private void deleteParts() throws InterruptedException {
        try {
            new Launch(folder).shell("rm -rf " + PART + "*", "");
        } catch (IOException e) {
            LOG.debug("what a killed initdb left in {} cannot be deleted yet", folder, e);
        }
    }

    // Collation by bytes, as Redshift has it; upper() and lower() beyond ASCII all the same.
    private void initdb(Path temporary) throws IOException, InterruptedException {
        Process process =
                new Launch(folder)
                        .program(
                                folder,
                                List.of(
                                        program("initdb"),
                                        "--pgdata=" + temporary,
                                        "--username=" + SUPERUSER,
                                        "--auth=reject",
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
    static String reason(String output) {
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
