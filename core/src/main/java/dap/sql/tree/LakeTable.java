package dap.sql.tree;

import dap.model.Column;
import dap.model.TableName;
import java.util.List;

/// A RAW or STAGE table as a statement sees it.
///
/// @param columns of a RAW table: names spelt as the JSON keys are
/// @param partitionKeys `year`, `month`, `day` of a RAW table; `processed_date`, `event_name` of a
///   STAGE table
public record LakeTable(
        TableName name, Layer layer, List<Column> columns, List<Column> partitionKeys) {

    /// Which layer a table belongs to, and so how its files are read.
    public enum Layer {
        /// JSON lines, gzip or not.
        RAW,
        /// Parquet.
        STAGE
    }

    public LakeTable {
        columns = List.copyOf(columns);
        partitionKeys = List.copyOf(partitionKeys);
    }
}
