package dap.warehouse.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Data that an older DAP made, where everything was a superuser's who logged in by password; and
/// data that no server starts on.
class OlderServerTest {

    private static final Binaries BINARIES = Binaries.inCacheOf(System.getenv());
    private static final String PASSWORD = "0123456789abcdef";

    @TempDir Path folder;

    @Test
    void dataOfAnOlderDapAreBroughtOverAlsoWhileItsServerIsKept() throws Exception {
        int port = startAnOlderOne();
        ask(
                port,
                "dap",
                PASSWORD,
                """
                CREATE ROLE mine SUPERUSER LOGIN PASSWORD 'x'; GRANT pg_read_server_files TO mine;
                CREATE SCHEMA conformed;
                CREATE TABLE conformed.fact_a (id int GENERATED ALWAYS AS IDENTITY, n serial, event_id text);
                CREATE VIEW conformed.v AS SELECT event_id FROM conformed.fact_a;
                CREATE TYPE conformed.kind AS ENUM ('a');
                CREATE PROCEDURE conformed.sp_a() LANGUAGE sql AS $$ INSERT INTO conformed.fact_a (event_id) VALUES ('e2') $$;
                INSERT INTO conformed.fact_a (event_id) VALUES ('e1'); SELECT 1
                """);

        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES)) {
            int now = Integer.parseInt(server.jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
            ask(now, server, Role.LOADER, "CALL conformed.sp_a(); SELECT 1");
            ask(
                    now,
                    server,
                    Role.OWNER,
                    "ALTER TABLE conformed.fact_a ADD COLUMN b int; DROP TYPE conformed.kind; SELECT 1");

            assertThat(ask(now, server, Role.READER, "SELECT count(*) FROM conformed.v"))
                    .isEqualTo("2");
            assertThat(
                            ask(
                                    now,
                                    server,
                                    Role.READER,
                                    "SELECT string_agg(rolname, ',') FROM pg_roles WHERE rolsuper AND rolcanlogin"))
                    .isNull();
            assertThat(
                            ask(
                                    now,
                                    server,
                                    Role.READER,
                                    "SELECT pg_has_role('mine', 'pg_read_server_files', 'MEMBER')"))
                    .isEqualTo("f");
            assertThatThrownBy(() -> ask(now, "dap", PASSWORD, "SELECT 1"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(folder.resolve("password")).doesNotExist();
    }

    @Test
    void dataThatNoServerStartsOnAreSetAsideAndNotDeleted() throws Exception {
        EmbeddedServer.attach(folder, BINARIES).close();
        Path control = folder.resolve("data/global/pg_control");
        Files.write(control, new byte[(int) Files.size(control)]);

        assertThatThrownBy(() -> EmbeddedServer.attach(folder, BINARIES))
                .hasMessageContaining("does not start: ")
                .extracting(e -> ((DapException) e).hint())
                .asString()
                .contains("dap rebuild --warehouse");
        Optional<Path> aside = DamagedData.setAside(folder, BINARIES);
        Optional<Path> again = DamagedData.setAside(folder, BINARIES);

        assertThat(aside)
                .hasValueSatisfying(path -> {
                    assertThat(path.resolve("PG_VERSION")).exists();
                    assertThat(path.getFileName().toString()).startsWith("data.broken-");
                });
        assertThat(again).isEmpty();
        try (EmbeddedServer server = EmbeddedServer.attach(folder, BINARIES)) {
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void aHostileLinkIsNotFollowedAndAFileWithASecondNameNotGivenAway() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "root's");
        Path lake = Files.createDirectory(folder.resolve("lake"));
        Files.createSymbolicLink(lake.resolve("server.lock"), secret);
        Files.createSymbolicLink(lake.resolve("clients.lock"), folder.resolve("made"));
        int owner = (int) Files.getAttribute(secret, "unix:uid");
        if (Launch.isRoot()) {
            Launch.give(lake, 65534);
        }

        assertThatThrownBy(() -> EmbeddedServer.attach(lake, BINARIES))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("symbolic links");

        assertThat(Files.getAttribute(secret, "unix:uid")).isEqualTo(owner);
        assertThat(secret).hasContent("root's");
        assertThat(folder.resolve("made")).doesNotExist();

        Files.createLink(lake.resolve("kept"), secret);
        assertThatThrownBy(() -> Launch.give(lake, owner)).hasMessageContaining("second name");
        assertThat(Files.getAttribute(secret, "unix:uid")).isEqualTo(owner);
    }

    /// As DAP 0.1.0 did.
    private int startAnOlderOne() throws IOException, InterruptedException {
        Launch.makeServable(folder);
        DataFolder files = new DataFolder(folder, BINARIES);
        files.write("password", PASSWORD + "\n");
        Process initdb =
                new Launch(folder)
                        .program(
                                folder,
                                List.of(
                                        files.program("initdb"),
                                        "--pgdata=" + files.data(),
                                        "--username=dap",
                                        "--pwfile=password",
                                        "--auth=scram-sha-256"))
                        .redirectErrorStream(true)
                        .start();
        initdb.getInputStream().readAllBytes();
        assertThat(initdb.waitFor()).isZero();
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Process server =
                new Launch(folder)
                        .program(
                                files.data(),
                                List.of(
                                        files.program("postgres"),
                                        "-D",
                                        files.data().toString(),
                                        "-p",
                                        Integer.toString(port),
                                        "-c",
                                        "unix_socket_directories="))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("server.log").toFile())
                        .start();
        while (Postmaster.running(files.data()).filter(Postmaster::isReady).isEmpty()) {
            assertThat(server.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        return port;
    }

    private static String ask(int port, EmbeddedServer server, Role role, String sql)
            throws SQLException {
        EmbeddedServer.Login login = server.login(role);
        return ask(port, login.user(), login.password(), sql);
    }

    private static String ask(int port, String user, String password, String sql)
            throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port),
                                user,
                                password);
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
