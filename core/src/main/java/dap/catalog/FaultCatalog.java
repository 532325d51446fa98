package dap.catalog;

import dap.catalog.DayFolder.EventDay;
import dap.model.DataSource;
import dap.model.EventName;
import dap.store.FileMark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// RAW objects that are not as they should be, and what was decided about them.
public final class FaultCatalog {

    private static final String ALL =
            """
            SELECT f.event, f.arrival_day, f.key, f.state, f.detail,
                coalesce(o.lines - o.rejected, 0) AS good, o.stage_file_id IS NOT NULL AS staged
            FROM raw_fault f LEFT JOIN raw_object o ON o.key = f.key
            WHERE f.source = :source AND coalesce(o.forgotten, 0) = 0
            UNION ALL
            SELECT event, arrival_day, key,
                CASE broken WHEN 'truncated-gzip' THEN 'cut-off' ELSE 'damaged' END, '',
                lines - rejected, 0
            FROM raw_object o INDEXED BY raw_object_broken
            WHERE source = :source AND stage_file_id IS NULL AND broken <> ''
            AND NOT EXISTS (SELECT 1 FROM raw_fault f WHERE f.source = o.source
                AND f.event = o.event AND f.key = o.key)
            """;

    private final Catalog catalog;

    FaultCatalog(Catalog catalog) {
        this.catalog = catalog;
    }

    /// All of a source, in the order of days and keys.
    public List<RawFault> all(DataSource source) {
        return catalog.read(handle ->
                handle.createQuery("SELECT * FROM (" + ALL + ") ORDER BY arrival_day, event, key")
                        .bind("source", source.name())
                        .map((row, _) -> fault(source, row))
                        .list());
    }

    /// Those of an event.
    public List<RawFault> of(DataSource source, EventName event) {
        return catalog.read(handle ->
                handle.createQuery(
                                "SELECT * FROM ("
                                        + ALL
                                        + ") WHERE event = :event ORDER BY arrival_day, key")
                        .bind("source", source.name())
                        .bind("event", event.name())
                        .map((row, _) -> fault(source, row))
                        .list());
    }

