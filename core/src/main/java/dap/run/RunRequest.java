package dap.run;

import dap.model.FamilyName;
import java.time.Instant;
import java.util.Set;

/// What a run is asked to do.
///
/// @param families the families to run; empty: all
/// @param asOf the run's instant: what `now()` returns, and whose day is the first open one
/// @param reach how far it goes
public record RunRequest(Set<FamilyName> families, Instant asOf, Reach reach) {

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

    boolean includes(FamilyName family) {
        return families.isEmpty() || families.contains(family);
    }
}
