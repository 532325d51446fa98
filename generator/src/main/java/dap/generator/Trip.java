package dap.generator;

import java.util.ArrayList;
import java.util.List;

/// A journey under way: which events it will still produce, and when.
///
/// Trips are ordered by their next event; those at the same second by their number.
final class Trip implements Comparable<Trip> {

    private record Stop(EventSpec event, int second) {}

    private static final long PLAN = 0;

    private final long number;
    private final Journey journey;
    private final List<Stop> stops;
    private int next;

    private Trip(long number, Journey journey, List<Stop> stops) {
        this.number = number;
        this.journey = journey;
        this.stops = stops;
    }

    /// @param second of the day at which it starts
    /// @param maxEvents at least 1; a trip that would have more is given up half way
    static Trip plan(JourneySpec spec, Journey journey, long number, int second, long maxEvents) {
        Draws draws = new Draws(journey.draw(PLAN));
        List<Stop> stops = new ArrayList<>(spec.steps().size());
        int at = second;
        for (JourneySpec.Step step : spec.steps()) {
            boolean taken = stops.isEmpty() || draws.below(100) < step.chance();
            if ((!taken && step.stops()) || stops.size() == maxEvents) {
                break;
            }
            if (taken) {
                at += draws.between(step.secondsFrom(), step.secondsTo());
                stops.add(new Stop(step.event(), at));
            }
        }
        return new Trip(number, journey, stops);
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
    public int compareTo(Trip other) {
        int bySecond = Integer.compare(nextSecond(), other.nextSecond());
        return bySecond != 0 ? bySecond : Long.compare(number, other.number);
    }
}
