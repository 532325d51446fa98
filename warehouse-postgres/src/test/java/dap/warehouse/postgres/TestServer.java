package dap.warehouse.postgres;

import dap.model.ConflictPolicy;
import dap.project.Settings;
import dap.warehouse.postgres.embedded.Binaries;
import dap.warehouse.postgres.embedded.EmbeddedServer;
import dap.warehouse.postgres.embedded.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// One server for all tests of this JVM; each test takes a database of its own.
final class TestServer {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final EmbeddedServer SERVER = start();

    /// Somebody's own server has one user for all.
    private static final EmbeddedServer.Login LOGIN = SERVER.login(Role.OWNER);

    private TestServer() {}

    private static EmbeddedServer start() {
        try {
            Path folder = Files.createTempDirectory("dap-test-postgres");
            EmbeddedServer server =
                    EmbeddedServer.attach(folder, Binaries.inCacheOf(System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A warehouse on a new, empty database.
    static PostgresWarehouse newWarehouse() {
        return warehouse(newDatabase());
    }

    static PostgresWarehouse warehouse(String url) {
        return warehouse(url, ConflictPolicy.NEWEST);
    }

    static PostgresWarehouse warehouse(String url, ConflictPolicy conflicts) {
        Settings.Warehouse settings =
                new Settings.Warehouse(
                        Optional.of(url),
                        Optional.of(LOGIN.user()),
                        Optional.of("PASSWORD"),
                        Optional.empty(),
                        List.of(),
                        "dap_txma_stage",
                        conflicts,
                        20);
        return new PostgresWarehouse(
                settings, Path.of("unused"), Map.of("PASSWORD", LOGIN.password()));
    }

    /// The URL of a new, empty database.
    static String newDatabase() {
        return create("");
    }

    /// The URL of a copy of the database, to which nobody may be connected.
    static String copyOf(String url) {
        return create(" TEMPLATE " + url.replaceFirst(".*/", ""));
    }

    private static String create(String how) {
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = connect(SERVER.jdbcUrl())) {
            Sql.run(connection, "CREATE DATABASE " + name + how);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return SERVER.jdbcUrl().replaceFirst("[^/]*$", name);
    }

    static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, LOGIN.user(), LOGIN.password());
    }
}
