package dap.warehouse;

import dap.model.FamilyName;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a warehouse knows of one event.
///
/// @param copies all that came in the lake's conformed files; the winner first
/// @param facts the fact tables that hold the event, with their schemas
/// @param landed families in whose landing table it waits
/// @param refused why its family's procedure could not take it; absent where it was not refused
public record EventTrace(
        List<Copy> copies, List<String> facts, List<FamilyName> landed, Optional<String> refused) {
    public EventTrace {
        copies = copies.stream().sorted(Copy.GREATEST_FIRST).toList();
        facts = List.copyOf(facts);
        landed = List.copyOf(landed);
    }

    /// A copy of the event.
    ///
    /// @param file the STAGE file's path within the lake
    /// @param timestamp as the event has it, in seconds; of copies the greatest wins
    /// @param hash of the mapped columns: decides between copies of one timestamp and day
    public record Copy(
            String file,
            String event,
            LocalDate arrivalDay,
            long timestamp,
            long hash,
            boolean won) {

        static final Comparator<Copy> GREATEST_FIRST =
                Comparator.comparing((Copy copy) -> !copy.won())
                        .thenComparing(Copy::timestamp, Comparator.reverseOrder())
                        .thenComparing(Copy::arrivalDay, Comparator.reverseOrder())
                        .thenComparing(Copy::file);

        /// Why `other` was preferred, in words; without a value of either.
        public String lostTo(Copy other) {
            if (timestamp != other.timestamp()) {
                return "its timestamp is earlier";
            }
            if (!arrivalDay.equals(other.arrivalDay())) {
                return "it arrived earlier, with the same timestamp";
            }
            return hash == other.hash()
                    ? "it is the same in every mapped column"
                    : "same timestamp and day; the hash of its mapped columns decided";
        }
    }
}
