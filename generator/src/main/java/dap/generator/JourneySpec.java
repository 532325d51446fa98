package dap.generator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A kind of journey: the events it may produce, in order.
record JourneySpec(int weight, List<Step> steps) {

    /// @param chance of a hundred journeys that come here, how many produce the event
    /// @param stops whether the others end here, or go on to the next step
    /// @param secondsFrom least time since the step before
    record Step(EventSpec event, int chance, boolean stops, int secondsFrom, int secondsTo) {}

    static Weights<JourneySpec> load() {
        Map<String, EventSpec> events = EventSpec.load();
        Map<String, Integer> weights = new LinkedHashMap<>();
        Map<String, List<Step>> steps = new LinkedHashMap<>();
        for (Map<String, String> row : Resource.rows("journeys.csv")) {
            String journey = value(row, "journey");
            if (!steps.containsKey(journey)) {
                weights.put(journey, number(row, "weight"));
            }
            steps.computeIfAbsent(journey, _ -> new ArrayList<>()).add(step(row, events));
        }
        List<JourneySpec> journeys = new ArrayList<>();
        weights.forEach((name, weight) ->
                journeys.add(
                        new JourneySpec(weight, List.copyOf(steps.getOrDefault(name, List.of())))));
        return new Weights<>(journeys, List.copyOf(weights.values()));
    }

    private static Step step(Map<String, String> row, Map<String, EventSpec> events) {
        EventSpec event = events.get(value(row, "event"));
        if (event == null) {
            throw new IllegalArgumentException("events.csv has no event " + value(row, "event"));
        }
        return new Step(
                event,
                number(row, "chance"),
                value(row, "otherwise").equals("stop"),
                number(row, "seconds_from"),
                number(row, "seconds_to"));
    }

    private static int number(Map<String, String> row, String column) {
        return Integer.parseInt(value(row, column));
    }

    private static String value(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }
}
