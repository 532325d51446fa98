package dap.engine.duckdb;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/// One DuckDB database in memory, started by the first statement. Thread-safe.
///
/// Whatever SQL reaches it, it touches no file but the lake's, loads no extension, and its settings
/// cannot be changed: DuckDB sees to that itself, below our translation of the SQL.
final class Database implements AutoCloseable {

    private static final long BYTES_IN_A_MEBIBYTE = 1L << 20;

    private final EngineOptions options;
    private final Reach reach;
    private @Nullable DuckDBConnection first;
    private boolean isClosed;

    Database(EngineOptions options) {
        this.options = options;
        this.reach = new Reach(options.folders());
    }

    /// A session of its own; the caller closes it.
    synchronized Connection session() throws SQLException {
        if (isClosed) {
            throw new IllegalStateException("the engine is closed");
        }
        if (first == null) {
            first = start();
        }
        return first.duplicate();
    }

    /// Lets sessions that begin from now on read `files` too, where links of the lake lead out of
    /// its folders. Sessions that are open go on as before.
    ///
    /// @return whether some of `files` lie outside of the folders
    synchronized boolean reach(Collection<Path> files) {
        boolean isOutside = reach.isBeyond(files);
        if (reach.extend(files)) {
            // A database that is locked stays as it is; it ends with its last session.
            closeQuietly(first);
            first = null;
        }
        return isOutside;
    }

    private DuckDBConnection start() {
        Properties properties = new Properties();
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        DuckDBConnection connection = null;
        try {
            Files.createDirectories(options.workFolder());
            connection = DuckDBConnection.newConnection("jdbc:duckdb:", false, properties);
            for (String setting : settings()) {
                execute(connection, setting);
            }
            TrinoFunctions.register(new JavaFunctions(connection));
            for (String lock : locks()) {
                execute(connection, lock);
            }
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

    private List<String> settings() throws IOException {
        return List.of(
                "SET GLOBAL TimeZone = 'UTC'",
                "SET memory_limit = " + Sql.text(options.memoryLimit()),
                "SET threads = " + options.threads(),
                "SET temp_directory = " + Sql.text(options.workFolder().toString()),
                "SET max_temp_directory_size = " + Sql.text(spillLimit()),
                "SET preserve_insertion_order = false");
    }

    /// What is set last, as nothing can be set after it. Held by ConfinementTest.
    private List<String> locks() {
        return List.of(
                "SET autoinstall_known_extensions = false",
                "SET autoload_known_extensions = false",
                "SET allow_community_extensions = false",
                "SET allow_persistent_secrets = false",
                "SET allowed_directories = " + reach.folders(),
                "SET allowed_paths = " + reach.files(),
                // What counts the rows that a statement reads: see ReadRows.
                "SET allowed_configs = ['enable_profiling']",
                "SET enable_external_access = false",
                "SET lock_configuration = true");
    }

    private String spillLimit() throws IOException {
        if (options.spillLimit().isPresent()) {
            return options.spillLimit().get();
        }
        long free = Files.getFileStore(options.workFolder()).getUsableSpace();
        return Math.max(1, free / 2 / BYTES_IN_A_MEBIBYTE) + "MiB";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
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
