package dap.bench;

import dap.bench.Figure.Scale;
import dap.generator.EventGenerator;
import dap.generator.GeneratorOptions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Ingest of plain JSON lines, beside the JDK's gzip at the same level over the same bytes, in one
/// thread and into one file.
final class Plain implements Pair {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);
    private static final int BUFFER = 1 << 16;

    private final Path work;
    private final Path events;

    private Plain(Path work, Path events) {
        this.work = work;
        this.events = events;
    }

    static Plain prepare(Path work, Scale scale) throws IOException {
        Path events = work.resolve("events.jsonl");
        EventGenerator generator =
                new EventGenerator(new GeneratorOptions(scale.of(1_000_000), 1, DAY, 1));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(events))) {
            generator.writeDay(DAY, out);
        }
        return new Plain(work, events);
    }

    @Override
    public double ours() throws Exception {
        Path root = work.resolve("lake");
        Bench.delete(root);
        try (Lake lake = Lake.open(Lake.EXAMPLE, root)) {
            return Stopwatch.seconds(() -> lake.ingest(events, DAY));
        }
    }

    @Override
    public double baseline() throws Exception {
        int level;
        try (Lake lake = Lake.open(Lake.EXAMPLE, work.resolve("lake"))) {
            level = lake.project().settings().ingest().compressionLevel();
        }
        return Stopwatch.seconds(() -> {
            try (InputStream in = Files.newInputStream(events);
                    OutputStream out =
                            new LeveledGzip(
                                    Files.newOutputStream(work.resolve("by-hand.gz")), level)) {
                byte[] buffer = new byte[BUFFER];
                for (int length; (length = in.read(buffer)) >= 0; ) {
                    out.write(buffer, 0, length);
                }
            }
        });
    }

    private static final class LeveledGzip extends GZIPOutputStream {
        LeveledGzip(OutputStream out, int level) throws IOException {
            super(out, BUFFER);
            def.setLevel(level);
            assert level >= Deflater.BEST_SPEED : level;
        }
    }
}
