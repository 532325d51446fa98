package dap.catalog;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Where the rows of STAGE files lie: each in a file of its own, or several in one compacted file.
///
/// A STAGE file stays what it is in every account, whichever file holds its rows. A compacted file
/// is committed by the transaction that records it, as a STAGE file is; what it comes in the place
/// of is deleted when it is published.
public final class CompactionCatalog {

    private final Catalog catalog;

    CompactionCatalog(Catalog catalog) {
        this.catalog = catalog;
    }

    /// Published STAGE files of the partitions that hold at least `least` of less than `below`
    /// bytes in files of their own, and to which none came at `before` or later.
    ///
    /// @return all of each partition, compacted or not
    public List<StageFile> candidates(int least, long below, Instant before) {
        return catalog.read(handle ->
                handle.createQuery(
                                StageCatalog.FILES
                                        + """
                                        WHERE s.published = 1
                                          AND (s.source, s.family, s.event, s.processed_date, s.event_name) IN (
                                            SELECT source, family, event, processed_date, event_name
                                            FROM stage_file
                                            WHERE compacted_file_id IS NULL AND published = 1
                                            GROUP BY source, family, event, processed_date, event_name
                                            HAVING sum(bytes < :below) >= :least
                                               AND max(committed_at) < :before)
                                        ORDER BY s.source, s.family, s.event, s.processed_date,
                                            s.arrival_day, s.stage_file_id
                                        """)
                        .bind("least", least)
                        .bind("below", below)
                        .bind("before", before.toString())
                        .map((row, context) -> StageCatalog.file(row))
                        .list());
    }

    /// The STAGE files whose rows lie in the same compacted files as those of `files`, themselves
    /// included.
    public List<StageFile> sharingFilesWith(List<StageFile> files) {
        List<String> keys =
                files.stream()
                        .filter(StageFile::isCompacted)
                        .map(file -> file.dataFile().key())
                        .distinct()
                        .toList();
        return keys.stream()
                .flatMap(key ->
                        catalog
                                .stage()
                                .files("WHERE c.key = ? ORDER BY s.stage_file_id", key)
                                .stream())
                .toList();
    }

    /// Records a compacted file: this is the commit.
    ///
    /// @return the file's number
    public long commit(CompactionCommit commit) {
        return catalog.change(handle -> {
            long id = record(handle, commit);
            giveUpEmptyFiles(handle);
            return id;
        });
    }

    static long record(Handle handle, CompactionCommit commit) {
        DataFile file = commit.file();
        long id =
                handle.createUpdate(
                                "INSERT INTO compacted_file (key, temporary_key, bytes) VALUES (:key, :temporaryKey, :bytes)")
                        .bind("key", file.key())
                        .bind("temporaryKey", file.temporaryKey())
                        .bind("bytes", file.bytes())
                        .executeAndReturnGeneratedKeys("compacted_file_id")
                        .mapTo(Long.class)
                        .one();
        for (long fileId : commit.fileIds()) {
            removeLater(handle, "compacted_file_id IS NULL AND stage_file_id = ?", fileId);
            int moved =
                    handle.execute(
                            "UPDATE stage_file SET compacted_file_id = ? WHERE stage_file_id = ?",
                            id,
                            fileId);
            if (moved != 1) {
                throw new DapException(
                        ErrorCode.INTERNAL,
                        "STAGE file number %d was replaced by another process in the meantime."
                                .formatted(fileId),
                        "Nothing was recorded; run again, and report this.");
            }
        }
        return id;
    }

    /// Files that these STAGE files had to themselves are to be deleted.
    static void removeLater(Handle handle, String where, Object... arguments) {
        handle.execute(
                "INSERT OR IGNORE INTO stage_removal SELECT key FROM stage_file WHERE " + where,
                arguments);
    }

    /// Compacted files in which no STAGE file's rows lie any more are to be deleted.
    static void giveUpEmptyFiles(Handle handle) {
        String empty =
                "NOT EXISTS (SELECT 1 FROM stage_file s WHERE s.compacted_file_id = c.compacted_file_id)";
        handle.execute(
                "INSERT OR IGNORE INTO stage_removal SELECT key FROM compacted_file c WHERE "
                        + empty);
        handle.execute("DELETE FROM compacted_file AS c WHERE " + empty);
    }

    /// Compacted files that were committed and may not have been renamed into place yet, by number.
    public Map<Long, DataFile> unpublished() {
        return catalog.read(handle ->
                handle.createQuery(
                                "SELECT compacted_file_id, temporary_key, key, bytes FROM compacted_file WHERE published = 0")
                        .reduceRows(
                                new LinkedHashMap<>(),
                                (files, row) -> {
                                    files.put(
                                            row.getColumn("compacted_file_id", Long.class),
                                            new DataFile(
                                                    row.getColumn("temporary_key", String.class),
                                                    row.getColumn("key", String.class),
                                                    row.getColumn("bytes", Long.class)));
                                    return files;
                                }));
    }

    public void markPublished(long compactedFileId) {
        catalog.write(handle ->
                handle.execute(
                        "UPDATE compacted_file SET published = 1 WHERE compacted_file_id = ?",
                        compactedFileId));
    }

    /// Keys of files that hold nothing any more and may still be on the disk; none as long as a
    /// file is not in its place.
    public List<String> removable() {
        return catalog.read(handle ->
                handle.createQuery(
                                """
                                SELECT key FROM stage_removal
                                WHERE NOT EXISTS (SELECT 1 FROM compacted_file WHERE published = 0)
                                  AND NOT EXISTS (SELECT 1 FROM stage_file WHERE published = 0)
                                ORDER BY key
                                """)
                        .mapTo(String.class)
                        .list());
    }

    public void markRemoved(String key) {
        catalog.write(handle -> handle.execute("DELETE FROM stage_removal WHERE key = ?", key));
    }
}
