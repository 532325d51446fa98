package dap.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A kind of journey: the steps it may take, in order.
record JourneySpec(String name, List<Step> steps) {

    /// Weights in journeys.csv have up to two decimals.
    private static final double WEIGHT_UNITS = 100;

    /// @param targets one of which is taken
    /// @param chance of a hundred journeys that come here, how many take the step
    /// @param stops whether the others end here, or go on to the next step
    /// @param secondsFrom least time since the step before
    record Step(
            Weights<Target> targets, int chance, boolean stops, int secondsFrom, int secondsTo) {}

    /// What a step leads to.
    sealed interface Target {
        record Happening(EventSpec event) implements Target {}

        /// Steps that several journeys have in common.
        record Part(List<Step> steps) implements Target {}
    }

    static Weights<JourneySpec> load() {
        return new Reader(Resource.rows("journeys.csv")).journeys();
    }

    /// Puts the rows of journeys.csv together; parts may stand before or after their use.
    private static final class Reader {
        private final Map<String, EventSpec> events = EventSpec.load();
        private final Map<String, List<Map<String, String>>> rows = new LinkedHashMap<>();
        private final Map<String, List<Step>> read = new HashMap<>();

        Reader(List<Map<String, String>> all) {
            all.forEach(row ->
                    rows.computeIfAbsent(value(row, "journey"), _ -> new ArrayList<>()).add(row));
        }

        Weights<JourneySpec> journeys() {
            List<JourneySpec> journeys = new ArrayList<>();
            List<Integer> weights = new ArrayList<>();
            rows.forEach((name, steps) -> {
                String weight = value(steps.getFirst(), "weight");
                if (!weight.isEmpty()) {
                    journeys.add(new JourneySpec(name, steps(name)));
                    weights.add((int) Math.round(Double.parseDouble(weight) * WEIGHT_UNITS));
                }
            });
            return new Weights<>(journeys, weights);
        }

        private List<Step> steps(String name) {
            List<Step> known = read.get(name);
            if (known == null) {
                List<Map<String, String>> named = rows.get(name);
                if (named == null) {
                    throw new IllegalArgumentException("journeys.csv has no part " + name);
                }
                known = named.stream().map(this::step).toList();
                read.put(name, known);
            }
            return known;
        }

        private Step step(Map<String, String> row) {
            return new Step(
                    targets(value(row, "step").split(" ")),
                    number(row, "chance"),
                    value(row, "otherwise").equals("stop"),
                    number(row, "seconds_from"),
                    number(row, "seconds_to"));
        }

        private Weights<Target> targets(String[] words) {
            List<Target> targets = new ArrayList<>();
            List<Integer> weights = new ArrayList<>();
            for (int i = 0; i < words.length; i += 2) {
                targets.add(target(words[i]));
                weights.add(words.length == 1 ? 1 : Integer.parseInt(words[i + 1]));
            }
            return new Weights<>(targets, weights);
        }

        private Target target(String word) {
            if (Character.isLowerCase(word.charAt(0))) {
                return new Target.Part(steps(word));
            }
            EventSpec event = events.get(word);
            if (event == null) {
                throw new IllegalArgumentException("events.csv has no event " + word);
            }
            return new Target.Happening(event);
        }
    }

    private static int number(Map<String, String> row, String column) {
        return Integer.parseInt(value(row, column));
    }

    private static String value(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }
}
