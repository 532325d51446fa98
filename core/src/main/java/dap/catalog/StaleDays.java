package dap.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/// Arrival days of an event whose rows came into being by definitions that have changed since.
///
/// @param changed which of the definitions
/// @param days oldest first
public record StaleDays(Set<Definition> changed, List<LocalDate> days) {

    /// A definition by which rows come into being.
    public enum Definition {
        DML("DML"),
        STAGE_TABLE("STAGE table"),
        PROCEDURE("procedure");

        private final String shown;

        Definition(String shown) {
            this.shown = shown;
        }

        /// As a sentence names it.
        public String shown() {
            return shown;
        }
    }

    public StaleDays {
        changed = Set.copyOf(changed);
        days = List.copyOf(days);
    }

    /// `DML and procedure`.
    public String changedDefinitions() {
        return String.join(" and ", changed.stream().sorted().map(Definition::shown).toList());
    }
}
