package dap.generator;

import dap.generator.JourneySpec.Step;
import dap.generator.JourneySpec.Target;
import java.util.ArrayList;
import java.util.List;

/// A journey under way: which events it will still produce, and when.
///
/// Trips are ordered by their next event; those at the same second by their number.
final class PlannedJourney implements Comparable<PlannedJourney> {

    /// An event to come.
    ///
    /// @param second of the day
    record Stop(EventSpec event, int second) {}

    private final long number;
    private final Journey journey;
    private final List<Stop> stops;
    private int next;

    private PlannedJourney(long number, Journey journey, List<Stop> stops) {
        this.number = number;
        this.journey = journey;
        this.stops = stops;
    }

    /// @param complete takes every step that it comes to
    /// @param second of the day at which it starts
    /// @param maxEvents at least 1; a trip that would have more is given up half way, as is one
    ///   that midnight overtakes
    static PlannedJourney plan(
            JourneySpec spec,
            boolean complete,
            Journey journey,
            long number,
            int second,
            long maxEvents) {
        Planner planner = new Planner(journey, complete, second, maxEvents);
        planner.walk(spec.steps());
        return new PlannedJourney(number, journey, planner.stops);
    }

    private static final class Planner {
        private static final long PLAN = 0;

        private final List<Stop> stops = new ArrayList<>();
        private final SeededRandom draws;
        private final boolean complete;
        private final long maxEvents;
        private int at;

        Planner(Journey journey, boolean complete, int second, long maxEvents) {
            this.draws = new SeededRandom(journey.draw(PLAN));
            this.complete = complete;
            this.at = second;
            this.maxEvents = maxEvents;
        }

        /// @return whether the journey goes on after these steps
        boolean walk(List<Step> steps) {
            for (Step step : steps) {
                boolean taken = draws.below(100) < step.chance() || complete || stops.isEmpty();
                if (taken ? !take(step) : step.stops()) {
                    return false;
                }
            }
            return true;
        }

        private boolean take(Step step) {
            int reached = at + draws.between(step.secondsFrom(), step.secondsTo());
            if (stops.size() == maxEvents || reached >= Moment.SECONDS_PER_DAY) {
                return false;
            }
            at = reached;
            return switch (step.targets().pick(draws.next())) {
                case Target.Part(List<Step> steps) -> walk(steps);
                case Target.Happening(EventSpec event) -> stops.add(new Stop(event, at));
            };
        }
    }

    int events() {
        return stops.size();
    }

    int nextSecond() {
        return stops.get(next).second();
    }

    /// Writes the next event.
    ///
    /// @return whether there is another one
    boolean writeNext(EventWriter writer) {
        Stop stop = stops.get(next);
        writer.write(stop.event(), journey, stop.second(), next);
        next++;
        return next < stops.size();
    }

    @Override
    public int compareTo(PlannedJourney other) {
        int bySecond = Integer.compare(nextSecond(), other.nextSecond());
        return bySecond != 0 ? bySecond : Long.compare(number, other.number);
    }
}
