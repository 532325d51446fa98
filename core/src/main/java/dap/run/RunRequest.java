package dap.run;

import dap.model.DaysOfEvent;
import dap.model.EventName;
import dap.model.FamilyName;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What a run is asked to do.
///
/// @param families the families to run; empty: all
/// @param asOf the run's instant: what `now()` returns, and whose day is the first open one
/// @param reach how far it goes
/// @param knownBy only RAW objects that the catalog knew by then are staged; absent: all
/// @param restage these days are restaged, in place of what was staged of them, and nothing else
///   is; absent: what is not staged yet
public record RunRequest(
        Set<FamilyName> families,
        Instant asOf,
        Reach reach,
        Optional<Instant> knownBy,
        Optional<DaysOfEvent> restage) {

    /// How far a run goes.
    public enum Reach {
        /// Only RAW to STAGE.
        STAGE,
        /// All the way to the star.
        CONFORMED
    }

    public RunRequest {
        families = Set.copyOf(families);
    }

    public RunRequest(Set<FamilyName> families, Instant asOf, Reach reach) {
        this(families, asOf, reach, Optional.empty(), Optional.empty());
    }

    /// Whether it drives an earlier run again: what waits in the warehouse is tried once more.
    boolean isRedrive() {
        return knownBy.isPresent();
    }

    boolean includes(EventName event) {
        return restage.isEmpty() || restage.get().event().equals(event);
    }

    boolean includes(FamilyName family) {
        return families.isEmpty() || families.contains(family);
    }
}
