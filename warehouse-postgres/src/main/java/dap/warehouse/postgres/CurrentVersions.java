package dap.warehouse.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// Chooses the current version of each event: among the rows of the batch, and against that of
/// earlier batches. [CopyOrder] says which is the greater; any order of batches comes to the same.
///
/// A row without event_id cannot be known again: it is entered under a name of its own and never
/// lands, so the ledger shows it as lost.
record CurrentVersions(List<BatchPart> parts, CopyOrder order) {

    /// The condition that a current version is that of the event of `other`, so that the index of
    /// current versions is used: it holds hashes in place of ids.
    static String isOf(String current, String other) {
        return "%s = %s AND %s.event_id = %s.event_id"
                .formatted(
                        hashOf(current + ".event_id"), hashOf(other + ".event_id"), current, other);
    }

    /// What the index of current versions is ordered by.
    static String hashOf(String eventId) {
        return "hashtextextended(" + eventId + "::text, 0)";
    }

    /// Makes `dap_key`: a row per copy of the batch, at `row_at` of its `part`, with the earlier
    /// version as `old_…`, its `copy_rank` among those of its event in this batch, and whether it
    /// `is_current`. Only copies of events that came more than once have to be put in order.
    void choose(Connection connection) throws SQLException {
        // OFFSET 0 keeps the planner from reading all current versions instead of looking each up.
        // In
        // the index's order each of its pages is read once.
        Sql.run(
                connection,
                """
                CREATE TEMP TABLE dap_key ON COMMIT DROP AS
                SELECT k.*, 1::bigint AS copy_rank, w.ts AS old_ts, w.hash AS old_hash,
                    w.file_no AS old_file_no, w.family AS old_family,
                    w.event_id IS NULL OR %s AS is_current
                FROM (
                    SELECT c.* FROM (%s) c ORDER BY hashtextextended(c.event_id, 0)
                ) k
                LEFT JOIN LATERAL (
                    SELECT w.*, f.arrival_day, f.family
                    FROM dap.current_version w JOIN dap.conformed_file f ON f.file_no = w.file_no
                    WHERE %s OFFSET 0
                ) w ON true
                """
                        .formatted(
                                order.isBefore("k", "w"),
                                parts.stream()
                                        .map(CurrentVersions::copies)
                                        .collect(Collectors.joining(" UNION ALL ")),
                                isOf("w", "k")));
        Sql.run(
                connection,
                """
                UPDATE dap_key SET copy_rank = o.copy_rank, is_current = dap_key.is_current AND o.copy_rank = 1
                FROM (
                    SELECT part, row_at, row_number() OVER (PARTITION BY event_id
                        ORDER BY %s, part, row_at) AS copy_rank
                    FROM dap_key
                    WHERE event_id IN (
                        SELECT event_id FROM dap_key GROUP BY event_id HAVING count(*) > 1)
                ) o
                WHERE o.row_at = dap_key.row_at AND o.part = dap_key.part
                """
                        .formatted(order.columns()));
    }

    private static String copies(BatchPart part) {
        CopyKey key = new CopyKey(part.table());
        return """
        SELECT f.part, c.ctid AS row_at,
            coalesce(c.event_id::text, 'dap:no-event-id:' || f.file_no || c.ctid) AS event_id,
            %s AS ts, f.arrival_day, %s AS hash, f.file_no, f.family
        FROM %s c JOIN dap_file f ON f.id = c.dap_file
        """
                .formatted(key.timestamp(), key.hash(), part.copies());
    }

    /// Books current versions and superseded duplicates.
    ///
    /// The turn is ours, so whoever had no current version before has none now: such rows are
    /// inserted in the order of the index, which a plain insert fills faster than one that looks
    /// for conflicts.
    ///
    /// @return the number of superseded duplicates
    static long book(Connection connection) throws SQLException {
        long superseded =
                Sql.run(
                        connection,
                        """
                        INSERT INTO dap.superseded_duplicate (event_id, ts, hash, file_no)
                        SELECT event_id, ts, hash, file_no FROM dap_key WHERE NOT is_current
                        UNION ALL
                        SELECT event_id, old_ts, old_hash, old_file_no FROM dap_key
                        WHERE is_current AND old_file_no IS NOT NULL
                        """);
        if (superseded > 0) {
            Sql.run(
                    connection,
                    """
                    UPDATE dap.current_version w SET ts = k.ts, hash = k.hash, file_no = k.file_no
                    FROM dap_key k
                    WHERE k.is_current AND k.old_file_no IS NOT NULL AND %s
                    """
                            .formatted(isOf("w", "k")));
        }
        Sql.run(
                connection,
                """
                INSERT INTO dap.current_version (event_id, ts, hash, file_no)
                SELECT event_id, ts, hash, file_no FROM dap_key
                WHERE is_current AND old_file_no IS NULL ORDER BY hashtextextended(event_id, 0)
                """);
        return superseded;
    }

    /// Puts the current versions into their landing tables, in place of waiting copies that they
    /// supersede, wherever those wait; in the order of their ids, in which a procedure that goes
    /// through them row by row finds and fills a fact's index one page after the other.
    void land(Connection connection, LandingTables landings) throws SQLException {
        List<String> families =
                Sql.texts(
                        connection,
                        "SELECT DISTINCT old_family FROM dap_key WHERE is_current AND old_family IS NOT NULL");
        for (String family : families) {
            Sql.run(
                    connection,
                    """
                    DELETE FROM %s l USING dap_key k
                    WHERE k.is_current AND k.old_family = '%s' AND l.event_id = k.event_id
                    """
                            .formatted(landings.nameOf(family), family));
        }
        for (BatchPart part : parts) {
            land(connection, part, landings.nameOf(part.family()));
        }
        SetAside.forget(connection, "(SELECT event_id FROM dap_key WHERE is_current) k");
    }

    private static void land(Connection connection, BatchPart part, String landing)
            throws SQLException {
        Sql.run(
                connection,
                """
                INSERT INTO %s (%s)
                SELECT %s FROM %s c
                WHERE c.event_id IS NOT NULL
                    AND c.ctid NOT IN (SELECT row_at FROM dap_key WHERE NOT is_current AND part = %d)
                ORDER BY c.event_id
                """
                        .formatted(
                                landing,
                                CopyKey.columns(part.table(), ""),
                                CopyKey.columns(part.table(), "c."),
                                part.copies(),
                                part.number()));
    }

    /// Removes the facts of events whose current version was another family's until now: its
    /// procedure filled columns that this family's may not know.
    static void removeMovedFacts(Connection connection, List<String> tables) throws SQLException {
        Sql.run(
                connection,
                """
                CREATE TEMP TABLE dap_moved ON COMMIT DROP AS
                SELECT k.event_id FROM dap_key k LEFT JOIN dap_gone g ON g.event_id = k.event_id
                WHERE k.is_current AND coalesce(g.family, k.old_family) <> k.family
                """);
        for (String table : tables) {
            Sql.run(
                    connection,
                    "DELETE FROM %s f USING dap_moved m WHERE f.event_id = m.event_id"
                            .formatted(table));
        }
    }
}
