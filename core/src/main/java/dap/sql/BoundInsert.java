package dap.sql;

import dap.model.Column;
import dap.sql.tree.FieldPath;
import dap.sql.tree.Query;
import java.util.List;
import java.util.Optional;

/// An event's DML with every name bound: ready for an engine.
///
/// @param file the DML's file, for messages
/// @param query returns `columns`, each in the type of the target's column
/// @param selection where DISTINCT or GROUP BY make rows fewer: a query with one row for each row
///   that passes WHERE before they do
/// @param columns the target's columns that the statement fills, in the order of the target table,
///   partition keys left out
/// @param processedDate the value of the partition key `processed_date`
/// @param eventName the value of the partition key `event_name`
/// @param unknownFields RAW fields that the statement names and no event has carried, as
///   `extensions.iss`: they are NULL
public record BoundInsert(
        String file,
        InsertBinding binding,
        Query query,
        Optional<Query> selection,
        List<Column> columns,
        String processedDate,
        String eventName,
        List<FieldPath> unknownFields) {
    public BoundInsert {
        columns = List.copyOf(columns);
        unknownFields = List.copyOf(unknownFields);
    }

    /// What the statement's form says of the number of rows that it makes of the lines it reads.
    public LineFlow lineFlow() {
        return LineFlow.of(query);
    }
}
