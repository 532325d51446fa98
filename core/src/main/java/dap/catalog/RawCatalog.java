package dap.catalog;

import dap.model.DataSource;
import dap.model.EventName;
import dap.raw.RejectedLine;
import dap.raw.SchemaTree;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// RAW as the catalog knows it: objects, their lines and rejects, tables, ingests.
///
/// Each method is one transaction.
public final class RawCatalog {

    private final Catalog catalog;

    RawCatalog(Catalog catalog) {
        this.catalog = catalog;
    }

    // ---- objects

    /// All objects of a source, by key; those of ingests that are not yet published too.
    public Map<String, KnownObject> knownObjects(DataSource source) {
        return byKey(
                catalog.read(handle ->
                        handle.createQuery(KNOWN_OBJECTS)
                                .bind("source", source.name())
                                .map((row, _) -> RawRows.knownObject(row))
                                .list()));
    }

    /// The objects of one event, by key.
    public Map<String, KnownObject> knownObjects(DataSource source, EventName event) {
        return byKey(
                catalog.read(handle ->
                        handle.createQuery(KNOWN_OBJECTS + " AND event = :event")
                                .bind("source", source.name())
                                .bind("event", event.name())
                                .map((row, _) -> RawRows.knownObject(row))
                                .list()));
    }

    /// The objects of one event that arrived on `days`, by key.
    public Map<String, KnownObject> knownObjects(
            DataSource source, EventName event, Collection<LocalDate> days) {
        String array =
                days.stream()
                        .map(day -> "\"" + day + "\"")
                        .collect(Collectors.joining(",", "[", "]"));
        return byKey(
                catalog.read(handle ->
                        handle.createQuery(
                                        KNOWN_OBJECTS
                                                + """
                                                 AND event = :event AND arrival_day IN
                                                (SELECT value FROM json_each(:days))\
                                                """)
                                .bind("source", source.name())
                                .bind("event", event.name())
                                .bind("days", array)
                                .map((row, _) -> RawRows.knownObject(row))
                                .list()));
    }

    /// Which folders need no listing.
    public FolderCatalog folders() {
        return new FolderCatalog(catalog);
    }

    private static final String KNOWN_OBJECTS =
            """
            SELECT object_id, event, arrival_day, key, bytes, modified_at, change_mark, sha256,
                stage_file_id, forgotten,
                NOT EXISTS (SELECT 1 FROM ingest i
                    WHERE i.ingest_id = o.ingest_id AND i.published = 0) AS published
            FROM raw_object o WHERE source = :source\
            """;

    private static Map<String, KnownObject> byKey(List<KnownObject> objects) {
        return objects.stream().collect(Collectors.toMap(KnownObject::key, object -> object));
    }

    /// Records objects that were read, all or none. One that is known and not staged is replaced;
    /// the tables of their events widen by what they show.
    public void record(List<CrawledObject> objects, Instant crawledAt) {
        catalog.write(handle -> RawStatements.insertObjects(handle, objects, crawledAt, null));
    }

    /// Objects that are not as they should be.
    public FaultCatalog faults() {
        return new FaultCatalog(catalog);
    }

    /// Objects of an event that no STAGE file holds and whose files are in their places, whole and
    /// readable as far as is known, in the order of days and keys.
    public List<RawObject> unstaged(DataSource source, EventName event) {
        return rawObjects(source, event, UNSTAGED + IN_ORDER);
    }

    /// Of these the ones that were known by an instant: crawled or ingested before it, to the
    /// millisecond.
    public List<RawObject> unstaged(DataSource source, EventName event, Instant knownBy) {
        return rawObjects(
                source,
                event,
                UNSTAGED
                        + "AND julianday(crawled_at) <= julianday('%s') ".formatted(knownBy)
                        + IN_ORDER);
    }

    /// All objects of an event whose files are in their places, in the order of days and keys.
    public List<RawObject> objects(DataSource source, EventName event) {
        return rawObjects(source, event, PUBLISHED + IN_ORDER);
    }

    /// Of these the ones that can be staged, or are.
    public List<RawObject> stageable(DataSource source, EventName event) {
        return rawObjects(
                source,
                event,
                PUBLISHED + "AND (stage_file_id IS NOT NULL OR " + SOUND + ") " + IN_ORDER);
    }

