package dap.warehouse.postgres;

import dap.model.FamilyName;
import dap.warehouse.AccountRow;
import dap.warehouse.RefusedRows;
import dap.warehouse.WaitingRows;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Counts where the events of a lake are: in a fact table, waiting, superseded, or nowhere.
record Accounting(LandingTables landings, FactTables facts) {

    private static final String NOTHING =
            "SELECT NULL::text AS event_id, NULL::text AS family WHERE false";

    /// A current version is looked up in the fact tables, never assumed to be there.
    List<AccountRow> account(Connection connection, String lakeId, Collection<String> without)
            throws SQLException {
        String sql =
                """
                WITH arrived AS (%s), landed AS (%s),
                current AS (
                    SELECT f.event, f.arrival_day,
                        count(*) FILTER (WHERE r.event_id IS NOT NULL) AS refused,
                        count(a.event_id) FILTER (WHERE r.event_id IS NULL) AS facts,
                        count(*) FILTER (WHERE r.event_id IS NULL AND a.event_id IS NULL AND l.event_id IS NOT NULL) AS waiting,
                        count(*) FILTER (WHERE r.event_id IS NULL AND a.event_id IS NULL AND l.event_id IS NULL) AS lost
                    FROM dap.current_version w
                    JOIN dap.conformed_file f USING (file_no)
                    LEFT JOIN arrived a ON a.event_id = w.event_id
                    LEFT JOIN dap.refused_row r ON r.event_id = w.event_id
                    LEFT JOIN landed l ON l.event_id = w.event_id AND l.family = f.family
                    WHERE f.lake_id = ? AND f.file <> ALL(?)
                    GROUP BY f.event, f.arrival_day
                ),
                superseded AS (
                    SELECT f.event, f.arrival_day, count(*) AS duplicates,
                        count(*) FILTER (WHERE %s) AS conflicts
                    FROM dap.superseded_duplicate c JOIN dap.conformed_file f ON f.file_no = c.file_no %s
                    WHERE f.lake_id = ? AND f.file <> ALL(?)
                    GROUP BY f.event, f.arrival_day
                )
                SELECT event, arrival_day, coalesce(facts, 0), coalesce(duplicates, 0),
                    coalesce(waiting, 0), coalesce(lost, 0), %s, coalesce(refused, 0),
                    coalesce(conflicts, 0)
                FROM current FULL JOIN superseded USING (event, arrival_day)
                ORDER BY event, arrival_day
                """
                        .formatted(
                                arrived(connection),
                                landed(connection),
                                Conflicts.IS_CONFLICT,
                                Conflicts.CURRENT,
                                ReferenceTables.isNamed(connection, "event"));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Array files = connection.createArrayOf("text", without.toArray());
            Sql.bind(statement, lakeId, files, lakeId, files);
            try (ResultSet rows = statement.executeQuery()) {
                List<AccountRow> account = new ArrayList<>();
                while (rows.next()) {
                    boolean named = rows.getBoolean(7);
                    long landed = rows.getLong(5);
                    account.add(
                            new AccountRow(
                                    rows.getString(1),
                                    rows.getObject(2, LocalDate.class),
                                    rows.getLong(3),
                                    rows.getLong(4),
                                    named ? landed : 0,
                                    named ? 0 : landed,
                                    rows.getLong(8),
                                    rows.getLong(9),
                                    rows.getLong(6)));
                }
                return account;
            }
        }
    }

    // UNION, without ALL: an event may stand in two fact tables and is still one event.
    private String arrived(Connection connection) throws SQLException {
        List<String> tables = facts.find(connection);
        return tables.isEmpty()
                ? NOTHING
                : tables.stream()
                        .map(table -> "SELECT event_id::text FROM " + table)
                        .collect(Collectors.joining(" UNION "));
    }

    private String landed(Connection connection) throws SQLException {
        List<String> families = landings.families(connection);
        return families.isEmpty()
                ? NOTHING
                : families.stream()
                        .map(family ->
                                "SELECT event_id::text, '%s'::text AS family FROM %s"
                                        .formatted(family, landings.nameOf(family)))
                        .collect(Collectors.joining(" UNION "));
    }

    /// Families with landed rows of the lake.
    List<WaitingRows> waiting(Connection connection, String lakeId) throws SQLException {
        Map<String, Long> refused = new TreeMap<>();
        for (RefusedRows rows : SetAside.list(connection, lakeId)) {
            refused.merge(rows.family().name(), rows.rows(), Long::sum);
        }
        Set<String> families = new TreeSet<>(familiesWithRows(connection));
        families.addAll(refused.keySet());
        if (families.isEmpty()) {
            return List.of();
        }
        List<WaitingRows> waiting = new ArrayList<>();
        String named = ReferenceTables.isNamed(connection, "w.event");
        for (String family : families) {
            waiting(connection, lakeId, family, named, refused.getOrDefault(family, 0L))
                    .ifPresent(waiting::add);
        }
        return waiting;
    }

    /// Most have none: one look tells.
    private List<String> familiesWithRows(Connection connection) throws SQLException {
        List<String> families = landings.families(connection);
        return families.isEmpty()
                ? List.of()
                : Sql.texts(
                        connection,
                        families.stream()
                                .map(family ->
                                        "SELECT '%s' WHERE EXISTS (SELECT FROM %s)"
                                                .formatted(family, landings.nameOf(family)))
                                .collect(Collectors.joining(" UNION ALL ")));
    }

    private Optional<WaitingRows> waiting(
            Connection connection, String lakeId, String family, String named, long refused)
            throws SQLException {
        String sql =
                """
                SELECT w.event, w.rows, w.example, %s
                FROM (
                    SELECT f.event, count(*) AS rows,
                        min(l.event_id) FILTER (WHERE l.event_id ~ '^[A-Za-z0-9_.-]{1,100}$') AS example
                    FROM %s l
                    JOIN dap.current_version w ON %s
                    JOIN dap.conformed_file f ON f.file_no = w.file_no
                    WHERE f.lake_id = ?
                    GROUP BY f.event
                ) w
                """
                        .formatted(named, landings.nameOf(family), CurrentVersions.isOf("w", "l"));
        long all = 0;
        Map<String, Long> unreferenced = new TreeMap<>();
        Optional<String> example = Optional.empty();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Sql.bind(statement, lakeId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all += rows.getLong(2);
                    if (rows.getBoolean(4)) {
                        example =
                                example.isPresent()
                                        ? example
                                        : Optional.ofNullable(rows.getString(3));
                    } else {
                        unreferenced.put(rows.getString(1), rows.getLong(2));
                    }
                }
            }
        }
        return all + refused == 0
                ? Optional.empty()
                : Optional.of(
                        new WaitingRows(
                                new FamilyName(family), all, refused, unreferenced, example));
    }
}
