package dap.catalog;

import dap.model.DataSource;
import dap.model.EventName;
import dap.raw.RejectReason;
import dap.raw.RejectedLine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Which objects were held against their tables: whether the lines are of the types there.
///
/// What an object's lines were rejected for is kept until its table changes. Then objects that are
/// not staged are validated again; of staged ones those whose lines may be taken now.
public final class ValidationCatalog {

    private final Catalog catalog;

    ValidationCatalog(Catalog catalog) {
        this.catalog = catalog;
    }

    /// Events with objects that were not held against their table yet, or whose table may not be
    /// the one against which they were.
    ///
    /// @param deciders what decides an event's table now, as text
    public Set<EventName> toBeValidated(DataSource source, Map<EventName, String> deciders) {
        return catalog.read(handle -> {
            Set<EventName> events = new TreeSet<>();
            handle
                    .createQuery(
                            """
                            SELECT event, validated_for, EXISTS (
                                SELECT 1 FROM raw_object o INDEXED BY raw_object_unvalidated
                                WHERE o.source = t.source AND o.event = t.event
                                AND validated = 0 AND stage_file_id IS NULL) AS unvalidated
                            FROM raw_table t WHERE source = ?\
                            """)
                    .bind(0, source.name())
                    .map((row, _) ->
                            new Known(
                                    new EventName(row.getString("event")),
                                    row.getString("validated_for"),
                                    row.getBoolean("unvalidated")))
                    .stream()
                    .filter(validated -> validated.isStale(deciders))
                    .forEach(validated -> events.add(validated.event()));
            return events;
        });
    }

    private record Known(EventName event, String validatedFor, boolean unvalidated) {
        boolean isStale(Map<EventName, String> deciders) {
            String now = deciders.get(event);
            return now != null && (unvalidated || !now.equals(validatedFor));
        }
    }

    /// Begins to hold an event's objects against a table: if it is another than before, all that
    /// are not staged, and [#returning] ones of those that are.
    ///
    /// @param decider what decides the table now
    /// @param table the table as text: its types, and the statements that take them
    /// @return those to be validated: see [#record]
    public List<RawObject> begin(DataSource source, EventName event, String decider, String table) {
        catalog.write(handle -> {
            handle.execute(
                    "UPDATE raw_table SET validated_for = ? WHERE source = ? AND event = ?",
                    decider,
                    source.name(),
                    event.name());
            int changed =
                    handle.execute(
                            """
                            UPDATE raw_table SET validated_by = ?
                            WHERE source = ? AND event = ? AND validated_by <> ?\
                            """,
                            table,
                            source.name(),
                            event.name(),
                            table);
            if (changed > 0) {
                handle.execute(
                        """
                        UPDATE raw_object SET validated = 0
                        WHERE source = ? AND event = ? AND (stage_file_id IS NULL
                            OR (rejected > 0 AND EXISTS (SELECT 1 FROM raw_reject r
                                WHERE r.object_id = raw_object.object_id
                                AND r.reason IN (?, ?))))\
                        """,
                        source.name(),
                        event.name(),
                        RejectReason.TYPE.code(),
                        RejectReason.STATEMENT.code());
            }
        });
        return RawCatalog.rawObjects(
                catalog,
                source,
                event,
                RawCatalog.UNSTAGED + "AND validated = 0 " + RawCatalog.IN_ORDER);
    }

    /// Staged objects with rejected lines that may be taken now: until they were looked at, see
    /// [#stay], or their days were restaged.
    public List<RawObject> returning(DataSource source, EventName event) {
        return RawCatalog.rawObjects(
                catalog,
                source,
                event,
                RawCatalog.RETURNING + "AND validated = 0 " + RawCatalog.IN_ORDER);
    }

    /// Of these, objects whose lines are still rejected.
    public void stay(Collection<Long> objectIds) {
        catalog.write(handle -> {
            try (PreparedBatch batch =
                    handle.prepareBatch(
                            "UPDATE raw_object SET validated = 1 WHERE object_id = ?")) {
                objectIds.forEach(id -> batch.bind(0, id).add());
                int[] _ = batch.execute();
            }
        });
    }

    /// What became of an object that was held against its table.
    ///
    /// @param rejects all rejected lines, in place of those known so far; absent: these stay
    public record Validated(long objectId, Optional<List<RejectedLine>> rejects, long coerced) {}

    /// Records what became of objects, all at once.
    public void record(List<Validated> validated) {
        catalog.write(handle -> {
            for (Validated one : validated) {
                long id = one.objectId();
                handle.execute(
                        "UPDATE raw_object SET validated = 1, coerced = ? WHERE object_id = ?",
                        one.coerced(),
                        id);
                one.rejects()
                        .ifPresent(rejects -> RawStatements.replaceRejects(handle, id, rejects));
            }
        });
    }
}
