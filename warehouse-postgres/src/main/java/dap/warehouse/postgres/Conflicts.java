package dap.warehouse.postgres;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.FamilyName;
import dap.warehouse.ConflictRows;
import dap.warehouse.postgres.Deployed.Item;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Copies that share an event_id and nothing else need be: of another event, or with another
/// content.
///
/// A copy's content is known by the hash of its mapped columns: see [CopyKey].
final class Conflicts {

    private static final Item ORDER = new Item("order", "copies");

    private Conflicts() {}

    /// Joins the current version of the superseded duplicate `c`, as `w` and its file `wf`.
    static final String CURRENT =
            "LEFT JOIN dap.current_version w ON %s LEFT JOIN dap.conformed_file wf ON wf.file_no = w.file_no"
                    .formatted(CurrentVersions.isOf("w", "c"));

    /// The condition that the superseded duplicate `c`, of file `f`, conflicts with its current
    /// version.
    static final String IS_CONFLICT = "(w.hash <> c.hash OR wf.event <> f.event)";

    static List<ConflictRows> list(Connection connection, String lakeId) throws SQLException {
        String sql =
                """
                SELECT f.family, f.event, f.arrival_day, wf.family, wf.event, wf.arrival_day,
                    count(*), min(c.event_id) FILTER (WHERE c.event_id ~ '^[A-Za-z0-9_.-]{1,100}$')
                FROM dap.superseded_duplicate c JOIN dap.conformed_file f ON f.file_no = c.file_no %s
                WHERE f.lake_id = ? AND %s
                GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 3, 1, 2, 6, 4, 5
                """
                        .formatted(CURRENT, IS_CONFLICT);
        List<ConflictRows> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Sql.bind(statement, lakeId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            new ConflictRows(
                                    new FamilyName(rows.getString(1)),
                                    rows.getString(2),
                                    rows.getObject(3, LocalDate.class),
                                    new FamilyName(rows.getString(4)),
                                    rows.getString(5),
                                    rows.getObject(6, LocalDate.class),
                                    rows.getLong(7),
                                    Optional.ofNullable(rows.getString(8))));
                }
            }
        }
        return found;
    }

    /// Keeps one order for all copies that were ever held against each other.
    ///
    /// @throws DapException `WAREHOUSE_REFUSED` if copies were put in another one
    static void keep(Database database, Deployed before, CopyOrder order) {
        if (before.has(ORDER, order.name())) {
            return;
        }
        boolean isNew = !before.knows(ORDER) && order == CopyOrder.NEWEST;
        database.change(
                Refusal.Subject.named("dap.superseded_duplicate"),
                connection -> {
                    if (!isNew && hasCopies(connection)) {
                        throw new DapException(
                                ErrorCode.WAREHOUSE_REFUSED,
                                "`conflicts` in dap.yml was changed after copies of events had been held against each other.",
                                "Set it back, or rebuild the star by the new one with 'dap rebuild'.");
                    }
                    Deployed.record(connection, ORDER, order.name());
                    return true;
                });
    }

    private static boolean hasCopies(Connection connection) throws SQLException {
        return Sql.number(
                        connection,
                        "SELECT count(*) FROM (SELECT FROM dap.superseded_duplicate LIMIT 1) c")
                > 0;
    }
}
