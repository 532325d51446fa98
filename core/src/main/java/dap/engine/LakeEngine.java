package dap.engine;

import dap.model.RowSink;
import dap.sql.BoundInsert;
import dap.sql.BoundQuery;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import java.nio.file.Path;
import java.util.List;

/// Runs Athena SQL over the lake. Callers write Athena SQL only; an engine translates what it must.
///
/// Thread-safe: several families stage at once.
public interface LakeEngine extends AutoCloseable {

    /// The engine's SQL for `insert`, for `dap translate`, `dap plan` and the logs. Starts nothing.
    ///
    /// @throws dap.errors.DapException `SQL_NOT_TRANSLATABLE`, with file, line and column, if there
    ///   is no proven equal
    String explain(BoundInsert insert);

    /// Lets those who ask the engine by themselves find files that were published. Nothing, for an
    /// engine without a catalog of its own.
    ///
    /// @param files with the values of the table's partition keys
    default void show(LakeTable table, List<TableFile> files) {}

    /// How many inserts are begun at once where `slots` may be computed at once.
    default int loads(int slots) {
        return slots;
    }

    /// The engine's SQL for `query`. Starts nothing.
    String explain(BoundQuery query);

    /// Writes the rows of `insert`, read from exactly `objects`, as one Parquet file at
    /// `temporary`, and syncs it to the disk. The file is not part of any table until the caller
    /// has committed it. Whatever fails leaves no file behind.
    ///
    /// @param objects RAW objects or normalized copies of one event and arrival day; all canonical
    /// @param temporary a path that does not exist, in a folder that does
    Written insert(BoundInsert insert, List<Path> objects, Path temporary);

    /// Streams the result of a query; `rows` is called on the caller's thread.
    void query(BoundQuery query, RowSink rows);

    /// Writes STAGE rows as one CSV file for the warehouse to load: no header, fields separated by
    /// commas, every value in double quotes, NULL as nothing at all. The columns are `file` (the
    /// entry's id), then `columns` in their order; what a file lacks is NULL. U+0000, which no
    /// warehouse can hold, becomes U+FFFD. A partition key that a file does not hold is what the
    /// folders above it say.
    ///
    /// @param table the STAGE table that the files are of
    /// @return the rows written
    long unload(LakeTable table, List<StagedFile> files, List<String> columns, Path csv);

    /// Writes the rows of STAGE files as one Parquet file at `temporary`, with the table's columns
    /// and [TableFile#PART_COLUMN], which names the file that a row is of; and syncs it to the
    /// disk. Whatever fails leaves no file behind.
    ///
    /// @param files of one partition of `table`; at least one
    /// @param temporary a path that does not exist, in a folder that does
    Written merge(LakeTable table, List<StagedFile> files, Path temporary);

    @Override
    void close();
}
