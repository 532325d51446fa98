package dap.author;

import dap.model.EventName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A column of a family's STAGE table: what fills it, and what it fills.
///
/// @param name as it is to be declared
/// @param type in Hive's notation, as it was written
/// @param fills from which event fields; empty where no event fills it
/// @param facts which columns of the fact it fills
public record SheetColumn(
        String name,
        String type,
        List<Fill> fills,
        List<FactColumn> facts,
        Classification classification,
        String description) {
    public SheetColumn {
        fills = List.copyOf(fills);
        facts = List.copyOf(facts);
    }

    /// The name as statements spell it.
    public String hiveName() {
        return name.toLowerCase(Locale.ROOT);
    }

    /// What fills the column for `event`, if anything does.
    public Optional<Fill> findFill(EventName event) {
        return fills.stream().filter(fill -> fill.events().contains(event)).findFirst();
    }

    /// One source of a column.
    ///
    /// @param field the path of the event's field, with dots; empty: always null
    /// @param events whose rows it fills
    public record Fill(String field, Form form, Set<EventName> events) {
        public Fill {
            events = Set.copyOf(events);
        }
    }

    /// How a field becomes a column's value.
    public enum Form {
        /// As it is.
        VALUE,
        /// As text, whatever its type.
        TEXT,
        /// A nested value as JSON text.
        JSON
    }

    /// Who may see the values.
    public enum Classification {
        /// Says nothing of a person.
        OPERATIONAL,
        /// Tells persons apart without naming them.
        PSEUDONYMOUS,
        /// Says something of a person.
        PERSONAL
    }
}
