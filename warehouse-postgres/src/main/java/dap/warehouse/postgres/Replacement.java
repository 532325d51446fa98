package dap.warehouse.postgres;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.warehouse.ConformBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Gives up what the warehouse holds of STAGE files that a backfill replaced, so that the batch
/// with their successors finds it as if they had never come.
///
/// An event whose current version goes is open again: copies of it in the new files compete with
/// the superseded ones of fallback files, whose rows come in the batch once more.
final class Replacement {
    private Replacement() {}

    /// See [dap.warehouse.Warehouse#fallbacks].
    static Set<String> fallbacks(Connection connection, String lakeId, Collection<String> replaced)
            throws SQLException {
        return Set.copyOf(
                Sql.texts(
                        connection,
                        """
                        WITH replaced AS (
                            SELECT file_no FROM dap.conformed_file
                            WHERE lake_id = ? AND file = ANY(?)
                        )
                        SELECT DISTINCT f.file
                        FROM dap.current_version w
                        JOIN dap.superseded_duplicate l ON l.event_id = w.event_id
                        JOIN dap.conformed_file f ON f.file_no = l.file_no
                        WHERE w.file_no IN (SELECT file_no FROM replaced)
                            AND l.file_no NOT IN (SELECT file_no FROM replaced) AND f.lake_id = ?
                        """,
                        lakeId,
                        connection.createArrayOf("text", replaced.toArray()),
                        lakeId));
    }

    /// Takes out the current versions and superseded duplicates of the replaced files, and what
    /// waits of them. Makes `dap_gone`: the events that lost their current version, and the family
    /// that it was of; empty where nothing is replaced.
    ///
    /// @throws DapException `WAREHOUSE_REFUSED` if an event's other copy is not in the batch
    static void takeOut(
            Connection connection,
            ConformBatch batch,
            List<BatchPart> parts,
            LandingTables landings)
            throws SQLException {
        Sql.run(
                connection,
                "CREATE TEMP TABLE dap_gone (event_id text PRIMARY KEY, family text) ON COMMIT DROP");
        if (batch.replaced().isNothing()) {
            return;
        }
        Sql.update(
                connection,
                """
                CREATE TEMP TABLE dap_replaced ON COMMIT DROP AS
                SELECT file_no, family FROM dap.conformed_file WHERE lake_id = ? AND file = ANY(?)
                """,
                batch.lakeId(),
                connection.createArrayOf("text", batch.replaced().keys().toArray()));
        Sql.run(
                connection,
                """
                WITH gone AS (
                    DELETE FROM dap.current_version w USING dap_replaced r
                    WHERE r.file_no = w.file_no RETURNING w.event_id, r.family
                )
                INSERT INTO dap_gone SELECT event_id, family FROM gone
                """);
        Sql.run(connection, "ANALYZE dap_gone");
        Sql.run(
                connection,
                "DELETE FROM dap.superseded_duplicate l USING dap_replaced r WHERE r.file_no = l.file_no");
        refuseUnlessAllCopiesCome(connection, batch);
        Sql.run(
                connection,
                "DELETE FROM dap.superseded_duplicate l USING dap_gone g WHERE g.event_id = l.event_id");
        Sql.run(
                connection,
                "DELETE FROM dap.conformed_file f USING dap_replaced r WHERE r.file_no = f.file_no");
        for (BatchPart fallbacks : parts.subList(1, parts.size())) {
            Sql.run(
                    connection,
                    """
                    DELETE FROM %s c
                    WHERE NOT EXISTS (SELECT FROM dap_gone g WHERE g.event_id = c.event_id::text)
                    """
                            .formatted(fallbacks.copies()));
        }
        SetAside.forget(connection, "dap_gone k");
        for (String family : families(connection)) {
            Sql.run(
                    connection,
                    "DELETE FROM %s l USING dap_gone g WHERE g.event_id = l.event_id"
                            .formatted(landings.nameOf(family)));
        }
    }

