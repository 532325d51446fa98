package dap.bench;

import dap.bench.Figure.Scale;
import dap.generator.EventGenerator;
import dap.generator.GeneratorOptions;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.LocalDate;

/// The event generator, beside the ten microseconds that an event may take of one core.
final class Generating implements Pair {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);
    private static final double SECONDS_PER_EVENT = 1.0 / 100_000;
    private static final double NANOS = 1e9;

    private final long events;

    private Generating(long events) {
        this.events = events;
    }

    static Generating prepare(Scale scale) {
        return new Generating(scale.of(1_000_000));
    }

    /// Time of the processor, not of the clock: others' load does not count.
    @Override
    public double ours() throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        EventGenerator generator = new EventGenerator(new GeneratorOptions(events, 1, DAY, 1));
        long started = threads.getCurrentThreadCpuTime();
        generator.writeDay(DAY, OutputStream.nullOutputStream());
        return (threads.getCurrentThreadCpuTime() - started) / NANOS;
    }

    @Override
    public double baseline() {
        return events * SECONDS_PER_EVENT;
    }
}
