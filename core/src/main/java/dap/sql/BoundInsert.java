package dap.sql;

import dap.model.Column;
import java.util.List;

/// An event's DML with every name bound: ready for an engine.
///
/// @param file the DML's file, for messages
/// @param columns the target's columns that the statement fills, in the order of the target table,
///   partition keys left out
/// @param processedDate the value of the partition key `processed_date`
/// @param eventName the value of the partition key `event_name`
/// @param unknownFields RAW fields that the statement names and no event has carried, as
///   `extensions.iss`: they are NULL
public record BoundInsert(
        String file,
        InsertBinding binding,
        List<Column> columns,
        String processedDate,
        String eventName,
        List<String> unknownFields) {
    public BoundInsert {
        columns = List.copyOf(columns);
        unknownFields = List.copyOf(unknownFields);
    }
}
