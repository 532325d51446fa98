package dap.warehouse;

import dap.model.FamilyName;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a warehouse knows of one event.
///
/// @param copies all that came in the lake's conformed files; the current version first
/// @param firstStays whether the copy that arrived first is the current version, in place of the
///   newest
/// @param facts the fact tables that hold the event, with their schemas
/// @param landed families in whose landing table it waits
/// @param refused why its family's procedure could not take it; absent where it was not refused
public record EventTrace(
        List<Copy> copies,
        boolean firstStays,
        List<String> facts,
        List<FamilyName> landed,
        Optional<String> refused) {
    public EventTrace {
        copies = copies.stream().sorted(Copy.CURRENT_FIRST).toList();
        facts = List.copyOf(facts);
        landed = List.copyOf(landed);
    }

    /// Of an event that no warehouse knows.
    public static final EventTrace NONE =
            new EventTrace(List.of(), false, List.of(), List.of(), Optional.empty());

    /// A copy of the event.
    ///
    /// @param file the STAGE file's path within the lake
    /// @param timestamp as the event has it, in seconds
    /// @param hash of the mapped columns: decides between copies of one timestamp and day
    public record Copy(
            String file,
            String event,
            LocalDate arrivalDay,
            long timestamp,
            long hash,
            boolean isCurrent) {

        static final Comparator<Copy> CURRENT_FIRST =
                Comparator.comparing((Copy copy) -> !copy.isCurrent())
                        .thenComparing(Copy::timestamp, Comparator.reverseOrder())
                        .thenComparing(Copy::arrivalDay, Comparator.reverseOrder())
                        .thenComparing(Copy::file);

        /// Whether the other shares no more than the event_id: its event or its content differs.
        boolean conflictsWith(Copy other) {
            return hash != other.hash || !event.equals(other.event);
        }
    }

    /// Why a copy is superseded, in words; without a value of any.
    public String whySuperseded(Copy copy) {
        Copy current = copies.getFirst();
        if (!copy.conflictsWith(current)) {
            return "it is the same in every mapped column";
        }
        String differs = copy.event().equals(current.event()) ? "another content" : "another event";
        return "%s; in conflict: it is of %s".formatted(reason(copy, current), differs);
    }

    private String reason(Copy copy, Copy current) {
        boolean sameDay = copy.arrivalDay().equals(current.arrivalDay());
        if (firstStays && !sameDay) {
            return "it arrived later";
        }
        if (copy.timestamp() != current.timestamp()) {
            return firstStays ? "its timestamp is later" : "its timestamp is earlier";
        }
        return sameDay
                ? "same timestamp and day: the hash of its mapped columns decided"
                : "it arrived earlier, with the same timestamp";
    }
}
