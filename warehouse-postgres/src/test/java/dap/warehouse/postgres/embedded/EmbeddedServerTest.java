package dap.warehouse.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {

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
    void anInitdbThatWasKilledIsDoneAnew() throws Exception {
        folder = fresh;
        Files.createDirectories(folder.resolve("data.part-1-1/base"));
        Files.writeString(folder.resolve("password.part"), "half");

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
    void itIsDurableAndItsPasswordIsForItsOwnerOnly() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES)) {
            assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(server, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
        }
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void itsLogHoldsNoValuesOfStatementsThatFail() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES)) {
            try (Connection connection = connect(server);
                    Statement statement = connection.createStatement()) {
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

    private static void kill(long pid) throws Exception {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS);
    }

    /// A process of its own that attaches, prints the URL, and leaves or stays.
    private Process otherProcess(String how) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        folder.toString(),
                        how)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Connection connect(EmbeddedServer server) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(), EmbeddedServer.USER, server.password());
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
