package dap.catalog;

import dap.model.DataSource;
import dap.model.EventName;
import dap.raw.RejectedLine;
import dap.raw.SchemaTree;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// What [RawCatalog] does within one transaction: the caller opens and ends it.
final class RawStatements {

    private RawStatements() {}

    static Optional<SchemaTree> findTable(Handle handle, DataSource source, EventName event) {
        return handle.createQuery("SELECT tree FROM raw_table WHERE source = ? AND event = ?")
                .bind(0, source.name())
                .bind(1, event.name())
                .mapTo(String.class)
                .findOne()
                .map(SchemaTree::fromJson);
    }

    static Optional<Ingest> findIngest(
            Handle handle, DataSource source, String inputSha256, LocalDate arrivalDay) {
        return handle.createQuery(
                        """
                        SELECT * FROM ingest
                        WHERE source = ? AND input_sha256 IN (?, substr(?, 1, 32)) AND arrival_day = ?
                        ORDER BY again DESC LIMIT 1\
                        """)
                .bind(0, source.name())
                .bind(1, inputSha256)
                // Of an ingest that was found in RAW, no more is known.
                .bind(2, inputSha256)
                .bind(3, arrivalDay.toString())
                .map((row, _) -> RawRows.ingest(row))
                .findOne();
    }

    static long insertIngest(Handle handle, IngestCommit commit, int again) {
        long id =
                handle.createQuery(
                                """
                                INSERT INTO ingest (source, input_sha256, arrival_day, again,
                                    accepted, rejected, objects, committed_at)
                                VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING ingest_id\
                                """)
                        .bind(0, commit.source().name())
                        .bind(1, commit.inputSha256())
                        .bind(2, commit.arrivalDay().toString())
                        .bind(3, again)
                        .bind(4, commit.accepted())
                        .bind(5, commit.rejected())
                        .bind(6, commit.objects().size())
                        .bind(7, commit.committedAt().toString())
                        .mapTo(Long.class)
                        .one();
        commit.rejects()
                .forEach(rejects ->
                        handle.execute(
                                "INSERT INTO ingest_reject VALUES (?, ?, ?, ?)",
                                id,
                                rejects.event(),
                                rejects.reason().code(),
                                rejects.lines()));
        commit.files()
                .forEach(file ->
                        handle.execute(
                                "INSERT INTO ingest_file VALUES (?, ?, ?, ?)",
                                id,
                                file.temporaryKey(),
                                file.key(),
                                file.bytes()));
        return id;
    }

    static void insertObjects(
            Handle handle,
            List<CrawledObject> objects,
            Instant crawledAt,
            @Nullable Long ingestId) {
        Map<SchemaTree, Long> schemas = new HashMap<>();
        for (CrawledObject object : objects) {
            long schema = schemas.computeIfAbsent(object.tree(), tree -> schemaId(handle, tree));
            long id = upsertObject(handle, object, schema, crawledAt, ingestId);
            handle.execute("DELETE FROM raw_reject WHERE object_id = ?", id);
            insertRejects(handle, id, object.rejects());
        }
        objects.stream()
                .collect(Collectors.groupingBy(o -> new TableKey(o.source(), o.event())))
                .forEach((table, ofTable) -> widen(handle, table, ofTable));
    }

    /// Records what was found in objects that were read once more, whether they are staged or not.
    static void record(Handle handle, List<RereadObject> objects, Instant readAt) {
        insertObjects(handle, objects.stream().map(RereadObject::object).toList(), readAt, null);
        for (RereadObject object : objects) {
            replaceRejects(handle, object.id(), object.rejects());
            handle.execute(
                    "UPDATE raw_object SET validated = 1, coerced = ? WHERE object_id = ?",
                    object.coerced(),
                    object.id());
            handle.execute(
                    "DELETE FROM raw_fault WHERE source = ? AND event = ? AND key = ?",
                    object.object().source().name(),
                    object.object().event().name(),
                    object.object().key());
        }
    }