    /// The objects whose rows a STAGE file holds, in the order of their keys.
    public List<RawObject> objectsOf(StageFile file) {
        Map<Long, SchemaTree> trees = new HashMap<>();
        return catalog.read(handle ->
                handle.createQuery(PUBLISHED + "AND stage_file_id = :file ORDER BY key")
                        .bind("source", file.source().name())
                        .bind("event", file.event().name())
                        .bind("file", file.id())
                        .map((row, _) -> RawRows.rawObject(row, trees))
                        .list());
    }

    private static final String SOUND =
            """
            (broken = '' AND NOT EXISTS (SELECT 1 FROM raw_fault f WHERE f.source = o.source
            AND f.event = o.event AND f.key = o.key))\
            """;

    static final String PUBLISHED = objectsOf("raw_object o");

    /// By the index of them alone: SQLite would rather walk through all objects of the event.
    static final String UNSTAGED =
            objectsOf("raw_object o INDEXED BY raw_object_unstaged")
                    + "AND stage_file_id IS NULL AND "
                    + SOUND
                    + " ";

    static final String RETURNING =
            objectsOf("raw_object o INDEXED BY raw_object_returning")
                    + "AND stage_file_id IS NOT NULL ";

    private static String objectsOf(String table) {
        return """
        SELECT object_id, source, event, arrival_day, key, bytes, lines, rejected, coerced,
            clean, schema_id, tree, o.sha256 AS object_sha256
        FROM %s JOIN raw_schema s USING (schema_id)
        WHERE source = :source AND event = :event
        AND NOT EXISTS (SELECT 1 FROM ingest i
            WHERE i.ingest_id = o.ingest_id AND i.published = 0)
        """
                .formatted(table);
    }

    static final String IN_ORDER = "ORDER BY arrival_day, key";

    private List<RawObject> rawObjects(DataSource source, EventName event, String sql) {
        return rawObjects(catalog, source, event, sql);
    }

    static List<RawObject> rawObjects(
            Catalog catalog, DataSource source, EventName event, String sql) {
        Map<Long, SchemaTree> trees = new HashMap<>();
        return catalog.read(handle ->
                handle.createQuery(sql)
                        .bind("source", source.name())
                        .bind("event", event.name())
                        .map((row, _) -> RawRows.rawObject(row, trees))
                        .list());
    }

    /// The rejected lines of an object, in their order.
    public List<RejectedLine> rejects(long objectId) {
        return catalog.read(handle ->
                handle.createQuery(
                                """
                                SELECT line, reason, detail, lines FROM raw_reject
                                WHERE object_id = ? ORDER BY line\
                                """)
                        .bind(0, objectId)
                        .map((row, _) -> RawRows.rejectedLine(row))
                        .list());
    }

    // ---- tables

    /// What the lines of an event have shown so far; absent before the first.
    public Optional<SchemaTree> table(DataSource source, EventName event) {
        return catalog.read(handle -> RawStatements.findTable(handle, source, event));
    }

    /// The same for every event of a source, by name.
    public Map<EventName, SchemaTree> tables(DataSource source) {
        return catalog.read(handle -> {
            Map<EventName, SchemaTree> tables = new TreeMap<>();
            handle.createQuery("SELECT event, tree FROM raw_table WHERE source = ?")
                    .bind(0, source.name())
                    .map((row, _) ->
                            Map.entry(
                                    new EventName(row.getString("event")),
                                    SchemaTree.fromJson(row.getString("tree"))))
                    .forEach(entry -> tables.put(entry.getKey(), entry.getValue()));
            return tables;
        });
    }

    /// Which objects' lines fit their tables.
    public ValidationCatalog validation() {
        return new ValidationCatalog(catalog);
    }

    // ---- ingests

    /// The last ingest of an input on an arrival day.
    public Optional<Ingest> findIngest(
            DataSource source, String inputSha256, LocalDate arrivalDay) {
        return catalog.read(
                handle -> RawStatements.findIngest(handle, source, inputSha256, arrivalDay));
    }

    /// How often an input was ingested on an arrival day.
    ///
    /// @param inputPrefix the first 32 digits of its SHA-256
    public long countIngests(DataSource source, String inputPrefix, LocalDate arrivalDay) {
        return catalog.read(handle ->
                handle.select(
                                """
                                SELECT count(*) FROM ingest
                                WHERE source = ? AND substr(input_sha256, 1, 32) = ? AND arrival_day = ?
                                """,
                                source.name(),
                                inputPrefix,
                                arrivalDay.toString())
                        .mapTo(Long.class)
                        .one());
    }

