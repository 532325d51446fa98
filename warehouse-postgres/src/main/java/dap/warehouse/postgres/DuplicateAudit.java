package dap.warehouse.postgres;

import dap.warehouse.LandingTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// Keeps the family's audit table of duplicates, where the project has one.
///
/// A procedure cannot: it sees one row per event_id, the winner. The table says, for each event
/// that came more than once, how many copies lost; what [Winners] booked of each is in
/// `dap.lesser_copy`.
final class DuplicateAudit {

    private static final Set<String> COLUMNS =
            Set.of(
                    "product_family",
                    "total_duplicate_event_count_minus_one",
                    "event_name",
                    "event_id",
                    "timestamp_formatted",
                    "created_by",
                    "created_datetime");

    private DuplicateAudit() {}

    /// Events that lost their winner to a backfill are counted anew.
    ///
    /// To be called after the procedure: others' delete what they find of the batch's events.
    static void write(Connection connection, LandingTable table) throws SQLException {
        String family = table.family().name();
        String name = "err_duplicate_event_id_" + family + "_1";
        List<String> columns =
                Sql.texts(
                        connection,
                        """
                        SELECT column_name::text FROM information_schema.columns
                        WHERE table_schema = 'audit' AND table_name = left('%s', 63)
                        """
                                .formatted(name));
        if (!columns.containsAll(COLUMNS)) {
            return;
        }
        String audit = "audit." + name;
        Sql.run(
                connection,
                """
                CREATE TEMP TABLE dap_duplicate ON COMMIT DROP AS
                SELECT DISTINCT event_id FROM dap_key WHERE place > 1
                UNION SELECT event_id FROM dap_key WHERE NOT wins OR old_file_no IS NOT NULL
                UNION SELECT event_id FROM dap_gone
                """);
        Sql.run(
                connection,
                "DELETE FROM %s a USING dap_duplicate d WHERE a.event_id = d.event_id"
                        .formatted(audit));
        Sql.run(
                connection,
                """
                INSERT INTO %s (product_family, total_duplicate_event_count_minus_one, event_name,
                    event_id, timestamp_formatted, created_by, created_datetime)
                SELECT '%s', (SELECT count(*) FROM dap.lesser_copy l WHERE l.event_id = d.event_id),
                    f.event, d.event_id, %s, current_user, current_date
                FROM dap_duplicate d
                JOIN dap_key k ON k.event_id = d.event_id AND k.place = 1
                JOIN dap_copy c ON c.ctid = k.row_at
                JOIN dap_file f ON f.id = c.dap_file
                WHERE EXISTS (SELECT FROM dap.lesser_copy l WHERE l.event_id = d.event_id)
                """
                        .formatted(audit, family, timestampText(table)));
    }

    private static String timestampText(LandingTable table) {
        boolean has =
                table.columns().stream()
                        .anyMatch(column -> column.hiveName().equals("timestamp_formatted"));
        return has ? "left(c.timestamp_formatted, 100)" : "NULL";
    }
}