    private static RawFault fault(DataSource source, ResultSet row) throws SQLException {
        String day = row.getString("arrival_day");
        return new RawFault(
                source,
                new EventName(row.getString("event")),
                day.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(day)),
                row.getString("key"),
                RawFault.State.ofText(row.getString("state")),
                row.getString("detail"),
                row.getLong("good"),
                row.getBoolean("staged"));
    }

    /// Days that have any: their folders are listed by every run.
    public Set<EventDay> days(DataSource source) {
        Set<EventDay> days = new HashSet<>();
        for (RawFault fault : all(source)) {
            fault.arrivalDay().ifPresent(day -> days.add(new EventDay(fault.event(), day)));
        }
        return days;
    }

    /// Days of which objects are expected to be in RAW.
    public Set<EventDay> expectedDays(DataSource source) {
        return catalog.read(handle ->
                new HashSet<>(
                        handle.createQuery(
                                        """
                                        SELECT DISTINCT event, arrival_day
                                        FROM raw_object INDEXED BY raw_object_expected
                                        WHERE source = ? AND forgotten = 0\
                                        """)
                                .bind(0, source.name())
                                .map((row, _) ->
                                        new EventDay(
                                                new EventName(row.getString("event")),
                                                IsoText.day(row.getString("arrival_day"))))
                                .list()));
    }

    /// What a look found, in the place of what earlier ones did.
    ///
    /// @param days the days that were looked through
    /// @param folders events whose folders above those of days were
    public void replace(
            DataSource source,
            Collection<EventDay> days,
            Collection<EventName> folders,
            List<RawFault> found,
            Instant foundAt) {
        catalog.write(handle -> {
            try (PreparedBatch batch =
                    handle.prepareBatch(
                            "DELETE FROM raw_fault WHERE source = ? AND event = ? AND arrival_day = ?")) {
                days.forEach(day ->
                        batch.add(source.name(), day.event().name(), day.arrivalDay().toString()));
                folders.forEach(event -> batch.add(source.name(), event.name(), ""));
                if (batch.size() > 0) {
                    int[] _ = batch.execute();
                }
            }
            insert(handle, found, foundAt);
        });
    }

    /// What a look at single objects found; those in `sound` have no fault any more. Their folders
    /// are listed by the next run.
    public void note(
            DataSource source, List<KnownObject> sound, List<RawFault> found, Instant foundAt) {
        catalog.write(handle -> {
            for (KnownObject object : sound) {
                handle.execute(
                        "DELETE FROM raw_fault WHERE source = ? AND event = ? AND key = ?",
                        source.name(),
                        object.event().name(),
                        object.key());
            }
            insert(handle, found, foundAt);
        });
    }

    private static void insert(Handle handle, List<RawFault> found, Instant foundAt) {
        for (RawFault fault : found) {
            handle.execute(
                    "INSERT OR REPLACE INTO raw_fault VALUES (?, ?, ?, ?, ?, ?, ?)",
                    fault.source().name(),
                    fault.event().name(),
                    fault.arrivalDay().map(LocalDate::toString).orElse(""),
                    fault.key(),
                    fault.state().text(),
                    fault.detail(),
                    foundAt.toString());
        }
    }

    /// How files of objects that hold what they held look now.
    public void mark(Map<Long, FileMark> marks) {
        if (!marks.isEmpty()) {
            catalog.write(handle -> marks.forEach((id, mark) -> mark(handle, id, mark)));
        }
    }

    static void mark(Handle handle, long objectId, FileMark mark) {
        handle.execute(
                "UPDATE raw_object SET modified_at = ?, change_mark = ?, forgotten = 0 WHERE object_id = ?",
                mark.modifiedAt().toString(),
                mark.change(),
                objectId);
    }

    /// The object is to be read again by the next crawl, whatever its file looks like.
    public void distrust(Collection<Long> objectIds) {
        if (objectIds.isEmpty()) {
            return;
        }
        catalog.write(handle ->
                objectIds.forEach(id ->
                        handle.execute(
                                "UPDATE raw_object SET modified_at = ? WHERE object_id = ? AND stage_file_id IS NULL",
                                Instant.EPOCH.toString(),
                                id)));
    }

    /// The object has another name now, in the folder where it was.
    public void rename(long objectId, CrawledObject found) {
        catalog.write(handle -> {
            handle.execute(
                    "DELETE FROM raw_fault WHERE key = (SELECT key FROM raw_object WHERE object_id = ?)",
                    objectId);
            handle.execute(
                    "UPDATE raw_object SET key = ?, modified_at = ?, change_mark = ?, forgotten = 0 WHERE object_id = ?",
                    found.key(),
                    found.mark().modifiedAt().toString(),
                    found.mark().change(),
                    objectId);
        });
    }

    // ---- decisions

    /// Objects whose end is missing are staged as they are.
    public void accept(Collection<RawFault> faults) {
        catalog.write(handle ->
                faults.forEach(fault ->
                        handle.execute(
                                "UPDATE raw_object SET broken = '' WHERE source = ? AND key = ?",
                                fault.source().name(),
                                fault.key())));
    }

    /// Objects are gone for good. What was staged of them stays; of the others nothing is known any
    /// more.
    public void forget(Collection<RawFault> faults) {
        catalog.write(handle -> {
            for (RawFault fault : faults) {
                String source = fault.source().name();
                handle.execute(
                        """
                        DELETE FROM raw_reject WHERE object_id IN (SELECT object_id FROM raw_object
                            WHERE source = ? AND key = ? AND stage_file_id IS NULL)\
                        """,
                        source,
                        fault.key());
                handle.execute(
                        "DELETE FROM raw_object WHERE source = ? AND key = ? AND stage_file_id IS NULL",
                        source,
                        fault.key());
                handle.execute(
                        "UPDATE raw_object SET forgotten = 1 WHERE source = ? AND key = ?",
                        source,
                        fault.key());
                handle.execute(
                        "DELETE FROM raw_fault WHERE source = ? AND key = ?", source, fault.key());
            }
        });
    }

    /// Objects that nobody should have taken for one: they were never staged.
    public void drop(Collection<KnownObject> objects) {
        catalog.write(handle -> {
            for (KnownObject object : objects) {
                handle.execute("DELETE FROM raw_reject WHERE object_id = ?", object.id());
                handle.execute(
                        "DELETE FROM raw_object WHERE object_id = ? AND stage_file_id IS NULL",
                        object.id());
            }
        });
    }
}
