package dap.run;

import dap.errors.DapException;
import dap.model.DataSource;
import dap.model.FamilyName;
import dap.run.RunResult.EventResult;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the stage side of a family went.
///
/// @param events empty where the family's config cannot be read
/// @param fault what was wrong with the family as a whole; null if nothing
record FamilyStage(
        DataSource source,
        FamilyName family,
        Status status,
        List<EventResult> events,
        @Nullable DapException fault,
        Instant startedAt,
        Instant endedAt) {

    FamilyStage {
        events = List.copyOf(events);
    }

    /// Why the family is not conformed; null where it may be.
    @Nullable String upstreamFailure() {
        if (fault != null) {
            return fault.problem();
        }
        return events.stream()
                .filter(event -> event.status().isFailure())
                .findFirst()
                .map(event -> "The stage of %s failed.".formatted(event.event()))
                .orElse(null);
    }
}
