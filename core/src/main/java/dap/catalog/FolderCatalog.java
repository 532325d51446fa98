package dap.catalog;

import dap.catalog.DayFolder.EventDay;
import dap.model.DataSource;
import dap.model.EventName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/// Which folders of RAW were listed whole and found unchanged, so that a run need not list them
/// again.
public final class FolderCatalog {

    private final Catalog catalog;

    FolderCatalog(Catalog catalog) {
        this.catalog = catalog;
    }

    /// The times of folders that were found unchanged.
    ///
    /// @param only the events wanted; empty: all
    /// @param listedSince those that were last listed before are left out
    public Map<EventDay, Instant> unchanged(
            DataSource source, Set<EventName> only, Instant listedSince) {
        return catalog.read(handle -> {
            Map<EventDay, Instant> unchanged = new HashMap<>();
            String sql =
                    """
                    SELECT event, arrival_day, modified_at FROM raw_folder
                    WHERE source = :source AND listed_at >= :since\
                    """;
            Query query =
                    only.isEmpty()
                            ? handle.createQuery(sql)
                            : handle.createQuery(
                                            sql
                                                    + " AND event IN (SELECT value FROM json_each(:events))")
                                    .bind("events", names(only));
            query.bind("source", source.name())
                    .bind("since", listedSince.toString())
                    .map((row, _) -> folder(row))
                    .forEach(folder -> unchanged.put(folder.day(), folder.modifiedAt()));
            return unchanged;
        });
    }

    private static String names(Set<EventName> events) {
        return events.stream()
                .map(event -> "\"" + event.name() + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static DayFolder folder(ResultSet row) throws SQLException {
        return new DayFolder(
                new EventName(row.getString("event")),
                IsoText.day(row.getString("arrival_day")),
                IsoText.instant(row.getString("modified_at")));
    }

    /// Days with objects that no STAGE file holds.
    public Set<EventDay> unstagedDays(DataSource source) {
        return catalog.read(handle ->
                new HashSet<>(
                        handle.createQuery(
                                        """
                                        SELECT DISTINCT event, arrival_day
                                        FROM raw_object INDEXED BY raw_object_unstaged
                                        WHERE source = ? AND stage_file_id IS NULL\
                                        """)
                                .bind(0, source.name())
                                .map((row, _) ->
                                        new EventDay(
                                                new EventName(row.getString("event")),
                                                IsoText.day(row.getString("arrival_day"))))
                                .list()));
    }

    /// Remembers folders as unchanged, all at once.
    public void remember(DataSource source, Collection<DayFolder> folders, Instant listedAt) {
        if (folders.isEmpty()) {
            return;
        }
        catalog.write(handle -> {
            try (PreparedBatch batch =
                    handle.prepareBatch(
                            "INSERT OR REPLACE INTO raw_folder VALUES (?, ?, ?, ?, ?)")) {
                for (DayFolder folder : folders) {
                    batch.add(
                            source.name(),
                            folder.event().name(),
                            folder.arrivalDay().toString(),
                            folder.modifiedAt().toString(),
                            listedAt.toString());
                }
                int[] _ = batch.execute();
            }
        });
    }
}
