package dap.bench;

import dap.model.Column;
import dap.model.FamilyName;
import dap.project.Project;
import dap.project.Settings;
import dap.project.Source;
import dap.project.TableDefinition;
import dap.warehouse.ConformBatch;
import dap.warehouse.Conformed;
import dap.warehouse.LandingTable;
import dap.warehouse.Prepared;
import dap.warehouse.Warehouse;
import dap.warehouse.postgres.PostgresWarehouse;
import dap.warehouse.postgres.embedded.EmbeddedServer;
import dap.warehouse.postgres.embedded.Role;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The example's star in a database of its own, with a connection beside DAP's.
final class Star implements AutoCloseable {

    /// The family whose events are conformed.
    static final FamilyName FAMILY = new FamilyName("auth_account_creation");

    static final String FACTS = "conformed.fact_user_journey_event";

    private static final String PASSWORD = "BENCH_PASSWORD";

    private final Warehouse warehouse;
    private final Connection connection;
    private final LandingTable landing;

    private Star(Warehouse warehouse, Connection connection, LandingTable landing) {
        this.warehouse = warehouse;
        this.connection = connection;
        this.landing = landing;
    }

    /// Makes a star without facts.
    static Star create(EmbeddedServer server, Project project, String database)
            throws SQLException {
        EmbeddedServer.Login owner = server.login(Role.OWNER);
        try (Connection first =
                        DriverManager.getConnection(
                                server.jdbcUrl(), owner.user(), owner.password());
                Statement statement = first.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        String url = server.jdbcUrl().replace("/" + EmbeddedServer.DATABASE, "/" + database);
        Settings.Warehouse settings =
                new Settings.Warehouse(
                        Optional.of(url),
                        Optional.of(owner.user()),
                        Optional.of(PASSWORD),
                        Optional.empty(),
                        List.of(),
                        project.settings().warehouse().landingSchema());
        Warehouse warehouse =
                new PostgresWarehouse(
                        settings, project.settings().lake(), Map.of(PASSWORD, owner.password()));
        Source source = project.sources().getFirst();
        Prepared prepared =
                warehouse.prepare(
                        source.warehouse(),
                        source.stageTables().stream().map(Star::landing).toList());
        if (!prepared.faults().isEmpty()) {
            throw new IllegalStateException("the star was not made: " + prepared);
        }
        warehouse.refreshReferenceData(source.warehouse());
        Connection connection = DriverManager.getConnection(url, owner.user(), owner.password());
        return new Star(
                warehouse, connection, landing(source.findStageTable(FAMILY).orElseThrow()));
    }

    private static LandingTable landing(TableDefinition table) {
        List<Column> columns =
                Stream.concat(table.columns().stream(), table.partitionKeys().stream()).toList();
        return new LandingTable(new FamilyName(table.name()), columns);
    }

    LandingTable landing() {
        return landing;
    }

    Connection connection() {
        return connection;
    }

    /// @throws IllegalStateException if not every row became a fact
    void conform(ConformBatch batch) {
        Conformed conformed = warehouse.conform(batch);
        if (conformed.facts() != batch.files().getFirst().rows()) {
            throw new IllegalStateException("not every row became a fact: " + conformed);
        }
    }

    /// Takes out all facts, and what is known of them.
    void empty() throws SQLException {
        execute(
                "TRUNCATE "
                        + FACTS
                        + ", dap.current_version, dap.superseded_duplicate, dap.conformed_file");
        checkpoint();
    }

    /// Lets the server finish what earlier work left it to do.
    void checkpoint() throws SQLException {
        execute("CHECKPOINT");
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        warehouse.close();
    }
}
