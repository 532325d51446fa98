package dap.generator;

import java.util.List;
import java.util.Optional;

/// Sees to it that each kind of journey occurs once on a day, however rare it is: spread over the
/// day's events, beside those that chance brings.
final class RareJourneys {

    /// A kind of journey that comes to its last step has fewer events.
    private static final int EVENTS_PER_KIND = 60;

    private final List<JourneySpec> kinds;
    private final long all;
    private int next;

    /// @param all events of the day; where they are too few for all kinds, chance alone decides
    RareJourneys(List<JourneySpec> kinds, long all) {
        this.kinds = all < (long) kinds.size() * EVENTS_PER_KIND ? List.of() : kinds;
        this.all = all;
    }

    /// The kind whose turn it is after so many events.
    Optional<JourneySpec> due(long planned) {
        boolean isDue = next < kinds.size() && planned * kinds.size() >= next * all;
        return isDue ? Optional.of(kinds.get(next++)) : Optional.empty();
    }
}
