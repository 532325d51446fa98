package dap.bench;

import dap.bench.Figure.Scale;
import dap.generator.EventGenerator;
import dap.generator.GeneratorOptions;
import dap.run.RunRequest.Reach;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/// `dap run` that finds everything done, on a long history and on a short one: the process from its
/// start to its end.
final class NothingToDo implements Pair {

    private static final LocalDate LAST_DAY = LocalDate.of(2026, 1, 31);
    private static final int EVENTS_PER_DAY = 2_000;
    private static final int TIMES = 10;

    private final Path longHistory;
    private final Path shortHistory;

    private NothingToDo(Path longHistory, Path shortHistory) {
        this.longHistory = longHistory;
        this.shortHistory = shortHistory;
    }

    static NothingToDo prepare(Path work, Scale scale) throws IOException {
        int days = Math.toIntExact(scale.of(30));
        return new NothingToDo(
                history(work.resolve("long"), TIMES * days), history(work.resolve("short"), days));
    }

    private static Path history(Path root, int days) throws IOException {
        EventGenerator generator =
                new EventGenerator(
                        new GeneratorOptions((long) EVENTS_PER_DAY * days, days, LAST_DAY, 1));
        try (Lake lake = Lake.open(Lake.EXAMPLE, root)) {
            Path file = Files.createTempFile(root, "events", ".jsonl");
            for (LocalDate day : generator.days()) {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    generator.writeDay(day, out);
                }
                lake.ingest(file, day);
            }
            Files.delete(file);
            lake.run(Reach.CONFORMED);
            lake.run(Reach.CONFORMED);
        }
        return root;
    }

    @Override
    public double ours() throws Exception {
        return run(longHistory);
    }

    @Override
    public double baseline() throws Exception {
        return run(shortHistory);
    }

    private static double run(Path root) throws Exception {
        ProcessBuilder run =
                new ProcessBuilder(
                        Lake.HOME.resolve("dap").toString(),
                        "run",
                        "--json",
                        "--project",
                        Lake.EXAMPLE.toString(),
                        "--lake",
                        root.toString());
        Path out = root.resolve("run.json");
        run.redirectOutput(out.toFile()).redirectError(Redirect.INHERIT);
        double seconds =
                Stopwatch.seconds(() -> {
                    if (run.start().waitFor() != 0) {
                        throw new IllegalStateException("the run failed: see " + out);
                    }
                });
        if (!Files.readString(out).contains("UP_TO_DATE")) {
            throw new IllegalStateException("there was something to do: see " + out);
        }
        return seconds;
    }
}