    private static long upsertObject(
            Handle handle,
            CrawledObject object,
            long schema,
            Instant crawledAt,
            @Nullable Long ingestId) {
        return handle.createQuery(
                        """
                        INSERT INTO raw_object (source, event, arrival_day, key, bytes, modified_at,
                            change_mark, sha256, broken, lines, rejected, clean, schema_id,
                            ingest_id, crawled_at)
                        VALUES (:source, :event, :day, :key, :bytes, :modifiedAt,
                            :change, :sha256, :broken, :lines, :rejected, :clean, :schema,
                            :ingest, :crawledAt)
                        ON CONFLICT (key) DO UPDATE SET bytes = excluded.bytes,
                            modified_at = excluded.modified_at,
                            change_mark = excluded.change_mark, sha256 = excluded.sha256,
                            broken = excluded.broken, forgotten = 0, lines = excluded.lines,
                            rejected = excluded.rejected, coerced = 0,
                            clean = excluded.clean, schema_id = excluded.schema_id,
                            crawled_at = excluded.crawled_at, validated = 0
                        RETURNING object_id\
                        """)
                .bind("source", object.source().name())
                .bind("event", object.event().name())
                .bind("day", object.arrivalDay().toString())
                .bind("key", object.key())
                .bind("bytes", object.bytes())
                .bind("modifiedAt", object.mark().modifiedAt().toString())
                .bind("change", object.mark().change())
                .bind("sha256", object.sha256())
                .bind("broken", object.broken())
                .bind("lines", object.lines())
                .bind("rejected", object.rejected())
                .bind("clean", object.clean())
                .bind("schema", schema)
                .bind("ingest", ingestId)
                .bind("crawledAt", crawledAt.toString())
                .mapTo(Long.class)
                .one();
    }

    private static void insertRejects(Handle handle, long objectId, List<RejectedLine> rejects) {
        if (rejects.isEmpty()) {
            return;
        }
        try (PreparedBatch batch =
                handle.prepareBatch("INSERT INTO raw_reject VALUES (?, ?, ?, ?, ?)")) {
            for (RejectedLine reject : rejects) {
                batch.add(
                        objectId,
                        reject.line(),
                        reject.reason().code(),
                        reject.detail(),
                        reject.lines());
            }
            int[] _ = batch.execute();
        }
    }

    private static long schemaId(Handle handle, SchemaTree tree) {
        String json = tree.toJson();
        String sha256 = sha256(json);
        handle.execute(
                "INSERT INTO raw_schema (sha256, tree) VALUES (?, ?) ON CONFLICT DO NOTHING",
                sha256,
                json);
        return handle.createQuery("SELECT schema_id FROM raw_schema WHERE sha256 = ?")
                .bind(0, sha256)
                .mapTo(Long.class)
                .one();
    }

    private static void widen(Handle handle, TableKey table, List<CrawledObject> objects) {
        SchemaTree before =
                findTable(handle, table.source(), table.event()).orElse(SchemaTree.EMPTY);
        SchemaTree after =
                objects.stream().map(CrawledObject::tree).reduce(before, SchemaTree::merge);
        handle.execute(
                """
                INSERT INTO raw_table (source, event, tree) VALUES (?, ?, ?)
                ON CONFLICT (source, event) DO UPDATE SET tree = excluded.tree
                WHERE tree <> excluded.tree\
                """,
                table.source().name(),
                table.event().name(),
                after.toJson());
    }

    private record TableKey(DataSource source, EventName event) {}

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Lines that were good until now.
    static void addRejects(Handle handle, long objectId, List<RejectedLine> rejects) {
        insertRejects(handle, objectId, rejects);
        handle.execute(
                "UPDATE raw_object SET rejected = rejected + ? WHERE object_id = ?",
                rejects.stream().mapToLong(RejectedLine::lines).sum(),
                objectId);
    }

    static void replaceRejects(Handle handle, long objectId, List<RejectedLine> rejects) {
        handle.execute("DELETE FROM raw_reject WHERE object_id = ?", objectId);
        insertRejects(handle, objectId, rejects);
        handle.execute(
                "UPDATE raw_object SET rejected = ? WHERE object_id = ?",
                rejects.stream().mapToLong(RejectedLine::lines).sum(),
                objectId);
    }
}
