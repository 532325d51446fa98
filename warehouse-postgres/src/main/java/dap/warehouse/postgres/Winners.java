package dap.warehouse.postgres;

import dap.warehouse.LandingTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Chooses the winning copy of each event: among the rows in `dap_copy`, and against the winner of
/// earlier batches. The greatest of (timestamp, arrival day, hash) wins, so any order of batches
/// comes to the same.
///
/// A row without event_id cannot be known again: it is entered under a name of its own and never
/// lands, so the ledger shows it as lost.
final class Winners {
    private Winners() {}

    /// Makes `dap_best`: one row per event_id, whether it `wins`, and the earlier winner as
    /// `old_…`.
    static void choose(Connection connection, LandingTable table) throws SQLException {
        CopyKey key = new CopyKey(table);
        Sql.run(
                connection,
                """
                CREATE TEMP TABLE dap_key ON COMMIT DROP AS
                SELECT k.*, row_number() OVER (
                    PARTITION BY event_id ORDER BY ts DESC, arrival_day DESC, hash DESC, row_at) AS place
                FROM (
                    SELECT c.ctid AS row_at,
                        coalesce(c.event_id::text, 'dap:no-event-id:' || f.file_no || c.ctid) AS event_id,
                        %s AS ts, f.arrival_day, %s AS hash, f.file_no
                    FROM dap_copy c JOIN dap_file f ON f.id = c.dap_file
                ) k
                """
                        .formatted(key.timestamp(), key.hash()));
        Sql.run(connection, "ANALYZE dap_key");
        // OFFSET 0 keeps the planner from reading all winners instead of looking each up.
        Sql.run(
                connection,
                """
                CREATE TEMP TABLE dap_best ON COMMIT DROP AS
                SELECT k.*, w.ts AS old_ts, w.hash AS old_hash, w.file_no AS old_file_no,
                    w.family AS old_family,
                    w.event_id IS NULL
                        OR (k.ts, k.arrival_day, k.hash) > (w.ts, w.arrival_day, w.hash) AS wins
                FROM dap_key k
                LEFT JOIN LATERAL (
                    SELECT w.*, f.arrival_day, f.family
                    FROM dap.event_winner w JOIN dap.conformed_file f ON f.file_no = w.file_no
                    WHERE w.event_id = k.event_id OFFSET 0
                ) w ON true
                WHERE k.place = 1
                """);
        Sql.run(connection, "ANALYZE dap_best");
    }

    /// Books winners and lesser copies.
    ///
    /// @return the number of lesser copies
    static long book(Connection connection) throws SQLException {
        long lesser =
                Sql.run(
                        connection,
                        """
                        INSERT INTO dap.lesser_copy (event_id, ts, hash, file_no)
                        SELECT event_id, ts, hash, file_no FROM dap_key WHERE place > 1
                        UNION ALL
                        SELECT event_id, ts, hash, file_no FROM dap_best WHERE NOT wins
                        UNION ALL
                        SELECT event_id, old_ts, old_hash, old_file_no FROM dap_best
                        WHERE wins AND old_file_no IS NOT NULL
                        """);
        Sql.run(
                connection,
                """
                INSERT INTO dap.event_winner (event_id, ts, hash, file_no)
                SELECT event_id, ts, hash, file_no FROM dap_best WHERE wins
                ON CONFLICT (event_id) DO UPDATE
                SET ts = excluded.ts, hash = excluded.hash, file_no = excluded.file_no
                """);
        return lesser;
    }

    /// Puts the winners into the landing table, in place of waiting copies that they beat, wherever
    /// those wait.
    static void land(Connection connection, LandingTable table, LandingTables landings)
            throws SQLException {
        List<String> families =
                Sql.texts(
                        connection,
                        "SELECT DISTINCT old_family FROM dap_best WHERE wins AND old_family IS NOT NULL");
        for (String family : families) {
            Sql.run(
                    connection,
                    """
                    DELETE FROM %s l USING dap_best b
                    WHERE b.wins AND b.old_family = '%s' AND l.event_id = b.event_id
                    """
                            .formatted(landings.nameOf(family), family));
        }
        Sql.run(
                connection,
                """
                INSERT INTO %s (%s)
                SELECT %s FROM dap_best b JOIN dap_copy c ON c.ctid = b.row_at
                WHERE b.wins AND c.event_id IS NOT NULL
                """
                        .formatted(
                                landings.nameOf(table.family().name()),
                                CopyKey.columns(table, ""),
                                CopyKey.columns(table, "c.")));
    }
}
