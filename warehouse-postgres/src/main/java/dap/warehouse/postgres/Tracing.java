package dap.warehouse.postgres;

import dap.model.FamilyName;
import dap.warehouse.EventTrace;
import dap.warehouse.EventTrace.Copy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Follows one event through the warehouse, by indexes alone.
record Tracing(LandingTables landings, FactTables facts, CopyOrder order) {

    private static final String COPIES =
            """
            SELECT f.file, f.event, f.arrival_day, c.ts, c.hash, c.is_current
            FROM (
                SELECT ts, hash, file_no, true AS is_current FROM dap.current_version
                WHERE hashtextextended(event_id, 0) = hashtextextended(?, 0) AND event_id = ?
                UNION ALL
                SELECT ts, hash, file_no, false FROM dap.superseded_duplicate WHERE event_id = ?
            ) c
            JOIN dap.conformed_file f USING (file_no)
            WHERE f.lake_id = ?
            """;

    EventTrace trace(Connection connection, String lakeId, String eventId) throws SQLException {
        List<String> holding = new ArrayList<>();
        for (String table : facts.find(connection)) {
            if (holds(connection, table, eventId)) {
                holding.add(table);
            }
        }
        List<FamilyName> landed = new ArrayList<>();
        for (String family : landings.families(connection)) {
            if (holds(connection, landings.nameOf(family), eventId)) {
                landed.add(new FamilyName(family));
            }
        }
        Optional<String> refused =
                Sql.texts(
                                connection,
                                "SELECT reason FROM dap.refused_row WHERE event_id = ?",
                                eventId)
                        .stream()
                        .findFirst();
        return new EventTrace(
                copies(connection, lakeId, eventId),
                order == CopyOrder.FIRST,
                holding,
                landed,
                refused);
    }

    private static boolean holds(Connection connection, String table, String eventId)
            throws SQLException {
        return Sql.number(
                        connection,
                        "SELECT count(*) FROM %s WHERE event_id = ?".formatted(table),
                        eventId)
                > 0;
    }

    private static List<Copy> copies(Connection connection, String lakeId, String eventId)
            throws SQLException {
        List<Copy> copies = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COPIES)) {
            Sql.bind(statement, eventId, eventId, eventId, lakeId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    copies.add(
                            new Copy(
                                    rows.getString(1),
                                    rows.getString(2),
                                    rows.getObject(3, LocalDate.class),
                                    rows.getLong(4),
                                    rows.getLong(5),
                                    rows.getBoolean(6)));
                }
            }
        }
        return copies;
    }
}
