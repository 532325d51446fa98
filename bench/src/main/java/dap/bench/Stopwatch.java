package dap.bench;

/// Measures one piece of work.
final class Stopwatch {

    private static final double NANOS = 1e9;

    private Stopwatch() {}

    /// Work that may fail.
    interface Work {
        void run() throws Exception;
    }

    /// How long `work` took, in seconds.
    static double seconds(Work work) throws Exception {
        long started = System.nanoTime();
        work.run();
        return (System.nanoTime() - started) / NANOS;
    }
}
