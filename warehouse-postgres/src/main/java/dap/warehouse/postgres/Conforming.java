package dap.warehouse.postgres;

import dap.errors.CommitUnknownException;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.FamilyName;
import dap.warehouse.ConformBatch;
import dap.warehouse.Conformed;
import dap.warehouse.Conformed.Moved;
import dap.warehouse.LandingTable;
import dap.warehouse.postgres.FamilyCall.Outcome;
import dap.warehouse.postgres.Refusal.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
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

    /// From here on the table is swept at once; below, the server's own sweeping will do.
    private static final long MANY_ROWS = 10_000;

    private final Database database;
    private final LandingTables landings;
    private final FactTables facts;
    private final CopyOrder order;
    private final int maxRefused;
    private final Semaphore slots = new Semaphore(AT_ONCE, true);
    private final ReentrantLock turn = new ReentrantLock(true);

    /// @param order which of an event's copies is its current version
    /// @param maxRefused how many rows of a batch may be set aside
    Conforming(
            Database database,
            LandingTables landings,
            FactTables facts,
            CopyOrder order,
            int maxRefused) {
        this.database = database;
        this.landings = landings;
        this.facts = facts;
        this.order = order;
        this.maxRefused = maxRefused;
    }

    /// @param procedures families' procedures as they were deployed, needed only to show errors in
    ///   them
    Conformed conform(ConformBatch batch, Function<FamilyName, Optional<Script>> procedures) {
        acquirePlace(batch);
        try {
            return database.with(
                    Subject.named("the landing of " + batch.landing().family()),
                    connection -> {
                        begin(connection);
                        List<BatchPart> parts = BatchPart.of(batch);
                        BatchCopy.enterFiles(connection, batch, parts);
                        long copied = BatchCopy.copyRows(connection, parts.getFirst());
                        for (BatchPart fallbacks : parts.subList(1, parts.size())) {
                            BatchCopy.copyRows(connection, fallbacks);
                        }
                        Conformed conformed =
                                takeTurn(connection, batch, parts, copied, procedures);
                        sweep(connection, batch.landing(), conformed);
                        return conformed;
                    });
        } finally {
            slots.release();
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
            List<BatchPart> parts,
            long copied,
            Function<FamilyName, Optional<Script>> procedures)
            throws SQLException {
        turn.lock();
        try {
            lock(connection);
            Replacement.takeOut(connection, batch, parts, landings);
            CurrentVersions versions = new CurrentVersions(parts, order);
            versions.choose(connection);
            long superseded = CurrentVersions.book(connection);
            versions.land(connection, landings);
            boolean changesFacts = superseded > 0 || !batch.replaced().isNothing();
            Conformed conformed =
                    callProcedures(
                            connection, batch, parts, copied, superseded, changesFacts, procedures);
            if (changesFacts) {
                DuplicateAudit.write(connection, parts);
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

    private Conformed callProcedures(
            Connection connection,
            ConformBatch batch,
            List<BatchPart> parts,
            long copied,
            long superseded,
            boolean changesFacts,
            Function<FamilyName, Optional<Script>> procedures)
            throws SQLException {
        LandingTable table = batch.landing();
        List<String> tables = facts.find(connection);
        if (changesFacts) {
            CurrentVersions.removeMovedFacts(connection, tables);
        }
        if (batch.retry()) {
            SetAside.bringBack(connection, table, landings.nameOf(table.family().name()));
            Untried.remove(connection, table.family());
        }
        List<FamilyCall> calls = new ArrayList<>();
        for (LandingTable called : tablesToCall(connection, parts)) {
            calls.add(
                    FamilyCall.over(
                            connection,
                            called,
                            landings.nameOf(called.family().name()),
                            tables,
                            (_, landed, landing, control) ->
                                    setAside(connection, landed, landing, control, procedures)));
        }
        run(calls);
        if (!batch.replaced().isNothing() && Replacement.removeLeftFacts(connection, tables) > 0) {
            // What a procedure does not update it may insert, now that it is no longer there.
            run(calls);
        }
        long unknown =
                Sql.number(
                        connection,
                        "SELECT count(*) FROM %s WHERE event_id IS NULL"
                                .formatted(parts.getFirst().copies()));
        Outcome own = calls.getFirst().end();
        List<Moved> moved = moved(connection, parts, calls.subList(1, calls.size()));
        return new Conformed(
                copied,
                own.facts(),
                superseded,
                own.waiting(),
                own.lost() + unknown,
                own.refused(),
                moved);
    }

    private static void run(List<FamilyCall> calls) throws SQLException {
        for (FamilyCall call : calls) {
            call.run();
        }
    }

    /// The batch's own, and those of other families in which events came forward.
    private static Set<LandingTable> tablesToCall(Connection connection, List<BatchPart> parts)
            throws SQLException {
        Set<LandingTable> tables = new LinkedHashSet<>();
        tables.add(parts.getFirst().table());
        for (BatchPart part : parts.subList(1, parts.size())) {
            if (part.isCalled() && forward(connection, part.family()) > 0) {
                tables.add(part.table());
            }
        }
        return tables;
    }

    private static long forward(Connection connection, String family) throws SQLException {
        return Sql.number(
                connection,
                "SELECT count(*) FROM dap_key WHERE is_current AND part > 0 AND family = ?",
                family);
    }

    private static List<Moved> moved(
            Connection connection, List<BatchPart> parts, List<FamilyCall> calls)
            throws SQLException {
        List<Moved> moved = new ArrayList<>();
        Set<String> called = new HashSet<>();
        for (FamilyCall call : calls) {
            FamilyName family = call.table().family();
            Outcome outcome = call.end();
            called.add(family.name());
            moved.add(
                    new Moved(
                            family,
                            forward(connection, family.name()),
                            outcome.lost(),
                            outcome.refused()));
        }
        for (BatchPart part : parts) {
            long waiting = called.add(part.family()) ? forward(connection, part.family()) : 0;
            if (waiting > 0 && !part.family().equals(parts.getFirst().family())) {
                moved.add(new Moved(part.table().family(), waiting, 0, 0));
            }
        }
        return moved;
    }

    private SetAside setAside(
            Connection connection,
            LandingTable table,
            String landing,
            BatchControl control,
            Function<FamilyName, Optional<Script>> procedures) {
        String name = "conformed.sp_" + table.family();
        return new SetAside(
                connection,
                table,
                landing,
                maxRefused,
                () -> {
                    control.open(connection);
                    Sql.run(connection, "CALL " + name + "()");
                },
                error ->
                        database.refusal(
                                error, Subject.call(name, procedures.apply(table.family()))));
    }

    private void call(Connection connection, String name, Supplier<Optional<Script>> procedure) {
        try {
            Sql.run(connection, "CALL " + name + "()");
        } catch (SQLException e) {
            throw database.refusal(e, Subject.call(name, procedure.get()));
        }
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
            slots.acquire();
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
