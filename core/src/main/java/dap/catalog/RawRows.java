package dap.catalog;

import dap.model.DataSource;
import dap.model.EventName;
import dap.raw.RejectReason;
import dap.raw.RejectedLine;
import dap.raw.SchemaTree;
import dap.store.FileMark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/// The rows of [RawCatalog]'s queries as records.
final class RawRows {

    private RawRows() {}

    static KnownObject knownObject(ResultSet row) throws SQLException {
        row.getLong("stage_file_id");
        boolean staged = !row.wasNull();
        return new KnownObject(
                row.getLong("object_id"),
                new EventName(row.getString("event")),
                LocalDate.parse(row.getString("arrival_day")),
                row.getString("key"),
                new FileMark(
                        row.getLong("bytes"),
                        Instant.parse(row.getString("modified_at")),
                        row.getString("change_mark")),
                row.getString("sha256"),
                staged,
                row.getBoolean("forgotten"),
                row.getBoolean("published"));
    }

    static RawObject rawObject(ResultSet row, Map<Long, SchemaTree> trees) throws SQLException {
        long schema = row.getLong("schema_id");
        SchemaTree tree = trees.get(schema);
        if (tree == null) {
            tree = SchemaTree.fromJson(row.getString("tree"));
            trees.put(schema, tree);
        }
        return new RawObject(
                row.getLong("object_id"),
                new DataSource(row.getString("source")),
                new EventName(row.getString("event")),
                LocalDate.parse(row.getString("arrival_day")),
                row.getString("key"),
                row.getLong("bytes"),
                row.getLong("lines"),
                row.getLong("rejected"),
                row.getLong("coerced"),
                row.getBoolean("clean"),
                tree,
                row.getString("object_sha256"));
    }

    static Ingest ingest(ResultSet row) throws SQLException {
        return new Ingest(
                row.getLong("ingest_id"),
                new DataSource(row.getString("source")),
                row.getString("input_sha256"),
                LocalDate.parse(row.getString("arrival_day")),
                row.getInt("again"),
                row.getLong("accepted"),
                row.getLong("rejected"),
                row.getLong("objects"),
                row.getBoolean("published"));
    }

    static RawDay rawDay(ResultSet row) throws SQLException {
        return new RawDay(
                new EventName(row.getString("event")),
                LocalDate.parse(row.getString("arrival_day")),
                row.getLong("objects"),
                row.getLong("lines"),
                row.getLong("rejected"),
                row.getLong("coerced"),
                row.getLong("staged"),
                row.getLong("held"));
    }

    static RejectCount rejectCount(ResultSet row) throws SQLException {
        return new RejectCount(
                row.getString("event"),
                LocalDate.parse(row.getString("arrival_day")),
                RejectReason.ofCode(row.getString("reason")),
                row.getLong("lines"));
    }

    static RejectedLine rejectedLine(ResultSet row) throws SQLException {
        return new RejectedLine(
                row.getLong("line"),
                RejectReason.ofCode(row.getString("reason")),
                row.getString("detail"),
                row.getLong("lines"));
    }

    static DataFile dataFile(ResultSet row) throws SQLException {
        return new DataFile(
                row.getString("temporary_key"), row.getString("key"), row.getLong("bytes"));
    }
}
