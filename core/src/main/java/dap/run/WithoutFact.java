package dap.run;

import dap.model.FamilyName;
import dap.warehouse.WaitingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Landed events of a family that have no fact: how many, why as far as can be known, and what to
/// do.
///
/// @param problem what is so, in one sentence
/// @param hint what to do next
record WithoutFact(String problem, String hint) {

    private static final int EVENTS_SHOWN = 5;

    /// @param waiting what waits of the family now
    /// @param lost of this run's batch
    /// @param refused of this run's batch
    static Optional<WithoutFact> of(
            FamilyName family, Optional<WaitingRows> waiting, long lost, long refused) {
        long rows = waiting.map(WaitingRows::rows).orElse(0L) + lost + refused;
        if (rows == 0) {
            return Optional.empty();
        }
        List<String> reasons = new ArrayList<>();
        List<String> hints = new ArrayList<>();
        waiting.ifPresent(found -> tell(family, found, reasons, hints));
        if (refused > 0) {
            reasons.add(
                    "conformed.sp_%s cannot take %,d, which were set aside"
                            .formatted(family, refused));
            hints.add(
                    "'dap ledger --refused' says why; they come back when the procedure or a migration changes, and with 'dap redrive'.");
        }
        if (lost > 0) {
            reasons.add(
                    "%,d have no event_id, or were taken out of the landing table by the procedure"
                            .formatted(lost));
            hints.add("'dap ledger' shows their days as unexplained.");
        }
        return Optional.of(
                new WithoutFact(
                        "%,d landed events of %s have no fact: %s."
                                .formatted(rows, family, String.join("; ", reasons)),
                        String.join(" ", hints)));
    }

    /// Of two families, one sentence after the other.
    WithoutFact and(WithoutFact other) {
        return new WithoutFact(problem + " " + other.problem, hint + " " + other.hint);
    }

    private static void tell(
            FamilyName family, WaitingRows waiting, List<String> reasons, List<String> hints) {
        if (!waiting.unreferenced().isEmpty()) {
            reasons.add(
                    "%,d are of events that no reference table conformed.ref_… names (%s)"
                            .formatted(
                                    waiting.rows() - waiting.leftOut(),
                                    names(waiting.unreferenced())));
            hints.add(
                    "Name these events in the reference data and run again: what waits goes with it.");
        }
        if (waiting.leftOut() > 0) {
            reasons.add(
                    "%,d were left out by conformed.sp_%s".formatted(waiting.leftOut(), family));
            hints.add(
                    waiting.example()
                            .map(
                                    "See 'dap explain %s', fix the procedure and run again."
                                            ::formatted)
                            .orElse(
                                    "'dap ledger' shows their days; fix the procedure and run again."));
        }
    }

    private static String names(Map<String, Long> events) {
        List<String> names = events.keySet().stream().limit(EVENTS_SHOWN).toList();
        int more = events.size() - names.size();
        return String.join(", ", names) + (more > 0 ? " and %d more".formatted(more) : "");
    }
}