    /// See [dap.warehouse.Warehouse#giveUp].
    static long giveUp(
            Connection connection, String lakeId, LandingTables landings, FactTables facts)
            throws SQLException {
        Sql.run(
                connection,
                "CREATE TEMP TABLE dap_gone (event_id text PRIMARY KEY) ON COMMIT DROP");
        Sql.update(
                connection,
                """
                WITH gone AS (
                    DELETE FROM dap.current_version w USING dap.conformed_file f
                    WHERE f.file_no = w.file_no AND f.lake_id = ? RETURNING w.event_id
                )
                INSERT INTO dap_gone SELECT event_id FROM gone
                """,
                lakeId);
        Sql.run(connection, "ANALYZE dap_gone");
        Sql.update(
                connection,
                """
                DELETE FROM dap.superseded_duplicate l USING dap.conformed_file f
                WHERE f.file_no = l.file_no AND f.lake_id = ?
                """,
                lakeId);
        refuseCopiesOfOthers(connection);
        SetAside.forget(connection, "dap_gone k");
        for (String family : landings.families(connection)) {
            Sql.run(
                    connection,
                    "DELETE FROM %s l USING dap_gone g WHERE g.event_id = l.event_id"
                            .formatted(landings.nameOf(family)));
        }
        long removed = 0;
        for (String table : facts.find(connection)) {
            removed +=
                    Sql.run(
                            connection,
                            "DELETE FROM %s f USING dap_gone g WHERE f.event_id = g.event_id"
                                    .formatted(table));
        }
        Sql.update(connection, "DELETE FROM dap.conformed_file WHERE lake_id = ?", lakeId);
        return removed;
    }

    private static void refuseCopiesOfOthers(Connection connection) throws SQLException {
        long others =
                Sql.number(
                        connection,
                        "SELECT count(*) FROM dap_gone JOIN dap.superseded_duplicate USING (event_id)");
        if (others > 0) {
            throw new DapException(
                    ErrorCode.WAREHOUSE_REFUSED,
                    "%d events of the lake have another copy that came from another lake, which may have to become the current version now."
                            .formatted(others),
                    "Point warehouse.url at an empty database, then load both lakes into it with 'dap rebuild --warehouse'.");
        }
    }

    private static List<String> families(Connection connection) throws SQLException {
        return Sql.texts(connection, "SELECT DISTINCT family FROM dap_gone");
    }

    private static void refuseUnlessAllCopiesCome(Connection connection, ConformBatch batch)
            throws SQLException {
        long missing =
                Sql.number(
                        connection,
                        """
                        SELECT count(*) FROM dap_gone g
                        JOIN dap.superseded_duplicate l ON l.event_id = g.event_id
                        JOIN dap.conformed_file f ON f.file_no = l.file_no
                        WHERE l.file_no NOT IN (SELECT file_no FROM dap_file)
                            AND (f.lake_id <> ? OR f.file <> ALL(?))
                        """,
                        batch.lakeId(),
                        connection.createArrayOf("text", batch.replaced().superseded().toArray()));
        if (missing > 0) {
            throw new DapException(
                    ErrorCode.WAREHOUSE_REFUSED,
                    "%d events of the replaced days have another copy that came from another lake, which may have to become the current version now."
                            .formatted(missing),
                    "Point warehouse.url at an empty database, then load both lakes into it with 'dap rebuild --warehouse'.");
        }
    }

    /// Removes the facts of `dap_gone` that the batch's procedures have not written: of events that
    /// are no longer there, and of those that a procedure leaves as they are once it knows them.
    ///
    /// @return the facts removed
    // The procedure ran within a savepoint, whose rows have a younger xmin than the transaction.
    static long removeLeftFacts(Connection connection, List<String> tables) throws SQLException {
        long removed = 0;
        for (String table : tables) {
            removed +=
                    Sql.run(
                            connection,
                            """
                            DELETE FROM %s f USING dap_gone g
                            WHERE f.event_id = g.event_id
                                AND age(f.xmin) > age(pg_current_xact_id()::xid)
                            """
                                    .formatted(table));
        }
        return removed;
    }
}
