package dap.generator;

/// Random numbers that depend on a seed alone (SplitMix64), so that they never change with Java.
///
/// Not thread-safe.
final class SeededRandom {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    SeededRandom(long seed) {
        this.state = seed;
    }

    /// A number that is as good as random, and always the same for the same two.
    static long mix(long seed, long key) {
        return mix(seed + GAMMA * (key + 1));
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// What `random` gives when brought into `[0, bound)`.
    static int bounded(long random, int bound) {
        return (int) (((random >>> 32) * bound) >>> 32);
    }

    long next() {
        state += GAMMA;
        return mix(state);
    }

    /// In `[0, bound)`.
    int below(int bound) {
        return bounded(next(), bound);
    }

    /// In `[from, to]`.
    int between(int from, int to) {
        return from + below(to - from + 1);
    }
}
