package dap.catalog;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.ConformedFiles;
import dap.model.DataSource;
import dap.model.EventName;
import dap.model.FamilyName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// STAGE as the catalog knows it: which file holds the rows of which objects, and how far each
/// went.
///
/// A file is committed by the transaction that records it; what is on the disk follows. Readers
/// take committed files by name from here, never by pattern from a folder.
public final class StageCatalog {

    /// Reads [StageFile]s; what follows calls them `s`, and their compacted files `c`.
    static final String FILES =
            """
            SELECT s.stage_file_id, s.source, s.family, s.event, s.arrival_day, s.processed_date,
                   s.event_name, s.key, s.lines, s.selected, s.rows, s.dml_sha256, s.table_sha256,
                   coalesce(c.key, s.key) AS data_file_key,
                   coalesce(c.temporary_key, s.temporary_key) AS data_file_temporary_key,
                   coalesce(c.bytes, s.bytes) AS data_file_bytes
            FROM stage_file s LEFT JOIN compacted_file c USING (compacted_file_id)
            """;

    private final Catalog catalog;

    StageCatalog(Catalog catalog) {
        this.catalog = catalog;
    }

    /// Records a file and marks its objects as staged: this is the commit.
    ///
    /// @return the file's number
    /// @throws DapException `INTERNAL` if an object is staged already: nothing is recorded then
    public long commit(StageCommit commit) {
        return catalog.change(handle -> {
            long id = insert(handle, commit);
            for (long objectId : commit.objectIds()) {
                claim(handle, objectId, id);
            }
            commit.rejects()
                    .forEach(
                            (object, rejects) -> RawStatements.addRejects(handle, object, rejects));
            commit.marks().forEach((object, mark) -> FaultCatalog.mark(handle, object, mark));
            return id;
        });
    }

    private static long insert(Handle handle, StageCommit commit) {
        return handle.createUpdate(
                        """
                        INSERT INTO stage_file (source, family, event, arrival_day, processed_date,
                            event_name, key, temporary_key, lines, selected, rows, bytes, dml_sha256,
                            table_sha256, run_id, committed_at)
                        VALUES (:source, :family, :event, :day, :processedDate, :eventName, :key,
                            :temporaryKey, :lines, :selected, :rows, :bytes, :dml, :table, :runId, :at)
                        """)
                .bind("source", commit.source().name())
                .bind("family", commit.family().name())
                .bind("event", commit.event().name())
                .bind("day", commit.arrivalDay().toString())
                .bind("processedDate", commit.processedDate())
                .bind("eventName", commit.eventName())
                .bind("key", commit.key())
                .bind("temporaryKey", commit.temporaryKey())
                .bind("lines", commit.lines())
                .bind("selected", commit.selected())
                .bind("rows", commit.rows())
                .bind("bytes", commit.bytes())
                .bind("dml", commit.dmlSha256())
                .bind("table", commit.tableSha256())
                .bind("runId", commit.runId())
                .bind("at", commit.committedAt().toString())
                .executeAndReturnGeneratedKeys("stage_file_id")
                .mapTo(Long.class)
                .one();
    }

    /// Records files in the place of all others of their events and arrival days, with what their
    /// objects were found to hold, in one transaction. The others are [#replaced] from then on.
    ///
    /// @param objects all objects of those days, staged before or not
    /// @param compacted in the place of compacted files in which some of the others lay, with the
    ///   rows that stay
    public Replaced replace(
            List<StageCommit> commits,
            List<RereadObject> objects,
            List<CompactionCommit> compacted) {
        return catalog.change(handle -> {
            RawStatements.record(handle, objects, commits.getFirst().committedAt());
            List<Long> ids = new ArrayList<>();
            for (StageCommit commit : commits) {
                long id = insert(handle, commit);
                for (long objectId : commit.objectIds()) {
                    handle.execute(
                            "UPDATE raw_object SET stage_file_id = ? WHERE object_id = ?",
                            id,
                            objectId);
                }
                commit.rejects()
                        .forEach((object, rejects) ->
                                RawStatements.addRejects(handle, object, rejects));
                commit.marks().forEach((object, mark) -> FaultCatalog.mark(handle, object, mark));
                retire(handle, commit, id);
                ids.add(id);
            }
            List<Long> compactedIds =
                    compacted.stream().map(file -> CompactionCatalog.record(handle, file)).toList();
            CompactionCatalog.giveUpEmptyFiles(handle);
            return new Replaced(ids, compactedIds);
        });
    }

    /// The numbers of files that were recorded, in the order in which they were given.
    public record Replaced(List<Long> stageFileIds, List<Long> compactedFileIds) {
        public Replaced {
            stageFileIds = List.copyOf(stageFileIds);
            compactedFileIds = List.copyOf(compactedFileIds);
        }
    }

