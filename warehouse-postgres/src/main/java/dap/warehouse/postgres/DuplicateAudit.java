package dap.warehouse.postgres;

import dap.warehouse.LandingTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// Keeps the families' audit tables of duplicates, where the project has them.
///
/// A procedure cannot: it sees one row per event_id, the current version. The table says, for each
/// event that came more than once, how many copies were superseded; what [CurrentVersions] booked
/// of each is in `dap.superseded_duplicate`.
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

    /// Events that lost their current version to a backfill are counted again; those whose current
    /// version is of another family now are counted there.
    ///
    /// To be called after the procedures: others' delete what they find of the batch's events.
    static void write(Connection connection, List<BatchPart> parts) throws SQLException {
        Sql.run(
                connection,
                """
                CREATE TEMP TABLE dap_duplicate ON COMMIT DROP AS
                SELECT DISTINCT event_id FROM dap_key WHERE copy_rank > 1
                UNION SELECT event_id FROM dap_key WHERE NOT is_current OR old_file_no IS NOT NULL
                UNION SELECT event_id FROM dap_gone
                """);
        for (String family :
                Sql.texts(
                        connection,
                        "SELECT family FROM dap_key UNION SELECT old_family FROM dap_key UNION SELECT family FROM dap_gone")) {
            if (isKept(connection, family)) {
                Sql.run(
                        connection,
                        "DELETE FROM %s a USING dap_duplicate d WHERE a.event_id = d.event_id"
                                .formatted(nameOf(family)));
            }
        }
        for (BatchPart part : parts) {
            if (isKept(connection, part.family())) {
                write(connection, part);
            }
        }
    }

    private static String nameOf(String family) {
        return "audit." + tableOf(family);
    }

    private static String tableOf(String family) {
        return "err_duplicate_event_id_" + family + "_1";
    }

    private static boolean isKept(Connection connection, String family) throws SQLException {
        return Sql.texts(
                        connection,
                        """
                        SELECT column_name::text FROM information_schema.columns
                        WHERE table_schema = 'audit' AND table_name = left(?, 63)
                        """,
                        tableOf(family))
                .containsAll(COLUMNS);
    }

    private static void write(Connection connection, BatchPart part) throws SQLException {
        Sql.run(
                connection,
                """
                INSERT INTO %s (product_family, total_duplicate_event_count_minus_one, event_name,
                    event_id, timestamp_formatted, created_by, created_datetime)
                SELECT '%s', (SELECT count(*) FROM dap.superseded_duplicate l WHERE l.event_id = d.event_id),
                    f.event, d.event_id, %s, current_user, current_date
                FROM dap_duplicate d
                JOIN dap_key k ON k.event_id = d.event_id AND k.copy_rank = 1 AND k.part = %d
                JOIN %s c ON c.ctid = k.row_at
                JOIN dap_file f ON f.id = c.dap_file
                WHERE EXISTS (SELECT FROM dap.superseded_duplicate l WHERE l.event_id = d.event_id)
                """
                        .formatted(
                                nameOf(part.family()),
                                part.family(),
                                timestampText(part.table()),
                                part.number(),
                                part.copies()));
    }

    private static String timestampText(LandingTable table) {
        boolean has =
                table.columns().stream()
                        .anyMatch(column -> column.hiveName().equals("timestamp_formatted"));
        return has ? "left(c.timestamp_formatted, 100)" : "NULL";
    }
}
