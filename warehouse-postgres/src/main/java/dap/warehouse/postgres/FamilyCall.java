package dap.warehouse.postgres;

import dap.warehouse.LandingTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// One family's procedure, called over what is landed of it: [#run], again where facts are no
/// longer there, then [#end].
final class FamilyCall {

    /// What a fact takes at least, in bytes.
    private static final long FACT_BYTES = 100;

    /// How many facts are read in the time in which one is looked up by its event_id.
    private static final long FACTS_READ_PER_LOOKUP = 10;

    private final Connection connection;
    private final LandingTable table;
    private final String landing;
    private final List<String> facts;
    private final BatchControl control;
    private final SetAside procedure;
    private final long landed;
    private long refused;

    /// What became of the landed rows.
    record Outcome(long landed, long facts, long waiting, long refused) {
        /// Taken out of the landing table by the procedure.
        long lost() {
            return landed - facts - waiting - refused;
        }
    }

    private FamilyCall(
            Connection connection,
            LandingTable table,
            String landing,
            List<String> facts,
            BatchControl control,
            SetAside procedure,
            long landed) {
        this.connection = connection;
        this.table = table;
        this.landing = landing;
        this.facts = facts;
        this.control = control;
        this.procedure = procedure;
        this.landed = landed;
    }

    /// @param landing the landing table's name
    /// @param facts the fact tables
    /// @param procedures makes the call that batch control is opened for
    static FamilyCall over(
            Connection connection,
            LandingTable table,
            String landing,
            List<String> facts,
            Procedures procedures)
            throws SQLException {
        Sql.run(connection, "ANALYZE " + landing);
        long landed = Sql.number(connection, "SELECT count(*) FROM " + landing);
        BatchControl control = BatchControl.read(connection, table, landing);
        return new FamilyCall(
                connection,
                table,
                landing,
                facts,
                control,
                procedures.call(connection, table, landing, control),
                landed);
    }

    /// Makes the call of a family's procedure.
    @FunctionalInterface
    interface Procedures {
        SetAside call(
                Connection connection, LandingTable table, String landing, BatchControl control);
    }

    LandingTable table() {
        return table;
    }

    /// Does nothing where nothing is landed.
    void run() throws SQLException {
        if (landed == 0) {
            return;
        }
        joinByHashing(FactTables.anyIsSmall(connection, facts));
        refused += procedure.run();
        joinByHashing(false);
    }

    /// Moves batch control on, and takes what has a fact now out of the landing table.
    Outcome end() throws SQLException {
        if (landed == 0) {
            return new Outcome(0, 0, 0, 0);
        }
        control.close(connection);
        long arrived = removeArrived();
        return new Outcome(
                landed,
                arrived,
                Sql.number(connection, "SELECT count(*) FROM " + landing),
                refused);
    }

    // A fact table that is next to empty when a statement is planned is read again for each row of
    // the batch, in a nested loop, while the statement itself fills it: 200,000 rows take minutes.
    // Held by ConformingTest.
    private void joinByHashing(boolean small) throws SQLException {
        Sql.run(connection, small ? "SET enable_nestloop = off" : "RESET enable_nestloop");
    }

    private long removeArrived() throws SQLException {
        if (facts.isEmpty()) {
            return 0;
        }
        List<String> lookups = new ArrayList<>();
        for (String fact : facts) {
            lookups.add(
                    "EXISTS (SELECT FROM %s f WHERE f.event_id = l.event_id %s)"
                            .formatted(fact, lookUpOrRead(fact)));
        }
        return Sql.run(
                connection, "DELETE FROM " + landing + " l WHERE " + String.join(" OR ", lookups));
    }

    // OFFSET 0 makes the planner look each event up, however many it believes there are. Where
    // there are few facts beside the batch, reading them all is cheaper; it may then choose.
    private String lookUpOrRead(String fact) throws SQLException {
        boolean few =
                FactTables.bytes(connection, fact) / FACT_BYTES < landed * FACTS_READ_PER_LOOKUP;
        return few ? "" : "OFFSET 0";
    }
}
