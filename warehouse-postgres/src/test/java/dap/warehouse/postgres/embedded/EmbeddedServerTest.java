package dap.warehouse.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {

    private static final int TIMES_IN_ANOTHER_CONTAINER =
            Integer.getInteger("dap.container-attempts", 2);

    private static final Binaries BINARIES = Binaries.inCacheOf(System.getenv());

    /// Made once, for the tests that only start and stop what is there.
    @TempDir static Path made;

    @TempDir Path fresh;

    private Path folder = made;

    @AfterEach
    void stop() throws Exception {
        if (running()) {
            EmbeddedServer.attach(folder, BINARIES).close();
        }
    }

    @Test
    void theLastOneOutStopsTheServer() throws Exception {
        EmbeddedServer first = EmbeddedServer.attach(folder, BINARIES);
        EmbeddedServer second = EmbeddedServer.attach(folder, BINARIES);

        first.close();
        boolean afterFirst = second.isAlive();
        second.close();

        assertThat(afterFirst).isTrue();
        assertThat(running()).isFalse();
    }

    @Test
    void whatWasCommittedIsThereInTheNextServer() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES)) {
            ask(server, "DROP TABLE IF EXISTS t; CREATE TABLE t AS SELECT 42 AS n; SELECT 1");
        }

        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES)) {
            assertThat(ask(server, "SELECT n FROM t")).isEqualTo("42");
        }
    }

    @Test
    void aServerThatWasKilledIsStartedAgain() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES)) {
            ask(server, "DROP TABLE IF EXISTS t; CREATE TABLE t AS SELECT 42 AS n; SELECT 1");
            kill(postmaster().pid());

            server.restart();

            assertThat(ask(server, "SELECT n FROM t")).isEqualTo("42");
        }
    }

    /// As where it waits for its checkpointer, to which nobody has said that it is over.
    @Test
    @Timeout(60)
    void aServerThatHangsAsItStopsIsEndedAndLosesNothing() throws Exception {
        EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES);
        ask(server, "DROP TABLE IF EXISTS t; CREATE TABLE t AS SELECT 42 AS n; SELECT 1");
        signal("STOP", checkpointer());

        server.close();

        assertThat(running()).isFalse();
        try (EmbeddedServer next = EmbeddedServer.attach(folder, BINARIES)) {
            assertThat(ask(next, "SELECT n FROM t")).isEqualTo("42");
        }
    }

    private long checkpointer() throws IOException {
        return ProcessHandle.of(postmaster().pid())
                .orElseThrow()
                .children()
                .filter(child -> title(child).contains("checkpointer"))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private static String title(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    @Timeout(60)
    void aServerThatCannotStartSaysWhy() throws Exception {
        folder = fresh;
        EmbeddedServer.attach(folder, BINARIES).close();
        Files.move(data().resolve("global/pg_control"), folder.resolve("pg_control"));
        Files.writeString(folder.resolve("server.log"), "2026-01-05 FATAL:  of another day\n");

        assertThatThrownBy(() -> EmbeddedServer.attach(folder, BINARIES))
                .hasMessageContaining("does not start: ")
                .hasMessageContaining("pg_control")
                .hasMessageNotContaining("of another day")
                .extracting(e -> ((DapException) e).code())
                .isEqualTo(ErrorCode.WAREHOUSE_FAILED);

        Files.move(folder.resolve("pg_control"), data().resolve("global/pg_control"));
        EmbeddedServer.attach(folder, BINARIES).close();
    }

    @Test
    void anotherProcessUsesTheServerThatRunsAndLeavesItRunning() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES)) {
            Process other = otherProcess("leave");
            String itsUrl = other.inputReader().readLine();
            other.waitFor();

            assertThat(itsUrl).isEqualTo(server.jdbcUrl());
            assertThat(server.isAlive()).isTrue();
        }
        assertThat(running()).isFalse();
    }

    @Test
    void theServerOfAProcessThatWasKilledIsTakenOverAndStopped() throws Exception {
        Process other = otherProcess("stay");
        String itsUrl = other.inputReader().readLine();
        other.destroyForcibly().waitFor();
        boolean orphan = running();

        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES)) {
            assertThat(orphan).isTrue();
            assertThat(server.jdbcUrl()).isEqualTo(itsUrl);
        }

        assertThat(running()).isFalse();
    }

    @Test
    void aServerOfAnotherContainerIsLeftAloneAndItsHolderNamed() throws Exception {
        EmbeddedServer.attach(folder, BINARIES).close();
        Files.writeString(Postmaster.file(data()), "99999999\n");
        Process holder = OtherContainer.holding(folder);
        try {
            assertThatThrownBy(() -> EmbeddedServer.attach(folder, BINARIES))
                    .hasMessageContaining("process 77 on other-host, 2026-01-05T10:00:00Z")
                    .extracting(e -> ((DapException) e).code().exitCode())
                    .isEqualTo(3);
            assertThatThrownBy(() -> EmbeddedServer.find(folder, BINARIES, Role.READER))
                    .hasMessageContaining("other-host");
            assertThatThrownBy(() -> EmbeddedServer.stop(folder, BINARIES))
                    .hasMessageContaining("other-host");
            assertThat(Postmaster.file(data())).exists();
        } finally {
            holder.descendants().forEach(ProcessHandle::destroyForcibly);
            holder.destroyForcibly().waitFor();
        }

        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES)) {
            assertThat(ask(server, "SELECT 42")).isEqualTo("42");
        }
    }

    @Test
    void oneOfTwoContainersHasTheServerAndTheOtherIsRefused() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES)) {
            ask(server, "DROP TABLE IF EXISTS t; CREATE TABLE t (n int); SELECT 1");
            for (int i = 1; i <= TIMES_IN_ANOTHER_CONTAINER; i++) {
                Process other = otherProcess(OtherContainer.prefix(), "leave");
                ask(server, "INSERT INTO t SELECT generate_series(1, 1000); SELECT 1");
                assertThat(other.inputReader().readLine())
                        .startsWith(
                                OtherContainer.prefix().isEmpty()
                                        ? server.jdbcUrl()
                                        : "LAKE_HELD: The embedded PostgreSQL in " + folder);
                other.waitFor();
            }
            kill(postmaster().pid());
            server.restart();

            assertThat(ask(server, "SELECT count(*) FROM t"))
                    .isEqualTo(Integer.toString(1000 * TIMES_IN_ANOTHER_CONTAINER));
        }
    }

    @Test
    void theServerAndItsSessionsHoldTheLock() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES);
                Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            for (long pid : List.of(postmaster().pid(), rows.getLong(1))) {
                try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
                    assertThat(files.map(EmbeddedServerTest::target))
                            .contains(folder.resolve("running.lock").toRealPath());
                }
            }
        }
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            return link;
        }
    }

    @Test
    void killedAtAnyPointItStartsTheNextTime() throws Exception {
        folder = fresh;
        for (long millis : List.of(300L, 600L, 900L, 1200L)) {
            Process other = otherProcess("stay");
            other.waitFor(millis, TimeUnit.MILLISECONDS);
            other.destroyForcibly().waitFor();
        }

        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES)) {
            assertThat(ask(server, "SELECT 42")).isEqualTo("42");
        }
    }

    @Test
    void aPidFileThatNamesAnotherProcessIsNoServer() throws Exception {
        EmbeddedServer.attach(folder, BINARIES).close();
        Files.write(
                Postmaster.file(data()),
                List.of(
                        Long.toString(ProcessHandle.current().pid()),
                        data().toString(),
                        "1700000000",
                        "5432",
                        "",
                        "127.0.0.1",
                        "  1 1",
                        "ready   "));

        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES)) {
            assertThat(ask(server, "SELECT 42")).isEqualTo("42");
        }
    }

    @Test
    void anInitdbThatWasKilledIsRepeated() throws Exception {
        folder = fresh;
        Files.createDirectories(folder.resolve("data.part-1-1/base"));
        Files.writeString(folder.resolve("reader.pgpass.part"), "half");

        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES)) {
            assertThat(ask(server, "SELECT 42")).isEqualTo("42");
        }
        assertThat(folder.resolve("data.part-1-1")).doesNotExist();
    }

    @Test
    void itIsServedAsTheUserWhomTheFolderBelongsTo() throws Exception {
        folder = fresh;
        if (Launch.isRoot()) {
            Launch.give(folder, 65534);
        }

        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES)) {
            assertThat(ask(server, "SELECT 42")).isEqualTo("42");
            assertThat(Files.getAttribute(Path.of("/proc/" + postmaster().pid()), "unix:uid"))
                    .isEqualTo(Files.getAttribute(folder, "unix:uid"));
        }
    }

    @Test
    void itIsDurableAndItsFilesAreForTheirOwnerOnly() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES)) {
            assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(server, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .allSatisfy(file -> {
                        assertThat(
                                        PosixFilePermissions.toString(
                                                Files.getPosixFilePermissions(file)))
                                .as(file.toString())
                                .endsWith("------");
                    });
        }
    }

    @Test
    void aLogThatHasGrownLongIsStartedOver() throws Exception {
        EmbeddedServer.attach(folder, BINARIES).close();
        Path log = folder.resolve("server.log");
        Files.write(log, new byte[(8 << 20) + (1 << 20)]);

        EmbeddedServer.attach(folder, BINARIES).close();

        assertThat(log).content().contains("ready to accept connections");
        assertThat(Files.size(log)).isLessThan(1 << 20);
        assertThat(folder.resolve("server.log.1")).hasSize((8 << 20) + (1 << 20));
    }

    @Test
    void itsLogHoldsNoValuesOfStatementsThatFail() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES)) {
            try (Connection connection = connect(server);
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "DO $$ BEGIN RAISE LOG 'Secret-41'; RAISE WARNING 'Secret-43'; END $$");
                statement.execute("SELECT 'Secret-42'::integer");
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isEqualTo("22P02");
            }
        }

        assertThat(Files.readString(folder.resolve("server.log"))).doesNotContain("Secret");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private boolean running() throws IOException {
        return Postmaster.running(data()).isPresent();
    }

    private Postmaster postmaster() throws IOException {
        return Postmaster.running(data()).orElseThrow();
    }

    private static void signal(String name, long pid) throws Exception {
        new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(name, pid)).start().waitFor();
    }

    private static void kill(long pid) throws Exception {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS);
    }

    /// A process of its own that attaches, prints the URL, and leaves or stays.
    private Process otherProcess(String how) throws IOException {
        return otherProcess(List.of(), how);
    }

    private Process otherProcess(List<String> prefix, String how) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        folder.toString(),
                        how));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static Connection connect(EmbeddedServer server) throws SQLException {
        return connect(server, Role.OWNER);
    }

    private static Connection connect(EmbeddedServer server, Role role) throws SQLException {
        EmbeddedServer.Login login = server.login(role);
        return DriverManager.getConnection(server.jdbcUrl(), login.user(), login.password());
    }

    private static String ask(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            boolean isQuery = statement.execute(sql);
            while (!isQuery) {
                isQuery = statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
