package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `dap warehouse`, with a server that goes on, and a client that is none of ours.
class WarehouseCommandTest {

    @TempDir Path folder;
    private Dap dap;

    @BeforeEach
    void copyExample() throws IOException {
        dap = Dap.withExample(folder).withWarehouse();
    }

    @AfterEach
    void stop() {
        dap.call("warehouse", "stop");
    }

    @Test
    void aStartedWarehouseGoesOnAndOthersAskItUntilItIsStopped() throws Exception {
        dap.ingest(
                """
                {"event_name":"AUTH_CREATE_ACCOUNT","event_id":"1","timestamp":1760000000,"component_id":"AUTH","client_id":"c"}\
                """);
        Ended started = dap.start("warehouse", "start", "--json").end();
        assertThat(started.exitCode()).as(started.err()).isZero();
        assertThat(dap.call("run").exitCode()).isZero();

        JsonNode way = dap.call("warehouse", "url", "--json").json();
        String asked = ask(way, "SELECT count(*) FROM reporting.sign_ins");
        String facts = ask(way, "SELECT count(*) FROM conformed.fact_user_journey_event");
        Ended stopped = dap.call("warehouse", "stop");
        Ended afterwards = dap.call("warehouse", "url");

        assertThat(way).isEqualTo(started.json());
        assertThat(way.get("url").asString())
                .matches(
                        "postgresql://dap_reader@127.0.0.1:\\d+/postgres\\?passfile=/.*reader.pgpass")
                .doesNotContain(way.get("password").asString());
        assertThat(asked).isEqualTo("0");
        assertThat(facts).isEqualTo("1");
        assertThat(stopped.out().strip()).isEqualTo("stopped");
        assertThat(afterwards.exitCode()).isEqualTo(4);
        assertThat(afterwards.err()).contains("dap warehouse start");
    }

    @Test
    void itComesBackOnThePortThatItWasGiven() throws IOException {
        int port = freePort();

        JsonNode first =
                dap.call("warehouse", "start", "--json", "--port", Integer.toString(port)).json();
        dap.call("warehouse", "stop");
        JsonNode again =
                dap.call("warehouse", "start", "--json", "--port", Integer.toString(port)).json();

        assertThat(first.get("jdbcUrl").asString()).endsWith(":" + port + "/postgres");
        assertThat(again).isEqualTo(first);
    }

    @Test
    void stoppingWhatDoesNotRunIsNoFailure() {
        Ended stopped = dap.call("warehouse", "stop");

        assertThat(stopped.exitCode()).as(stopped.err()).isZero();
        assertThat(stopped.out()).contains("it did not run");
    }

    @Test
    void theUrlOfAnotherServerHoldsNoPassword() throws IOException {
        Files.writeString(
                dap.file("dap.yml"),
                """
                warehouse:
                  url: jdbc:postgresql://db.example.org:5432/reporting
                  user: analyst
                  password-env: SECRET
                """);

        assertThat(dap.call("warehouse", "url").out().strip())
                .isEqualTo("postgresql://analyst@db.example.org:5432/reporting");
        assertThat(dap.call("warehouse", "start").exitCode()).isEqualTo(2);
        assertThat(dap.call("warehouse", "stop").err()).contains("warehouse.url");
    }

    @Test
    void aPortThatIsNoneIsRefused() {
        assertThat(dap.call("warehouse", "start", "--port", "70000").exitCode()).isEqualTo(2);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String ask(JsonNode way, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                way.get("jdbcUrl").asString(),
                                way.get("user").asString(),
                                way.get("password").asString());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
