package dap.warehouse.postgres;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.FamilyName;
import dap.warehouse.LandingTable;
import dap.warehouse.RefusedRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Calls a procedure; where rows of the landing table make it fail, finds them by halving, sets
/// them aside in `dap.refused_row`, and calls it for the others.
///
/// Every trial is undone: what stays is one call over all of the rows that are left. Where it fails
/// for other reasons than single rows, nothing is set aside and the first error stands.
///
/// @param landing the landing table's name
/// @param max how many rows may be set aside
/// @param refusal an error in our words
record SetAside(
        Connection connection,
        LandingTable table,
        String landing,
        int max,
        Call call,
        Function<SQLException, DapException> refusal) {

    /// Calls the procedure, with batch control as it must find it.
    @FunctionalInterface
    interface Call {
        void run() throws SQLException;
    }

    /// A row that fails alone, by its number among the trial's rows, and how.
    private record Found(long number, SQLException error) {}

    /// @return how many rows were set aside
    long run() throws SQLException {
        Optional<SQLException> error = failure();
        if (error.isEmpty()) {
            return 0;
        }
        if (!isOfData(error.get()) || max == 0) {
            throw refusal.apply(error.get());
        }
        return setAside(error.get());
    }

    /// Data exceptions and constraints: what a row may be the reason of.
    private static boolean isOfData(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith("22") || state.startsWith("23");
    }

    /// Calls the procedure; undone if it fails.
    private Optional<SQLException> failure() throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            call.run();
            connection.releaseSavepoint(before);
            return Optional.empty();
        } catch (SQLException e) {
            if (Refusal.isConnectionLost(e)) {
                throw refusal.apply(e);
            }
            undo(before);
            return Optional.of(e);
        }
    }

    private void undo(Savepoint before) throws SQLException {
        connection.rollback(before);
        connection.releaseSavepoint(before);
    }

    private long setAside(SQLException first) throws SQLException {
        Sql.run(
                connection,
                "CREATE TEMP TABLE dap_trial ON COMMIT DROP AS SELECT row_number() OVER (ORDER BY l.event_id) AS dap_row, l.* FROM %s l"
                        .formatted(landing));
        long rows = Sql.number(connection, "SELECT count(*) FROM dap_trial");
        List<Found> found = new ArrayList<>();
        if (trial(1, 0) == null) {
            search(1, rows, first, found);
        }
        if (found.isEmpty() || found.size() > max) {
            throw tooMany(first, found);
        }
        for (Found row : found) {
            setAside(row);
        }
        Sql.run(connection, "DROP TABLE dap_trial");
        Optional<SQLException> still = failure();
        if (still.isPresent()) {
            throw refusal.apply(still.get());
        }
        return found.size();
    }

    /// Looks for rows that fail alone among those of these numbers, which fail together.
    private void search(long from, long to, SQLException error, List<Found> found)
            throws SQLException {
        if (found.size() > max) {
            return;
        }
        if (from == to) {
            found.add(new Found(from, error));
            return;
        }
        long middle = from + (to - from) / 2;
        SQLException left = trial(from, middle);
        if (left != null) {
            search(from, middle, left, found);
        }
        SQLException right = trial(middle + 1, to);
        if (right != null) {
            search(middle + 1, to, right, found);
        }
    }

    /// How the procedure fails over these rows alone; null where it does not. Undone in any case.
    private @Nullable SQLException trial(long from, long to) throws SQLException {
        Savepoint before = connection.setSavepoint();
        String columns = CopyKey.columns(table, "");
        Sql.run(connection, "DELETE FROM " + landing);
        Sql.run(
                connection,
                "INSERT INTO %s (%s) SELECT %s FROM dap_trial WHERE dap_row BETWEEN %d AND %d"
                        .formatted(landing, columns, columns, from, to));
        SQLException error = failure().orElse(null);
        undo(before);
        if (error != null && !isOfData(error)) {
            throw refusal.apply(error);
        }
        return error;
    }

    private void setAside(Found row) throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO dap.refused_row (event_id, family, reason, landed)
                SELECT t.event_id, ?, ?, to_jsonb(t) - 'dap_row' FROM dap_trial t WHERE t.dap_row = ?
                ON CONFLICT (event_id) DO UPDATE SET family = excluded.family,
                    reason = excluded.reason, landed = excluded.landed, refused_at = now()
                """,
                table.family().name(),
                refusal.apply(row.error()).problem(),
                row.number());
        Sql.update(
                connection,
                "DELETE FROM %s l USING dap_trial t WHERE t.dap_row = ? AND l.event_id = t.event_id"
                        .formatted(landing),
                row.number());
    }

    private DapException tooMany(SQLException first, List<Found> found) throws SQLException {
        DapException error = refusal.apply(first);
        if (found.isEmpty()) {
            return error;
        }
        String example =
                Sql.text(
                        connection,
                        "SELECT event_id FROM dap_trial WHERE dap_row = ? AND event_id ~ '^[A-Za-z0-9_.-]{1,100}$'",
                        found.getFirst().number());
        return new DapException(
                ErrorCode.WAREHOUSE_REFUSED,
                error.problem()
                        + " More than %d rows fail so%s."
                                .formatted(
                                        max,
                                        example.isEmpty()
                                                ? ""
                                                : ", among them event_id " + example),
                "Fix the procedure and run again; warehouse.max-refused-rows says how many may be set aside.",
                error.getCause());
    }

    /// Puts what was set aside of a family back into its landing table.
    static void bringBack(Connection connection, LandingTable table, String landing)
            throws SQLException {
        Sql.update(
                connection,
                """
                WITH back AS (DELETE FROM dap.refused_row WHERE family = ? RETURNING landed)
                INSERT INTO %s SELECT r.* FROM back, jsonb_populate_record(NULL::%s, back.landed) r
                """
                        .formatted(landing, landing),
                table.family().name());
    }

    /// Of events of which another copy became the current version, or that are given up.
    static void forget(Connection connection, String events) throws SQLException {
        Sql.run(
                connection,
                "DELETE FROM dap.refused_row r USING %s WHERE r.event_id = k.event_id"
                        .formatted(events));
    }

    static List<RefusedRows> list(Connection connection, String lakeId) throws SQLException {
        String sql =
                """
                SELECT r.family, f.event, r.reason, count(*),
                    min(r.event_id) FILTER (WHERE r.event_id ~ '^[A-Za-z0-9_.-]{1,100}$')
                FROM dap.refused_row r
                JOIN dap.current_version w ON %s
                JOIN dap.conformed_file f ON f.file_no = w.file_no
                WHERE f.lake_id = ?
                GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                """
                        .formatted(CurrentVersions.isOf("w", "r"));
        List<RefusedRows> refused = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Sql.bind(statement, lakeId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    refused.add(
                            new RefusedRows(
                                    new FamilyName(rows.getString(1)),
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getLong(4),
                                    Optional.ofNullable(rows.getString(5))));
                }
            }
        }
        return refused;
    }
}
