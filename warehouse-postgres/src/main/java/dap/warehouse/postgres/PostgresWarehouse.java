package dap.warehouse.postgres;

import dap.model.ConformedFiles;
import dap.model.FamilyName;
import dap.model.RowSink;
import dap.project.Settings;
import dap.project.SqlFile;
import dap.project.WarehouseProject;
import dap.project.WarehouseProject.WarehouseFamily;
import dap.redshift.postgres.RedshiftSql;
import dap.warehouse.AccountRow;
import dap.warehouse.ConflictRows;
import dap.warehouse.ConformBatch;
import dap.warehouse.Conformed;
import dap.warehouse.EventTrace;
import dap.warehouse.LandingTable;
import dap.warehouse.Prepared;
import dap.warehouse.RefusedRows;
import dap.warehouse.WaitingRows;
import dap.warehouse.Warehouse;
import dap.warehouse.postgres.Refusal.Subject;
import dap.warehouse.postgres.embedded.Role;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The warehouse on PostgreSQL: a server of our own in the lake's folder, or one named by a URL.
///
/// Making one costs nothing; the first call that needs the server connects, and starts it.
public final class PostgresWarehouse implements Warehouse {

    private static final String PROCEDURES =
            """
            SELECT file, procedure_sha256 FROM dap.conformed_file
            WHERE lake_id = ? AND file = ANY(?) AND procedure_sha256 IS NOT NULL
            """;

    private final Host host;
    private final Database owner;

    /// As the loader.
    private final Database database;

    private final Database reader;
    private final Translator translator = RedshiftSql::translate;
    private final LandingTables landings;
    private final FactTables facts;
    private final CopyOrder order;
    private final Accounting accounting;
    private final Conforming conforming;

    /// Procedures that this process prepared: errors are shown in them.
    private final Map<FamilyName, SqlFile> procedures = new ConcurrentHashMap<>();

    /// @param folder where an embedded server keeps its files
    /// @param environment the process's environment: the password, and where binaries are cached
    public PostgresWarehouse(
            Settings.Warehouse settings, Path folder, Map<String, String> environment) {
        host = Host.of(settings, folder, environment);
        owner = Database.ofOwner(host);
        database = owner.as(Role.LOADER);
        reader = owner.as(Role.READER);
        landings = new LandingTables(settings.landingSchema());
        facts = new FactTables(settings.facts());
        accounting = new Accounting(landings, facts);
        order = CopyOrder.of(settings.conflicts());
        conforming = new Conforming(database, landings, facts, order, settings.maxRefusedRows());
    }

    @Override
    public String id() {
        return database.warehouseId();
    }

    @Override
    public Prepared prepare(WarehouseProject project, List<LandingTable> tables) {
        Preparation preparation = new Preparation(owner, translator, landings, facts, order);
        Prepared prepared = preparation.prepare(project, tables);
        for (WarehouseFamily family : project.families()) {
            family.procedure().ifPresent(file -> procedures.put(family.name(), file));
        }
        return prepared;
    }

    @Override
    public void refreshReferenceData(WarehouseProject project) {
        if (project.setup().isEmpty()) {
            return;
        }
        conforming.refreshReferenceData(() -> project.setup().map(translator::script));
    }

    @Override
    public Set<String> conformed(String lakeId, Collection<String> files) {
        return database.read(
                Subject.named("dap.conformed_file"),
                connection ->
                        Set.copyOf(
                                Sql.texts(
                                        connection,
                                        "SELECT file FROM dap.conformed_file WHERE lake_id = ? AND file = ANY(?)",
                                        lakeId,
                                        connection.createArrayOf("text", files.toArray()))));
    }

    @Override
    public Map<String, String> procedures(String lakeId, Collection<String> files) {
        return database.read(
                Subject.named("dap.conformed_file"),
                connection -> {
                    Map<String, String> procedures = new HashMap<>();
                    try (PreparedStatement statement = connection.prepareStatement(PROCEDURES)) {
                        Sql.bind(
                                statement,
                                lakeId,
                                connection.createArrayOf("text", files.toArray()));
                        try (ResultSet rows = statement.executeQuery()) {
                            while (rows.next()) {
                                procedures.put(rows.getString(1), rows.getString(2));
                            }
                        }
                    }
                    return procedures;
                });
    }

    @Override
    public ConformedFiles conformedFiles(String lakeId) {
        return database.read(
                Subject.named("dap.conformed_file"),
                connection -> {
                    long count =
                            Sql.number(
                                    connection,
                                    "SELECT count(*) FROM dap.conformed_file WHERE lake_id = ?",
                                    lakeId);
                    List<String> newest =
                            Sql.texts(
                                    connection,
                                    "SELECT file FROM dap.conformed_file WHERE lake_id = ? ORDER BY file_no DESC LIMIT 1",
                                    lakeId);
                    return new ConformedFiles(count, newest.stream().findFirst());
                });
    }

    @Override
    public Set<String> conformed(String lakeId) {
        return database.read(
                Subject.named("dap.conformed_file"),
                connection ->
                        Set.copyOf(
                                Sql.texts(
                                        connection,
                                        "SELECT file FROM dap.conformed_file WHERE lake_id = ?",
                                        lakeId)));
    }

    @Override
    public Set<String> fallbacks(String lakeId, Collection<String> replaced) {
        return database.read(
                Subject.named("dap.superseded_duplicate"),
                connection -> Replacement.fallbacks(connection, lakeId, replaced));
    }

    @Override
    public List<WaitingRows> waiting(String lakeId) {
        return database.read(
                Subject.named("the landing tables"),
                connection -> accounting.waiting(connection, lakeId));
    }

    @Override
    public List<RefusedRows> refused(String lakeId) {
        return database.read(
                Subject.named("dap.refused_row"), connection -> SetAside.list(connection, lakeId));
    }

    @Override
    public List<ConflictRows> conflicts(String lakeId) {
        return database.read(
                Subject.named("dap.superseded_duplicate"),
                connection -> Conflicts.list(connection, lakeId));
    }

    @Override
    public Conformed conform(ConformBatch batch) {
        return conforming.conform(
                batch,
                family -> Optional.ofNullable(procedures.get(family)).map(translator::script));
    }

    @Override
    public long giveUp(String lakeId) {
        return conforming.giveUp(lakeId);
    }

    @Override
    public List<AccountRow> account(String lakeId, Collection<String> without) {
        return database.read(
                Subject.named("the account"),
                connection -> accounting.account(connection, lakeId, without));
    }

    @Override
    public EventTrace trace(String lakeId, String eventId) {
        return database.read(
                Subject.named("the copies of the event"),
                connection ->
                        new Tracing(landings, facts, order).trace(connection, lakeId, eventId));
    }

    @Override
    public void query(String sql, RowSink rows) {
        reader.read(
                Subject.call(
                        "The query", Optional.of(new Script(new SqlFile("The query", sql), sql))),
                connection -> {
                    WarehouseQuery.stream(connection, sql, rows);
                    return true;
                });
    }

    @Override
    public String explain(String file, String redshiftSql) {
        return translator.translate(file, redshiftSql);
    }

    @Override
    public void close() {
        reader.close();
        database.close();
        owner.close();
        host.close();
    }
}