    /// Makes an ingest true, at once: itself, its rejects, its objects, what its lines show.
    ///
    /// @return its id; absent if the same input was committed before (or meanwhile) and `again` was
    ///   not asked for: then nothing was recorded
    public Optional<Long> commitIngest(IngestCommit commit) {
        return catalog.change(handle -> {
            Optional<Ingest> before =
                    RawStatements.findIngest(
                            handle, commit.source(), commit.inputSha256(), commit.arrivalDay());
            if (before.isPresent() && !commit.again()) {
                return Optional.empty();
            }
            long id =
                    RawStatements.insertIngest(
                            handle, commit, before.map(i -> i.again() + 1).orElse(0));
            RawStatements.insertObjects(handle, commit.objects(), commit.committedAt(), id);
            return Optional.of(id);
        });
    }

    /// Ingests that were committed and whose files may not all be in their places yet.
    public List<Ingest> unpublishedIngests() {
        return catalog.read(handle ->
                handle.createQuery("SELECT * FROM ingest WHERE published = 0 ORDER BY ingest_id")
                        .map((row, _) -> RawRows.ingest(row))
                        .list());
    }

    /// The files that an unpublished ingest has to put into their places; some may be there
    /// already.
    public List<DataFile> dataFiles(long ingestId) {
        return catalog.read(handle ->
                handle.createQuery(
                                """
                                SELECT temporary_key, key, bytes FROM ingest_file
                                WHERE ingest_id = ? ORDER BY key\
                                """)
                        .bind(0, ingestId)
                        .map((row, _) -> RawRows.dataFile(row))
                        .list());
    }

    /// All files of the ingest are in their places.
    public void markPublished(long ingestId) {
        catalog.write(handle -> {
            handle.execute("UPDATE ingest SET published = 1 WHERE ingest_id = ?", ingestId);
            handle.execute("DELETE FROM ingest_file WHERE ingest_id = ?", ingestId);
        });
    }

    // ---- sums

    /// The lines of a source, by event and arrival day; of unmapped events too.
    public List<RawDay> days(DataSource source) {
        return catalog.read(handle ->
                handle.createQuery(DAYS.formatted(""))
                        .bind(0, source.name())
                        .map((row, _) -> RawRows.rawDay(row))
                        .list());
    }

    /// The same, of one event.
    public List<RawDay> days(DataSource source, EventName event) {
        return catalog.read(handle ->
                handle.createQuery(DAYS.formatted("AND event = ?"))
                        .bind(0, source.name())
                        .bind(1, event.name())
                        .map((row, _) -> RawRows.rawDay(row))
                        .list());
    }

    private static final String DAYS =
            """
            SELECT event, arrival_day, COUNT(*) AS objects,
                SUM(lines) AS lines, SUM(rejected) AS rejected,
                SUM(coerced) AS coerced,
                SUM(CASE WHEN stage_file_id IS NULL THEN 0
                    ELSE lines - rejected END) AS staged,
                SUM(CASE WHEN stage_file_id IS NOT NULL THEN 0
                    WHEN broken <> '' OR EXISTS (SELECT 1 FROM raw_fault f
                        WHERE f.source = o.source AND f.event = o.event
                        AND f.key = o.key) THEN lines - rejected
                    ELSE 0 END) AS held
            FROM raw_object o WHERE source = ? %s
            GROUP BY event, arrival_day
            ORDER BY event, arrival_day\
            """;

    /// Lines that are in RAW and rejected, by event, arrival day and reason.
    public List<RejectCount> rawRejects(DataSource source) {
        return rejectCounts(
                source,
                """
                SELECT UPPER(event) AS event, arrival_day, reason, SUM(r.lines) AS lines
                FROM raw_reject r JOIN raw_object o USING (object_id)
                WHERE source = ? GROUP BY event, arrival_day, reason
                ORDER BY event, arrival_day, reason\
                """);
    }

    /// Lines that ingest refused, by event, arrival day and reason: they are not in RAW.
    public List<RejectCount> ingestRejects(DataSource source) {
        return rejectCounts(
                source,
                """
                SELECT event, arrival_day, reason, SUM(lines) AS lines
                FROM ingest_reject JOIN ingest USING (ingest_id)
                WHERE source = ? GROUP BY event, arrival_day, reason
                ORDER BY event, arrival_day, reason\
                """);
    }

    private List<RejectCount> rejectCounts(DataSource source, String sql) {
        return catalog.read(handle ->
                handle.createQuery(sql)
                        .bind(0, source.name())
                        .map((row, _) -> RawRows.rejectCount(row))
                        .list());
    }
}
