package dap.author;

import dap.model.EventName;
import java.util.List;

/// An event: a row of `events.csv`, and its rows of `raw_tables.csv`.
///
/// @param domain empty where the event belongs to none
/// @param subDomain the verification route in reports; empty where there is none
/// @param owner the team to ask
/// @param pinned the columns of its RAW table where they are fixed by hand; empty where the table
///   is crawled
public record SheetEvent(
        EventName name,
        boolean enabled,
        String domain,
        String subDomain,
        String owner,
        String description,
        List<PinnedColumn> pinned) {
    public SheetEvent {
        pinned = List.copyOf(pinned);
    }

    /// @param type in Hive's notation, as it was written
    public record PinnedColumn(String name, String type) {}
}
