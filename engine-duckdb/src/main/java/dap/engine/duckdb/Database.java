package dap.engine.duckdb;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/// One DuckDB database in memory, started by the first statement. Thread-safe.
final class Database implements AutoCloseable {

    private final EngineOptions options;
    private @Nullable DuckDBConnection first;
    private boolean isClosed;

    Database(EngineOptions options) {
        this.options = options;
    }

    /// A session of its own; the caller closes it.
    synchronized Connection session() throws SQLException {
        if (isClosed) {
            throw new IllegalStateException("the engine is closed");
        }
        if (first == null) {
            first = start();
        }
        Connection session = first.duplicate();
        try (Statement statement = session.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
        }
        return session;
    }

    private DuckDBConnection start() {
        Properties properties = new Properties();
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        DuckDBConnection connection = null;
        try {
            Files.createDirectories(options.workFolder());
            connection = DuckDBConnection.newConnection("jdbc:duckdb:", false, properties);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET memory_limit = " + Sql.text(options.memoryLimit()));
                statement.execute("SET threads = " + options.threads());
                statement.execute(
                        "SET temp_directory = " + Sql.text(options.workFolder().toString()));
                statement.execute("SET preserve_insertion_order = false");
                statement.execute("SET autoinstall_known_extensions = false");
            }
            TrinoFunctions.register(new JavaFunctions(connection));
            return connection;
        } catch (SQLException | IOException e) {
            closeQuietly(connection);
            throw new DapException(
                    ErrorCode.ENGINE_UNAVAILABLE,
                    "DuckDB cannot be started: %s.".formatted(e.getMessage()),
                    "Check the engine's settings, and that its work folder can be written.",
                    e);
        } catch (Exception e) {
            // A fault of ours in registering functions; the connection must not leak with it.
            closeQuietly(connection);
            throw new IllegalStateException(e);
        }
    }

    private static void closeQuietly(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // What made the start fail is reported.
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        closeQuietly(first);
        first = null;
    }
}
