package dap.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The repetitions of one figure.
record Measurement(Figure figure, List<Seconds> repetitions) {

    /// Ours and the baseline, one right after the other, so that both met the same machine.
    record Seconds(double ours, double baseline) {
        double ratio() {
            return ours / baseline;
        }
    }

    /// Measures once to warm up, then `count` times, ours first in every other repetition.
    static Measurement of(Figure figure, Pair pair, int count) throws Exception {
        List<Seconds> repetitions = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            Seconds seconds = i % 2 == 0 ? oursFirst(pair) : baselineFirst(pair);
            if (i > 0) {
                repetitions.add(seconds);
            }
        }
        return new Measurement(figure, List.copyOf(repetitions));
    }

    private static Seconds oursFirst(Pair pair) throws Exception {
        double ours = pair.ours();
        return new Seconds(ours, pair.baseline());
    }

    private static Seconds baselineFirst(Pair pair) throws Exception {
        double baseline = pair.baseline();
        return new Seconds(pair.ours(), baseline);
    }

    /// The median of the pairs' ratios: a repetition that the machine disturbed does not move it.
    double ratio() {
        return median(Seconds::ratio);
    }

    boolean isGood() {
        return ratio() <= figure.target();
    }

    double median(ToDoubleFunction<Seconds> value) {
        double[] sorted = repetitions.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
