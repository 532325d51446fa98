package dap.engine.trino;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import io.trino.jdbc.TrinoConnection;
import io.trino.jdbc.TrinoDriver;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The cluster, as statements are sent to it: each on a session of its own, in UTC; the long ones
/// only so many at once. Closing cancels what runs. Thread-safe.
final class Cluster implements AutoCloseable {

    private static final Pattern CATALOG = Pattern.compile("jdbc:trino:[^?]*//[^/?]*/([^/?]+).*");

    private static final Map<String, String> OF_THE_CATALOG =
            Map.of("compression_codec", "ZSTD", "timestamp_precision", "MILLISECONDS");

    private final EngineOptions options;
    private final String catalog;
    private final Semaphore slots;
    private final TrinoDriver driver = new TrinoDriver();
    private final Set<Statement> running = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    Cluster(EngineOptions options) {
        this.options = options;
        this.slots = new Semaphore(options.slots(), true);
        Matcher named = CATALOG.matcher(options.url());
        this.catalog = named.matches() ? named.group(1) : "hive";
    }

    /// The Hive catalog in which the lake's tables are.
    String catalog() {
        return catalog;
    }

    /// What is done with a statement.
    interface Work<T> {
        T with(Statement statement) throws SQLException;
    }

    /// A statement that reads or writes rows; waits for its turn.
    <T> T run(Work<T> work) throws SQLException {
        slots.acquireUninterruptibly();
        try {
            return send(work);
        } finally {
            slots.release();
        }
    }

    /// A short one, about tables.
    void define(String sql) throws SQLException {
        send(statement -> statement.execute(sql));
    }

    /// The rows of a short query whose columns are all text.
    List<List<String>> texts(String sql) throws SQLException {
        return send(statement -> {
            List<List<String>> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(sql)) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        row.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(row);
                }
            }
            return rows;
        });
    }

    private <T> T send(Work<T> work) throws SQLException {
        try (Connection session = session();
                Statement statement = session.createStatement()) {
            running.add(statement);
            try {
                if (isClosed) {
                    throw cancelled(null);
                }
                return work.with(statement);
            } catch (SQLException e) {
                if (isClosed) {
                    throw cancelled(e);
                }
                throw e;
            } finally {
                running.remove(statement);
            }
        }
    }

    private static DapException cancelled(@Nullable SQLException cause) {
        return new DapException(
                ErrorCode.INTERRUPTED,
                "The query was cancelled, as DAP was stopped.",
                "Run again: what was not committed is done once more.",
                cause);
    }

    private Connection session() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty(
                "user", options.user().orElseGet(() -> System.getProperty("user.name")));
        options.password().ifPresent(value -> properties.setProperty("password", value));
        options.token().ifPresent(value -> properties.setProperty("accessToken", value));
        boolean isSecret = options.password().isPresent() || options.token().isPresent();
        if (isSecret && !options.url().contains("SSL=")) {
            properties.setProperty("SSL", "true");
        }
        properties.setProperty("source", "dap");
        Connection connection = driver.connect(options.url(), properties);
        TrinoConnection session = connection.unwrap(TrinoConnection.class);
        session.setTimeZoneId("UTC");
        OF_THE_CATALOG.forEach(
                (name, value) -> session.setSessionProperty(catalog + "." + name, value));
        return connection;
    }

    /// Ends, on the cluster, every statement that holds `mark` in its text. A statement of which we
    /// heard no end may run on without us. Once this is closed, all were cancelled.
    void end(String mark) throws SQLException {
        if (isClosed) {
            return;
        }
        String running =
                "SELECT query_id FROM system.runtime.queries WHERE state NOT IN ('FINISHED', 'FAILED') AND strpos(query, "
                        + Sql.text(mark)
                        + ") > 0 AND strpos(query, 'system.runtime') = 0";
        for (List<String> row : texts(running)) {
            define(
                    "CALL system.runtime.kill_query(query_id => %s, message => 'cut off by DAP')"
                            .formatted(Sql.text(row.getFirst())));
        }
    }

    @Override
    public void close() {
        isClosed = true;
        for (Statement statement : running) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                // The cluster ends it by itself once nobody fetches its result.
            }
        }
    }
}