    private static void retire(Handle handle, StageCommit commit, long successor) {
        String others = "source = ? AND event = ? AND arrival_day = ? AND stage_file_id <> ?";
        Object[] day = {
            commit.source().name(), commit.event().name(), commit.arrivalDay().toString(), successor
        };
        long left =
                handle.select(
                                "SELECT count(*) FROM raw_object WHERE stage_file_id IS NOT NULL AND "
                                        + others,
                                day)
                        .mapTo(Long.class)
                        .one();
        if (left > 0) {
            throw new DapException(
                    ErrorCode.INTERNAL,
                    "%d staged RAW objects of %s, %s, are not among those restaged."
                            .formatted(left, commit.event(), commit.arrivalDay()),
                    "Nothing was recorded; run again, and report this.");
        }
        handle.execute(
                "INSERT INTO stage_replaced (key, source, family) SELECT key, source, '%s' FROM stage_file WHERE "
                                .formatted(commit.family())
                        + others,
                day);
        CompactionCatalog.removeLater(handle, "compacted_file_id IS NULL AND " + others, day);
        handle.execute("DELETE FROM stage_file WHERE " + others, day);
    }

    /// Keys of the files in whose place a family has others now, and whose rows a warehouse may
    /// still hold.
    public List<String> replaced(DataSource source, FamilyName family) {
        return keys(
                "SELECT key FROM stage_replaced WHERE source = ? AND family = ? ORDER BY key",
                source.name(),
                family.name());
    }

    /// The same of all families of all sources.
    public List<String> replaced() {
        return keys("SELECT key FROM stage_replaced ORDER BY key");
    }

    /// The warehouse has given up the rows of replaced files.
    public void forgetReplaced(Collection<String> keys) {
        catalog.write(handle ->
                keys.forEach(
                        key -> handle.execute("DELETE FROM stage_replaced WHERE key = ?", key)));
    }

    private List<String> keys(String sql, Object... arguments) {
        return catalog.read(handle -> handle.select(sql, arguments).mapTo(String.class).list());
    }

    private static void claim(Handle handle, long objectId, long fileId) {
        int claimed =
                handle.execute(
                        "UPDATE raw_object SET stage_file_id = ? WHERE object_id = ? AND stage_file_id IS NULL",
                        fileId,
                        objectId);
        if (claimed != 1) {
            throw new DapException(
                    ErrorCode.INTERNAL,
                    "RAW object number %d was staged by another process in the meantime."
                            .formatted(objectId),
                    "Nothing was recorded; run again, and report this.");
        }
    }

    /// Files that were committed and may not have been renamed into place yet.
    public List<StageFile> unpublished() {
        return files("WHERE s.published = 0 ORDER BY s.stage_file_id");
    }

    public void markPublished(long fileId) {
        catalog.write(handle ->
                handle.execute(
                        "UPDATE stage_file SET published = 1 WHERE stage_file_id = ?", fileId));
    }

    /// Files of a family that, as far as the catalog knows, no warehouse has taken.
    public List<StageFile> unconformed(DataSource source, FamilyName family) {
        return files(
                "WHERE s.source = ? AND s.family = ? AND s.conformed = 0 ORDER BY s.stage_file_id",
                source.name(),
                family.name());
    }

    /// Files of a source that are in their places and that, as far as the catalog knows, no
    /// warehouse has taken.
    public List<StageFile> unconformed(DataSource source) {
        return files(
                "WHERE s.source = ? AND s.conformed = 0 AND s.published = 1 ORDER BY s.stage_file_id",
                source.name());
    }

    /// Whether the warehouse has taken any file of this lake, as far as the catalog knows.
    public boolean anyConformed() {
        return catalog.read(handle ->
                handle.createQuery("SELECT EXISTS (SELECT 1 FROM stage_file WHERE conformed = 1)")
                        .mapTo(Boolean.class)
                        .one());
    }

    /// How much the warehouse has taken, as far as the catalog knows.
    public ConformedFiles conformedFiles() {
        List<String> newest =
                keys(
                        "SELECT key FROM stage_file WHERE conformed = 1 ORDER BY stage_file_id DESC LIMIT 1");
        return catalog.read(handle ->
                new ConformedFiles(
                        handle.createQuery(
                                        """
                                        SELECT (SELECT count(*) FROM stage_file)
                                             - (SELECT count(*) FROM stage_file WHERE conformed = 0)\
                                        """)
                                .mapTo(Long.class)
                                .one(),
                        newest.stream().findFirst()));
    }

    /// Whether the warehouse has taken this file, as far as the catalog knows.
    public boolean isConformed(String key) {
        return !keys("SELECT key FROM stage_file WHERE conformed = 1 AND key = ?", key).isEmpty();
    }

    /// Keys of the files that the warehouse has taken, as far as the catalog knows.
    public List<String> conformedKeys() {
        return keys("SELECT key FROM stage_file WHERE conformed = 1 ORDER BY key");
    }

    /// Keys of all committed files, and of those that they replaced.
    public List<String> allKeys() {
        return keys("SELECT key FROM stage_file UNION ALL SELECT key FROM stage_replaced");
    }

