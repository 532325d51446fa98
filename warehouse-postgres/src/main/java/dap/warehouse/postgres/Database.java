package dap.warehouse.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.warehouse.postgres.Refusal.Subject;
import dap.warehouse.postgres.embedded.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Connections of one role to the warehouse: made with the first use, made again after the server
/// was lost. The owner's brings schema `dap` up; the others have it do so.
///
/// Thread-safe.
final class Database implements AutoCloseable {

    /// Redshift's own path, and behind it the functions that PostgreSQL lacks.
    static final String SEARCH_PATH = "\"$user\",public,dap_redshift";

    private static final int CONNECTIONS = 8;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

    private final Host host;
    private final Role role;

    /// Absent in the owner's own.
    private final Optional<Database> owner;

    private volatile Set<String> names = Set.of();
    private @Nullable HikariDataSource pool;
    private @Nullable String warehouseId;

    private Database(Host host, Role role, Optional<Database> owner) {
        this.host = host;
        this.role = role;
        this.owner = owner;
    }

    static Database ofOwner(Host host) {
        return new Database(host, Role.OWNER, Optional.empty());
    }

    /// The same warehouse for another role; itself where the server has one user for all.
    Database as(Role other) {
        return host.hasRoles() ? new Database(host, other, Optional.of(this)) : this;
    }

    /// Names that messages may hold, of whichever role: those of the project.
    void know(Set<String> names) {
        owner.orElse(this).names = names;
    }

    private Set<String> names() {
        return owner.orElse(this).names;
    }

    /// Something done on a connection, in its own transaction.
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /// The warehouse's own id.
    String warehouseId() {
        open();
        synchronized (this) {
            return Objects.requireNonNull(warehouseId);
        }
    }

    /// Runs `work` in a transaction of its own: committed, or rolled back if it throws.
    ///
    /// @param subject what is being done, for the message if the warehouse refuses
    <T> T change(Subject subject, Work<T> work) {
        return with(
                subject,
                connection -> {
                    connection.setAutoCommit(false);
                    T result = work.on(connection);
                    connection.commit();
                    return result;
                });
    }

    /// Runs `work` in a transaction that cannot write.
    <T> T read(Subject subject, Work<T> work) {
        return with(
                subject,
                connection -> {
                    connection.setReadOnly(true);
                    connection.setAutoCommit(false);
                    return work.on(connection);
                });
    }

    /// Runs `work` on a connection as it comes, in autocommit mode. The pool rolls back what is
    /// left open and resets the connection.
    <T> T with(Subject subject, Work<T> work) {
        try (Connection connection = open().getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw refusal(e, subject);
        }
    }

    /// `e` in our words. If the server is lost, the next call reconnects.
    DapException refusal(SQLException e, Subject subject) {
        if (Refusal.isConnectionLost(e)) {
            drop();
        }
        if (Refusal.isDiskFull(e)) {
            host.diskWasFull();
        }
        return Refusal.of(e, subject, host.name(), names());
    }

    DataSource dataSource() {
        return open();
    }

    private synchronized HikariDataSource open() {
        HikariDataSource open = pool;
        if (open != null && !host.isGone()) {
            return open;
        }
        // The pool would ask a server that is gone until it gives up.
        drop();
        HikariDataSource made = connect();
        try (Connection connection = made.getConnection()) {
            warehouseId = idOf(connection);
        } catch (SQLException e) {
            made.close();
            throw Refusal.of(e, Subject.named("schema dap"), host.name(), names());
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
        pool = made;
        return made;
    }

    private String idOf(Connection connection) throws SQLException {
        if (owner.isPresent()) {
            return OwnSchema.isCurrent(connection)
                    ? OwnSchema.id(connection)
                    : owner.get().warehouseId();
        }
        return OwnSchema.upgrade(connection);
    }

    private HikariDataSource connect() {
        Host.Login login = host.login(role);
        HikariConfig config = new HikariConfig();
        config.setPoolName("warehouse " + role.word());
        config.setJdbcUrl(login.url());
        config.setUsername(login.user());
        login.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        // The driver asks for the JVM's time zone when it connects, whatever `options` say.
        config.setConnectionInitSql("SET TIME ZONE 'UTC'");
        config.addDataSourceProperty("options", "-c search_path=" + SEARCH_PATH);
        config.addDataSourceProperty("ApplicationName", "dap");
        config.addDataSourceProperty("logServerErrorDetail", "false");
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw cannotConnect(e);
        }
    }

    // The driver's message is kept apart: it may quote the URL, with a password in it.
    private DapException cannotConnect(HikariPool.PoolInitializationException e) {
        String state = e.getCause() instanceof SQLException cause ? cause.getSQLState() : null;
        String why =
                "28P01".equals(state) || "28000".equals(state)
                        ? "refuses user or password"
                        : "cannot be reached";
        return new DapException(
                ErrorCode.WAREHOUSE_UNAVAILABLE,
                "The warehouse (%s) %s.".formatted(host.name(), why),
                "Check warehouse.url, warehouse.user and the password, and that the server runs.");
    }

    private synchronized void drop() {
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }

    /// Closes the connections; the host is closed by who made it.
    @Override
    public synchronized void close() {
        drop();
    }
}
