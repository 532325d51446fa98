package dap.warehouse.postgres;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.FamilyName;
import dap.project.SqlFile;
import dap.project.WarehouseProject;
import dap.project.WarehouseProject.WarehouseFamily;
import dap.warehouse.LandingTable;
import dap.warehouse.Prepared;
import dap.warehouse.postgres.Deployed.Item;
import dap.warehouse.postgres.Refusal.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Brings the warehouse up to a project; what was given to it before is not given again.
///
/// The order: our functions, landing tables, migrations, unique facts, reference data procedure,
/// families' procedures. Each part is a transaction with its own entry in `dap.deployed`, so that a
/// prepare that is killed goes on where it was.
record Preparation(
        Database database,
        Translator translator,
        LandingTables landings,
        FactTables facts,
        CopyOrder order) {

    private static final Set<String> ENDS_A_TRANSACTION = Set.of("commit", "rollback", "abort");
    private static final Set<String> BEFORE_A_STATEMENT =
            Set.of(";", "begin", "then", "else", "loop", "$");
    private static final Item FUNCTIONS = new Item("functions", "dap_redshift");

    Prepared prepare(WarehouseProject project, List<LandingTable> tables) {
        database.know(namesOf(project, tables));
        Deployed before = database.read(Subject.named("dap.deployed"), Deployed::load);
        Conflicts.keep(database, before, order);
        deployFunctions(before);
        Map<FamilyName, DapException> faults = deployLandings(before, tables);
        boolean migrated = migrate(before, project);
        // A migration may have dropped what a procedure was deployed into.
        Deployed valid = migrated ? new Deployed(Map.of()) : before;
        deploySetup(valid, project);
        database.change(
                Subject.named("the fact tables"),
                connection -> {
                    facts.makeUnique(connection);
                    return true;
                });
        deployProcedures(valid, project, faults);
        Set<FamilyName> changed =
                database.change(
                        Subject.named("dap.untried_family"),
                        connection -> new Untried(landings).take(connection, allOf(project)));
        return new Prepared(changed, faults);
    }

    private static List<FamilyName> allOf(WarehouseProject project) {
        return project.families().stream().map(WarehouseFamily::name).toList();
    }

    private static Set<String> namesOf(WarehouseProject project, List<LandingTable> tables) {
        List<String> texts = new ArrayList<>();
        project.migrations().forEach(migration -> texts.add(migration.sql()));
        project.setup().ifPresent(file -> texts.add(file.text()));
        project.families()
                .forEach(family -> family.procedure().ifPresent(file -> texts.add(file.text())));
        tables.forEach(table -> {
            texts.add(table.family().name());
            table.columns().forEach(column -> texts.add(column.name()));
        });
        return SafeText.namesIn(texts);
    }

    private void deployFunctions(Deployed before) {
        String functions = OwnSchema.resource("redshift/compat.sql");
        if (!before.has(FUNCTIONS, functions)) {
            Script script = new Script(new SqlFile("compat.sql", functions), functions);
            deploy(script, FUNCTIONS, List.of());
        }
    }

    private Map<FamilyName, DapException> deployLandings(
            Deployed before, List<LandingTable> tables) {
        Map<FamilyName, DapException> faults = new LinkedHashMap<>();
        for (LandingTable table : tables) {
            try {
                deployLanding(before, table);
            } catch (DapException e) {
                faults.put(table.family(), ofOneFamily(e));
            }
        }
        return faults;
    }

    private void deployLanding(Deployed before, LandingTable table) {
        Item item = new Item("landing", table.family().name());
        if (before.has(item, landings.declaration(table))) {
            return;
        }
        database.change(
                Subject.named(landings.nameOf(table.family().name())),
                connection -> {
                    lock(connection);
                    landings.deploy(connection, table);
                    Deployed.record(connection, item, landings.declaration(table));
                    return true;
                });
    }

    /// What may pass is no fault of a family, and thrown again.
    private static DapException ofOneFamily(DapException e) {
        if (e.code().mayPass()) {
            throw e;
        }
        return e;
    }

    private boolean migrate(Deployed before, WarehouseProject project) {
        MigrationRunner migrations = new MigrationRunner(project.migrations(), translator);
        Item item = new Item("migrations", migrations.folder());
        if (project.migrations().isEmpty() || before.has(item, migrations.text())) {
            return false;
        }
        migrations.apply(database);
        database.change(
                Subject.named("dap.deployed"),
                connection -> {
                    Sql.run(connection, "CALL dap_redshift.bind_views()");
                    Deployed.record(connection, item, migrations.text());
                    Untried.add(connection, allOf(project));
                    return true;
                });
        return true;
    }

    private void deploySetup(Deployed before, WarehouseProject project) {
        if (project.setup().isEmpty()) {
            return;
        }
        SqlFile setup = project.setup().get();
        Item item = new Item("setup", setup.file());
        if (!before.has(item, setup.text())) {
            refuseIfItCommits(setup);
            deploy(translator.script(setup), item, allOf(project));
        }
    }

    private void deployProcedures(
            Deployed before, WarehouseProject project, Map<FamilyName, DapException> faults) {
        for (WarehouseFamily family : project.families()) {
            try {
                deployProcedure(before, family);
            } catch (DapException e) {
                faults.put(family.name(), ofOneFamily(e));
            }
        }
    }

    private void deployProcedure(Deployed before, WarehouseFamily family) {
        if (!family.enabled() || family.procedure().isEmpty()) {
            return;
        }
        SqlFile file = family.procedure().get();
        Item item = new Item("procedure", file.file());
        if (!before.has(item, file.text())) {
            refuseIfItCommits(file);
            deploy(translator.script(file), item, List.of(family.name()));
        }
    }

    /// @param families for which it may let waiting rows through
    private void deploy(Script script, Item item, List<FamilyName> families) {
        List<SqlScanner.Statement> statements = new ArrayList<>(script.statements());
        database.change(
                Subject.of(script),
                connection -> {
                    lock(connection);
                    for (SqlScanner.Statement statement : statements) {
                        run(connection, script, statement);
                    }
                    Deployed.record(connection, item, script.source().text());
                    Untried.add(connection, families);
                    return true;
                });
    }

    private void run(Connection connection, Script script, SqlScanner.Statement statement) {
        try {
            Sql.run(connection, statement.text());
        } catch (SQLException e) {
            throw database.refusal(e, Subject.of(script).statementAt(statement.offset()));
        }
    }

    private static void lock(Connection connection) throws SQLException {
        Sql.run(connection, "SELECT pg_advisory_xact_lock(" + Locks.PREPARE + ")");
    }

    // A batch is one transaction: all of it, or nothing.
    private static void refuseIfItCommits(SqlFile procedure) {
        String before = ";";
        for (SqlScanner.Word word : SqlScanner.wordsWithBodies(procedure.text())) {
            boolean beginsAStatement = BEFORE_A_STATEMENT.contains(before);
            before = word.text();
            if (beginsAStatement && ENDS_A_TRANSACTION.contains(word.text())) {
                throw new DapException(
                        ErrorCode.WAREHOUSE_REFUSED,
                        "%s:%d: the procedure ends its transaction (%s)."
                                .formatted(
                                        procedure.file(),
                                        SqlScanner.lineAt(procedure.text(), word.offset()),
                                        word.text().toUpperCase(Locale.ROOT)),
                        "Leave it out: DAP commits the batch when the procedure has returned, all of it or nothing.");
            }
        }
    }
}
