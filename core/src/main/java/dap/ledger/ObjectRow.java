package dap.ledger;

import dap.catalog.RawFault;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A RAW object that is not as it should be: a line of its own in the account, until it is again or
/// somebody has decided about it.
///
/// @param event wire name
/// @param day arrival day, ISO; null for a folder above those of days
/// @param object path within the lake
/// @param state `changed` (after it was staged), `missing`, `cut-off` (it ends within gzip),
///   `damaged` (its gzip is), `unreadable`
/// @param detail more about it, or empty
/// @param lines good lines that were read in it
/// @param staged whether these are in STAGE
/// @param enabled whether the event is loaded: else nothing is affected by it
/// @param remedy what to do, naming a command
public record ObjectRow(
        String event,
        @Nullable String day,
        String object,
        String state,
        String detail,
        long lines,
        boolean staged,
        boolean enabled,
        String remedy) {

    static ObjectRow of(RawFault fault, boolean enabled) {
        return new ObjectRow(
                fault.event().wireName(),
                fault.arrivalDay().map(LocalDate::toString).orElse(null),
                fault.key(),
                fault.state().text(),
                fault.detail(),
                fault.lines(),
                fault.staged(),
                enabled,
                fault.remedy());
    }
}
