package dap.explain;

import dap.raw.RejectReason;
import java.util.Optional;

/// Which rejected lines are asked for.
///
/// @param event wire name; absent: of all events, and of none
/// @param reason absent: for all reasons
public record RejectFilter(Optional<String> event, Optional<RejectReason> reason) {

    boolean takes(String ofEvent, RejectReason forReason) {
        return event.map(ofEvent::equals).orElse(true)
                && reason.map(forReason::equals).orElse(true);
    }
}
