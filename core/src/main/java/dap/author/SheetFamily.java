package dap.author;

import dap.model.FamilyName;
import java.util.List;
import java.util.Optional;

/// A product family: its events, and the columns of its STAGE table.
///
/// @param events in the order of `events.csv`
/// @param columns in the order of `fields.csv`; without those that every STAGE table has (year,
///   month, day, and the partition keys)
public record SheetFamily(FamilyName name, List<SheetEvent> events, List<SheetColumn> columns) {
    public SheetFamily {
        events = List.copyOf(events);
        columns = List.copyOf(columns);
    }

    /// @param column in lower case
    public Optional<SheetColumn> findColumn(String column) {
        return columns.stream().filter(found -> found.hiveName().equals(column)).findFirst();
    }
}
