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

    /// The condition that a winner is the one of the event of `other`, so that the index of winners
    /// is used: it holds hashes in place of ids.
    static String isOf(String winner, String other) {
        return "%s = %s AND %s.event_id = %s.event_id"
                .formatted(
                        hashOf(winner + ".event_id"), hashOf(other + ".event_id"), winner, other);
    }

    /// What the index of winners is ordered by.
    static String hashOf(String eventId) {
        return "hashtextextended(" + eventId + "::text, 0)";
    }

    /// Makes `dap_key`: a row per copy in `dap_copy`, at `row_at`, with the earlier winner as
    /// `old_…`, the `place` of the copy among those of its event in this batch, and whether it
    /// `wins`. Only copies of events that came more than once have to be put in order.
    static void choose(Connection connection, LandingTable table) throws SQLException {
        CopyKey key = new CopyKey(table);
        // OFFSET 0 keeps the planner from reading all winners instead of looking each up. In the
        // index's order each of its pages is read once.
        Sql.run(
                connection,
                """
                CREATE TEMP TABLE dap_key ON COMMIT DROP AS
                SELECT k.*, 1::bigint AS place, w.ts AS old_ts, w.hash AS old_hash,
                    w.file_no AS old_file_no, w.family AS old_family,
                    w.event_id IS NULL
                        OR (k.ts, k.arrival_day, k.hash) > (w.ts, w.arrival_day, w.hash) AS wins
                FROM (
                    SELECT c.ctid AS row_at,
                        coalesce(c.event_id::text, 'dap:no-event-id:' || f.file_no || c.ctid) AS event_id,
                        %s AS ts, f.arrival_day, %s AS hash, f.file_no
                    FROM dap_copy c JOIN dap_file f ON f.id = c.dap_file
                    ORDER BY hashtextextended(c.event_id::text, 0)
                ) k
                LEFT JOIN LATERAL (
                    SELECT w.*, f.arrival_day, f.family
                    FROM dap.event_winner w JOIN dap.conformed_file f ON f.file_no = w.file_no
                    WHERE %s OFFSET 0
                ) w ON true
                """
                        .formatted(key.timestamp(), key.hash(), isOf("w", "k")));
        Sql.run(
                connection,
                """
                UPDATE dap_key SET place = o.place, wins = dap_key.wins AND o.place = 1
                FROM (
                    SELECT row_at, row_number() OVER (PARTITION BY event_id
                        ORDER BY ts DESC, arrival_day DESC, hash DESC, row_at) AS place
                    FROM dap_key
                    WHERE event_id IN (
                        SELECT event_id FROM dap_key GROUP BY event_id HAVING count(*) > 1)
                ) o
                WHERE o.row_at = dap_key.row_at
                """);
    }

    /// Books winners and lesser copies.
    ///
    /// The turn is ours, so whoever had no winner before has none now: such rows are inserted in
    /// the order of the index, which a plain insert fills faster than one that looks for conflicts.
    ///
    /// @return the number of lesser copies
    static long book(Connection connection) throws SQLException {
        long lesser =
                Sql.run(
                        connection,
                        """
                        INSERT INTO dap.lesser_copy (event_id, ts, hash, file_no)
                        SELECT event_id, ts, hash, file_no FROM dap_key WHERE NOT wins
                        UNION ALL
                        SELECT event_id, old_ts, old_hash, old_file_no FROM dap_key
                        WHERE wins AND old_file_no IS NOT NULL
                        """);
        if (lesser > 0) {
            Sql.run(
                    connection,
                    """
                    UPDATE dap.event_winner w SET ts = k.ts, hash = k.hash, file_no = k.file_no
                    FROM dap_key k
                    WHERE k.wins AND k.old_file_no IS NOT NULL AND %s
                    """
                            .formatted(isOf("w", "k")));
        }
        Sql.run(
                connection,
                """
                INSERT INTO dap.event_winner (event_id, ts, hash, file_no)
                SELECT event_id, ts, hash, file_no FROM dap_key
                WHERE wins AND old_file_no IS NULL ORDER BY hashtextextended(event_id, 0)
                """);
        return lesser;
    }

    /// Puts the winners into the landing table, in place of waiting copies that they beat, wherever
    /// those wait; in the order of their ids, in which a procedure that goes through them row by
    /// row finds and fills a fact's index one page after the other.
    static void land(Connection connection, LandingTable table, LandingTables landings)
            throws SQLException {
        List<String> families =
                Sql.texts(
                        connection,
                        "SELECT DISTINCT old_family FROM dap_key WHERE wins AND old_family IS NOT NULL");
        for (String family : families) {
            Sql.run(
                    connection,
                    """
                    DELETE FROM %s l USING dap_key k
                    WHERE k.wins AND k.old_family = '%s' AND l.event_id = k.event_id
                    """
                            .formatted(landings.nameOf(family), family));
        }
        Sql.run(
                connection,
                """
                INSERT INTO %s (%s)
                SELECT %s FROM dap_copy c
                WHERE c.event_id IS NOT NULL
                    AND c.ctid NOT IN (SELECT row_at FROM dap_key WHERE NOT wins)
                ORDER BY c.event_id
                """
                        .formatted(
                                landings.nameOf(table.family().name()),
                                CopyKey.columns(table, ""),
                                CopyKey.columns(table, "c.")));
        SetAside.forget(connection, "(SELECT event_id FROM dap_key WHERE wins) k");
    }
}
