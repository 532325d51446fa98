package dap.generator;

import java.util.List;

/// Picks one of several things, the heavier ones more often.
final class Weights<T> {

    private final List<T> things;
    private final int[] upTo;

    Weights(List<T> things, List<Integer> weights) {
        this.things = List.copyOf(things);
        this.upTo = new int[weights.size()];
        int sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += weights.get(i);
            upTo[i] = sum;
        }
    }

    List<T> things() {
        return things;
    }

    T pick(long random) {
        int drawn = SeededRandom.bounded(random, upTo[upTo.length - 1]);
        int i = 0;
        while (upTo[i] <= drawn) {
            i++;
        }
        return things.get(i);
    }
}
