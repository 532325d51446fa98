package dap.warehouse.postgres;

import dap.errors.CommitUnknownException;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.warehouse.ConformBatch;
import dap.warehouse.Conformed;
import dap.warehouse.LandingTable;
import dap.warehouse.postgres.Refusal.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes batches into the star. Read [#conform] first: it is what happens, in its order.
///
/// Thread-safe: families copy their rows at the same time, and then take turns.
final class Conforming {

    private static final Logger LOG = LoggerFactory.getLogger(Conforming.class);

    private static final String SETUP = "conformed.sp_setup_conformed_schema";

    /// Families that copy while another one's procedure runs.
    private static final int AT_ONCE = 3;

    /// What a fact takes at least, in bytes.
    private static final long FACT_BYTES = 100;

    /// How many facts are read in the time in which one is looked up by its event_id.
    private static final long FACTS_READ_PER_LOOKUP = 10;

    /// From here on the table is swept at once; below, the server's own sweeping will do.
    private static final long MANY_ROWS = 10_000;

    private final Database database;
    private final LandingTables landings;
    private final FactTables facts;
    private final int maxRefused;
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final ReentrantLock turn = new ReentrantLock(true);

    /// @param maxRefused how many rows of a batch may be set aside
    Conforming(Database database, LandingTables landings, FactTables facts, int maxRefused) {
        this.database = database;
        this.landings = landings;
        this.facts = facts;
        this.maxRefused = maxRefused;
    }

    /// @param procedure the family's procedure as it was deployed, needed only to show errors in it
    Conformed conform(ConformBatch batch, Supplier<Optional<Script>> procedure) {
        acquirePlace(batch);
        try {
            return database.with(
                    Subject.named("the landing of " + batch.landing().family()),
                    connection -> {
                        begin(connection);
                        BatchCopy.enterFiles(connection, batch);
                        long copied = BatchCopy.copyRows(connection, batch);
                        Conformed conformed = takeTurn(connection, batch, copied, procedure);
                        sweep(connection, batch.landing(), conformed);
                        return conformed;
                    });
        } finally {
            places.release();
        }
    }

    /// Calls the reference data procedure, in turn with the families.
    void refreshReferenceData(Supplier<Optional<Script>> procedure) {
        turn.lock();
        try {
            database.with(
                    Subject.named(SETUP),
                    connection -> {
                        begin(connection);
                        lock(connection);
                        call(connection, SETUP, procedure);
                        connection.commit();
                        return true;
                    });
        } finally {
            turn.unlock();
        }
    }

    /// See [dap.warehouse.Warehouse#giveUp].
    long giveUp(String lakeId) {
        turn.lock();
        try {
            return database.with(
                    Subject.named("what the warehouse has of the lake"),
                    connection -> {
                        begin(connection);
                        lock(connection);
                        long removed = Replacement.giveUp(connection, lakeId, landings, facts);
                        connection.commit();
                        return removed;
                    });
        } finally {
            turn.unlock();
        }
    }

    // What an earlier procedure left in the session is gone: its tables, its settings, and plans
    // made for batches and facts of another size. Statistics of a batch need no more than a small
    // sample.
    private static void begin(Connection connection) throws SQLException {
        Sql.run(
                connection,
                """
                DISCARD TEMP; DISCARD PLANS; RESET ALL; SET TIME ZONE 'UTC';
                SET statement_timeout = 0; SET lock_timeout = '10min';
                SET default_statistics_target = 10
                """);
        connection.setAutoCommit(false);
    }

    private Conformed takeTurn(
            Connection connection,
            ConformBatch batch,
            long copied,
            Supplier<Optional<Script>> procedure)
            throws SQLException {
        turn.lock();
        try {
            lock(connection);
            Replacement.takeOut(connection, batch, landings);
            Winners.choose(connection, batch.landing());
            long lesser = Winners.book(connection);
            Winners.land(connection, batch.landing(), landings);
            Conformed conformed = callProcedure(connection, batch, copied, lesser, procedure);
            if (lesser > 0 || !batch.replaced().isEmpty()) {
                DuplicateAudit.write(connection, batch.landing());
            }
            commit(connection, batch);
            return conformed;
        } finally {
            turn.unlock();
        }
    }

    private static void lock(Connection connection) throws SQLException {
        Sql.run(connection, "SELECT pg_advisory_xact_lock(" + Locks.CONFORM + ")");
    }

    private Conformed callProcedure(
            Connection connection,
            ConformBatch batch,
            long copied,
            long lesser,
            Supplier<Optional<Script>> procedure)
            throws SQLException {
        LandingTable table = batch.landing();
        boolean replaces = !batch.replaced().isEmpty();
        List<String> tables = facts.find(connection);
        if (replaces) {
            Replacement.removeFactsOfOtherFamilies(connection, tables, table.family().name());
        }
        String landing = landings.nameOf(table.family().name());
        if (batch.retry()) {
            SetAside.bringBack(connection, table, landing);
        }
        Sql.run(connection, "ANALYZE " + landing);
        long landed = Sql.number(connection, "SELECT count(*) FROM " + landing);
        long unknown =
                Sql.number(connection, "SELECT count(*) FROM dap_copy WHERE event_id IS NULL");
        if (landed == 0) {
            Replacement.removeLeftFacts(connection, replaces ? tables : List.of());
            return new Conformed(copied, 0, lesser, 0, unknown, 0);
        }
        BatchControl control = BatchControl.read(connection, table, landing);
        boolean small = FactTables.anyIsSmall(connection, tables);
        joinByHashing(connection, small);
        SetAside call = setAside(connection, table, control, procedure);
        long refused = call.run();
        if (replaces && Replacement.removeLeftFacts(connection, tables) > 0) {
            // What a procedure does not update it may insert, now that it is no longer there.
            refused += call.run();
        }
        joinByHashing(connection, false);
        control.close(connection);
        long arrived = removeArrived(connection, landing, tables, landed);
        long waiting = Sql.number(connection, "SELECT count(*) FROM " + landing);
        return new Conformed(
                copied,
                arrived,
                lesser,
                waiting,
                landed - refused - arrived - waiting + unknown,
                refused);
    }

    // A fact table that is next to empty when a statement is planned is read anew for each row of
    // the batch, in a nested loop, while the statement itself fills it: 200,000 rows take minutes.
    // Held by ConformingTest.
    private static void joinByHashing(Connection connection, boolean small) throws SQLException {
        Sql.run(connection, small ? "SET enable_nestloop = off" : "RESET enable_nestloop");
    }

    private SetAside setAside(
            Connection connection,
            LandingTable table,
            BatchControl control,
            Supplier<Optional<Script>> procedure) {
        String name = "conformed.sp_" + table.family();
        return new SetAside(
                connection,
                table,
                landings.nameOf(table.family().name()),
                maxRefused,
                () -> {
                    control.open(connection);
                    Sql.run(connection, "CALL " + name + "()");
                },
                error -> database.refusal(error, Subject.call(name, procedure.get())));
    }

    private void call(Connection connection, String name, Supplier<Optional<Script>> procedure) {
        try {
            Sql.run(connection, "CALL " + name + "()");
        } catch (SQLException e) {
            throw database.refusal(e, Subject.call(name, procedure.get()));
        }
    }

    private static long removeArrived(
            Connection connection, String landing, List<String> tables, long landed)
            throws SQLException {
        if (tables.isEmpty()) {
            return 0;
        }
        List<String> lookups = new ArrayList<>();
        for (String fact : tables) {
            lookups.add(
                    "EXISTS (SELECT FROM %s f WHERE f.event_id = l.event_id %s)"
                            .formatted(fact, lookUpOrRead(connection, fact, landed)));
        }
        return Sql.run(
                connection, "DELETE FROM " + landing + " l WHERE " + String.join(" OR ", lookups));
    }

    // OFFSET 0 makes the planner look each event up, however many it believes there are. Where
    // there
    // are few facts beside the batch, reading them all is cheaper; it may then choose.
    private static String lookUpOrRead(Connection connection, String fact, long landed)
            throws SQLException {
        boolean few =
                FactTables.bytes(connection, fact) / FACT_BYTES < landed * FACTS_READ_PER_LOOKUP;
        return few ? "" : "OFFSET 0";
    }

    private void commit(Connection connection, ConformBatch batch) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            DapException refusal =
                    database.refusal(e, Subject.named("the commit of " + batch.landing().family()));
            if (!Refusal.isConnectionLost(e)) {
                throw refusal;
            }
            throw new CommitUnknownException(
                    "The connection to the warehouse was lost while %s was being committed."
                            .formatted(batch.landing().family()),
                    "Run again: it asks the warehouse what became of the batch.",
                    refusal.getCause());
        }
    }

    // The batch is committed: that its dead rows stay a little longer fails nothing.
    private void sweep(Connection connection, LandingTable table, Conformed conformed) {
        if (conformed.facts() < MANY_ROWS) {
            return;
        }
        try {
            connection.setAutoCommit(true);
            Sql.run(connection, "VACUUM " + landings.nameOf(table.family().name()));
        } catch (SQLException e) {
            LOG.debug("{} was not vacuumed: SQLSTATE {}", table.family(), e.getSQLState());
        }
    }

    private void acquirePlace(ConformBatch batch) {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DapException(
                    ErrorCode.INTERRUPTED,
                    "Conforming %s was interrupted.".formatted(batch.landing().family()),
                    "Run again.",
                    e);
        }
    }
}
