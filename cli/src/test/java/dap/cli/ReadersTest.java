package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.catalog.Catalog;
import dap.cli.Dap.Ended;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who has been given the right to read a lake needs no other: where its files may not be written,
/// and on a read-only mount. The lake stays as it is, to the last file.
class ReadersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// The number of a user whom nobody knows.
    private static final int ANOTHER = 47_110;

    /// What a reader sees as the owner does.
    private static final List<String> ALIKE =
            List.of(
                    "status --json",
                    "runs --json",
                    "rejects --json",
                    "plan",
                    "check",
                    "query SELECT event_id FROM sign_in ORDER BY event_id",
                    "query SELECT count(*) FROM \"local-txma-raw\".sign_in_started");

    @TempDir Path folder;
    private Dap dap;
    private boolean isRoot;

    @BeforeEach
    void makeTheLake() throws IOException {
        isRoot = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        dap = starter("project").withWarehouse();
        dap.ingest(event("a", 1_767_600_000), event("b", 1_767_600_001), "broken {");
        assertThat(dap.call("run").exitCode()).isZero();
    }

    private Dap starter(String name) throws IOException {
        Dap made = Dap.withStarter(folder.resolve(name));
        Files.writeString(
                made.file("dap.yml"), "\nlake-readers: group\n", StandardOpenOption.APPEND);
        return made;
    }

    private static String event(String id, long seconds) {
        return """
        {"event_id":"%s","event_name":"SIGN_IN_STARTED","timestamp":%d,"component_id":"ACCOUNTS","client_id":"library-card"}\
        """
                .formatted(id, seconds);
    }

    @AfterEach
    void takeTheLakeBack() throws IOException {
        if (!isRoot) {
            chmod("rwxr-x---", "rw-r-----", "rwx------");
        }
    }

    @Test
    void whoMayNotWriteSeesWhatTheOwnerSees() throws Exception {
        Map<String, String> owners = owners(ALIKE);
        giveTheLakeAway();
        Map<String, String> before = files();

        for (String command : ALIKE) {
            Ended ended = reader(command);
            assertThat(ended.exitCode()).as(command + ended.err()).isZero();
            assertThat(ended.out()).as(command).isEqualTo(owners.get(command));
        }
        for (String command : List.of("ledger", "explain a", "query --on warehouse SELECT 1")) {
            assertThat(reader(command).err())
                    .as(command)
                    .contains("for the lake's owner alone")
                    .contains("dap warehouse url --json");
        }
        assertThat(reader("ingest " + dap.file("events/sign-ins.jsonl")).err())
                .contains("can be read by you, and not written");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whatAWriterHasJustWrittenIsSeen() throws Exception {
        try (Catalog catalog = Catalog.open(dap.file(".dap/catalog.db"))) {
            beginRun(catalog, "of-a-live-writer");
            giveTheLakeAway();

            assertThat(reader("runs").out()).contains("of-a-live-writer");

            takeTheLakeBack();
            beginRun(catalog, "of-the-same-writer-later");
            giveTheLakeAway();
            assertThat(reader("runs").out()).contains("of-the-same-writer-later");
        }
        assertThat(reader("runs").out())
                .as("the writer has gone, and its log with it")
                .contains("of-the-same-writer-later");
    }

    @Test
    void whatAKilledWriterLeftIsSeen() throws Exception {
        Path aside = Files.createDirectory(folder.resolve("aside"));
        try (Catalog catalog = Catalog.open(dap.file(".dap/catalog.db"))) {
            beginRun(catalog, "of-a-killed-writer");
            copyCatalog(dap.file(".dap"), aside);
        }
        copyCatalog(aside, dap.file(".dap"));
        giveTheLakeAway();
        Map<String, String> before = files();

        assertThat(reader("runs").out()).contains("of-a-killed-writer");
        assertThat(files()).isEqualTo(before).containsKey(dap.file(".dap/catalog.db-wal") + "");
    }

    @Test
    void ledgerAndExplainNeedNoWarehouseBeforeItHasTakenAnything() throws Exception {
        dap = starter("nothing-conformed");
        dap.ingest(event("a", 1_767_600_000), "broken {");
        Map<String, String> owners = owners(List.of("ledger --json", "explain a --json"));
        giveTheLakeAway();
        Map<String, String> before = files();

        for (String command : owners.keySet()) {
            Ended ended = reader(command);
            assertThat(ended.exitCode()).as(command + ended.err()).isZero();
            assertThat(ended.out()).as(command).isEqualTo(owners.get(command));
        }
        assertThat(reader("ledger").err()).contains("RAW objects were not looked at again");
        assertThat(files()).isEqualTo(before);
    }

    private static void beginRun(Catalog catalog, String id) {
        catalog.runs().begin(id, Instant.EPOCH, Instant.EPOCH, Optional.empty());
    }

    private static void copyCatalog(Path from, Path to) throws IOException {
        for (String name : List.of("catalog.db", "catalog.db-wal", "catalog.db-shm")) {
            Files.copy(
                    from.resolve(name),
                    to.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    @Test
    void aReadOnlyMountIsRead() throws Exception {
        Map<String, String> owners = owners(ALIKE);
        List<String> mounted = readOnlyMount();

        for (String command : ALIKE) {
            Ended ended = end(dap.startBy(mounted, words(command)));
            assertThat(ended.exitCode()).as(command + ended.err()).isZero();
            assertThat(ended.out()).as(command).isEqualTo(owners.get(command));
        }
        assertThat(end(dap.startBy(mounted, "run")).err()).contains("run.lock cannot be written");
    }

    private Map<String, String> owners(List<String> commands) {
        Map<String, String> answers = new TreeMap<>();
        for (String command : commands) {
            answers.put(command, dap.call(words(command)).out());
        }
        return answers;
    }

    /// A query is one word.
    private static String[] words(String command) {
        int sql = command.indexOf("SELECT");
        return sql < 0
                ? command.split(" ", -1)
                : Stream.concat(
                                Stream.of(command.substring(0, sql - 1).split(" ", -1)),
                                Stream.of(command.substring(sql)))
                        .toArray(String[]::new);
    }

    /// As root: our user without root's might, whom nothing but the group lets read what is now
    /// another's. As any other user: we ourselves, having given up the rights to write.
    private Ended reader(String command) throws IOException {
        return end(dap.startBy(withoutMight(), words(command)));
    }

    private List<String> withoutMight() {
        return isRoot ? List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all") : List.of();
    }

    private static Ended end(DapProcess process) throws IOException {
        try (process) {
            return process.end(PATIENCE);
        }
    }

    /// What starts a process that sees the lake on a read-only disk; where the system permits no
    /// mounts, one that may not write to it.
    private List<String> readOnlyMount() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        if (!isRoot) {
            command.add("--map-root-user");
        }
        command.addAll(
                List.of(
                        "/bin/sh",
                        "-ec",
                        "mount --bind \"$0\" \"$0\"; mount -o remount,ro,bind \"$0\"; exec \"$@\"",
                        dap.file(".dap").toString()));
        List<String> trial = new ArrayList<>(command);
        trial.add("true");
        if (new ProcessBuilder(trial).start().waitFor() == 0) {
            return command;
        }
        giveTheLakeAway();
        return withoutMight();
    }

    /// Root gives the lake to another user, as its modes are. Any other user can only forbid
    /// himself to write: to the files and folders in the lake, not to the lake's own folder, by
    /// whose mode the owner's next command would see that something changed, and repair it.
    private void giveTheLakeAway() throws IOException {
        if (isRoot) {
            try (Stream<Path> found = Files.walk(dap.file(".dap"))) {
                for (Path each : found.toList()) {
                    Files.setAttribute(each, "unix:uid", ANOTHER, LinkOption.NOFOLLOW_LINKS);
                }
            }
        } else {
            chmod("r-xr-x---", "r--r-----", "---------");
        }
    }

    private void chmod(String folders, String files, String warehouse) throws IOException {
        Path lake = dap.file(".dap");
        Path excepted = dap.file(".dap/warehouse");
        if (Files.exists(excepted)) {
            Files.setPosixFilePermissions(excepted, PosixFilePermissions.fromString(warehouse));
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(lake)) {
            for (Path entry : entries) {
                if (!entry.equals(excepted)) {
                    Files.walkFileTree(entry, new Changing(folders, files));
                }
            }
        }
    }

    /// A folder's mode is set when all in it is done.
    private static final class Changing extends SimpleFileVisitor<Path> {
        private final Set<PosixFilePermission> ofFolders;
        private final Set<PosixFilePermission> ofFiles;

        Changing(String folders, String files) {
            ofFolders = PosixFilePermissions.fromString(folders);
            ofFiles = PosixFilePermissions.fromString(files);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
            Files.setPosixFilePermissions(file, ofFiles);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
            Files.setPosixFilePermissions(folder, ofFolders);
            return FileVisitResult.CONTINUE;
        }
    }

    /// Each file of the lake but the warehouse's, and when it was written.
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        Path excepted = dap.file(".dap/warehouse");
        Files.walkFileTree(
                dap.file(".dap"),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes is) {
                        return each.equals(excepted)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                        files.put(file.toString(), is.lastModifiedTime().toString());
                        return FileVisitResult.CONTINUE;
                    }
                });
        return files;
    }
}