    /// @param procedureSha256 of what took them to the star; absent where that is not known
    public void markConformed(Collection<Long> fileIds, Optional<String> procedureSha256) {
        catalog.write(handle -> {
            for (long id : fileIds) {
                handle.execute(
                        "UPDATE stage_file SET conformed = 1, procedure_sha256 = ? WHERE stage_file_id = ?",
                        procedureSha256.orElse(null),
                        id);
            }
        });
    }

    /// All committed files of a family.
    public List<StageFile> files(DataSource source, FamilyName family) {
        return files(
                "WHERE s.source = ? AND s.family = ? ORDER BY s.stage_file_id",
                source.name(),
                family.name());
    }

    /// The committed files of one event and arrival day.
    public List<StageFile> files(DataSource source, EventName event, LocalDate arrivalDay) {
        return files(
                "WHERE s.source = ? AND s.event = ? AND s.arrival_day = ? ORDER BY s.stage_file_id",
                source.name(),
                event.name(),
                arrivalDay.toString());
    }

    /// Those of these keys that are committed files of a family.
    public List<StageFile> files(DataSource source, FamilyName family, Collection<String> keys) {
        return files(source, family).stream().filter(file -> keys.contains(file.key())).toList();
    }

    /// Those of these keys that are files in their places.
    public List<StageFile> published(Collection<String> keys) {
        return keys.stream()
                .distinct()
                .flatMap(key -> files("WHERE s.key = ? AND s.published = 1", key).stream())
                .toList();
    }

    /// Files of a source that are in their places.
    public List<StageFile> published(DataSource source) {
        return files(
                "WHERE s.source = ? AND s.published = 1 ORDER BY s.stage_file_id", source.name());
    }

    /// What has been staged of each event and arrival day, oldest first.
    public List<StagedDay> days(DataSource source) {
        return catalog.read(handle ->
                handle.createQuery(
                                """
                                SELECT event, family, arrival_day, sum(rows) AS rows,
                                       sum(max(lines - selected, 0)) AS filtered,
                                       sum(max(selected - rows, 0)) AS collapsed,
                                       sum(max(selected - lines, 0) + max(rows - selected, 0))
                                           AS multiplied,
                                       sum(CASE WHEN conformed = 0 THEN rows ELSE 0 END) AS unconformed
                                FROM stage_file
                                WHERE source = ?
                                GROUP BY event, family, arrival_day
                                ORDER BY arrival_day, event
                                """)
                        .bind(0, source.name())
                        .map((row, context) ->
                                new StagedDay(
                                        new EventName(row.getString("event")),
                                        new FamilyName(row.getString("family")),
                                        LocalDate.parse(row.getString("arrival_day")),
                                        row.getLong("rows"),
                                        row.getLong("filtered"),
                                        row.getLong("collapsed"),
                                        row.getLong("multiplied"),
                                        row.getLong("unconformed")))
                        .list());
    }

    /// Days of an event with rows by other definitions than these. What an older DAP did not note
    /// is not held against them.
    public StaleDays staleDays(DataSource source, EventName event, StageDefinitions definitions) {
        Set<StaleDays.Definition> changed = EnumSet.noneOf(StaleDays.Definition.class);
        List<LocalDate> days = new ArrayList<>();
        catalog.read(handle ->
                handle.createQuery(
                                """
                                SELECT arrival_day, max(dml_sha256 <> :dml) AS dml,
                                    max(coalesce(table_sha256 <> :table, 0)) AS stage_table,
                                    max(coalesce(procedure_sha256 <> :procedure, 0)) AS "procedure"
                                FROM stage_file WHERE source = :source AND event = :event
                                GROUP BY arrival_day
                                HAVING dml OR stage_table OR "procedure"
                                ORDER BY arrival_day
                                """)
                        .bind("source", source.name())
                        .bind("event", event.name())
                        .bind("dml", definitions.dml())
                        .bind("table", definitions.table())
                        .bind("procedure", definitions.procedure())
                        .map((row, context) -> {
                            for (StaleDays.Definition definition : StaleDays.Definition.values()) {
                                if (row.getBoolean(definition.name().toLowerCase(Locale.ROOT))) {
                                    changed.add(definition);
                                }
                            }
                            return days.add(LocalDate.parse(row.getString("arrival_day")));
                        })
                        .list());
        return new StaleDays(changed, days);
    }

    List<StageFile> files(String where, Object... arguments) {
        return catalog.read(handle ->
                handle.select(FILES + where, arguments).map((row, context) -> file(row)).list());
    }

    static StageFile file(ResultSet row) throws SQLException {
        return new StageFile(
                row.getLong("stage_file_id"),
                new DataSource(row.getString("source")),
                new FamilyName(row.getString("family")),
                new EventName(row.getString("event")),
                LocalDate.parse(row.getString("arrival_day")),
                row.getString("processed_date"),
                row.getString("event_name"),
                row.getString("key"),
                row.getLong("lines"),
                row.getLong("selected"),
                row.getLong("rows"),
                row.getString("dml_sha256"),
                Optional.ofNullable(row.getString("table_sha256")),
                new DataFile(
                        row.getString("data_file_temporary_key"),
                        row.getString("data_file_key"),
                        row.getLong("data_file_bytes")));
    }
}
