package dap.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/// Arrival days of an event whose rows came into being by texts that have changed since.
///
/// @param changed which of the texts
/// @param days oldest first
public record OlderDays(Set<Text> changed, List<LocalDate> days) {

    /// A text by which rows come into being.
    public enum Text {
        DML("DML"),
        STAGE_TABLE("STAGE table"),
        PROCEDURE("procedure");

        private final String shown;

        Text(String shown) {
            this.shown = shown;
        }

        /// As a sentence names it.
        public String shown() {
            return shown;
        }
    }

    public OlderDays {
        changed = Set.copyOf(changed);
        days = List.copyOf(days);
    }

    /// `DML and procedure`.
    public String changedTexts() {
        return String.join(" and ", changed.stream().sorted().map(Text::shown).toList());
    }
}
