package dap.parity;

import dap.engine.trino.TrinoEngine;
import dap.project.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// What the example's statements cost on DuckDB, on a warm Trino of one node by hand, and on that
/// Trino through DAP. No test: `bench/trino` runs it.
public final class TrinoTimes {

    private static final int SLOTS = 2;
    private static final int TRANSLATIONS = 20;

    private TrinoTimes() {}

    /// @param arguments how many events
    public static void main(String[] arguments) {
        try {
            measure(Long.parseLong(arguments[0]));
            System.exit(0);
        } catch (Exception e) {
            // Trino's threads would keep the process.
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void measure(long events) throws Exception {
        Trino trino = Trino.start();
        Path folder = Files.createDirectory(trino.folder().resolve("times"));
        try (SharedLake lake = new SharedLake(folder, trino)) {
            double onDuck = lake.fillAndTimeStage(events);
            lake.show();
            byHand(lake);
            double byHand = byHand(lake);
            double firstTime = throughDap(lake, trino, folder.resolve("again"));
            double throughDap = throughDap(lake, trino, folder.resolve("again"));
            double translation = translation(lake);
            double crawlOnDuck = lake.timeRunOverCopy(folder.resolve("duck"), Duck.engine(), true);
            System.out.println(
                    "a statement is translated in %.2f ms, warm (target 5)"
                            .formatted(translation * 1000));
            System.out.println(
                    "%,d events: statements on DuckDB %.1f s, on a warm Trino by hand %.1f s, ratio %.2f (target 0.33)"
                            .formatted(events, onDuck, byHand, onDuck / byHand));
            System.out.println(
                    "the whole run with crawl on DuckDB %.1f s, to Trino by hand %.2f (target 0.50)"
                            .formatted(crawlOnDuck, crawlOnDuck / byHand));
            System.out.println(
                    "through DAP on Trino %.1f s, to by hand %.2f (target 1.05); %.1f s where the tables were not declared before"
                            .formatted(throughDap, throughDap / byHand, firstTime));
        }
    }

    /// The stage of a copy of the lake, which is deleted before: the second time its tables are
    /// known to the cluster, as they are to the statements by hand.
    private static double throughDap(SharedLake lake, Trino trino, Path copy) throws Exception {
        if (Files.exists(copy)) {
            try (Stream<Path> all = Files.walk(copy)) {
                for (Path each : all.toList().reversed()) {
                    Files.delete(each);
                }
            }
        }
        try (TrinoEngine engine = trino.newEngine(copy)) {
            return lake.timeRunOverCopy(copy, engine, false);
        }
    }

    /// How long it takes to translate one statement, in seconds: all of them a few times, after as
    /// many to warm up.
    private static double translation(SharedLake lake) {
        for (int i = 0; i < TRANSLATIONS; i++) {
            lake.translate();
        }
        long started = System.nanoTime();
        for (int i = 0; i < TRANSLATIONS; i++) {
            lake.translate();
        }
        return (System.nanoTime() - started) / 1e9 / TRANSLATIONS / lake.events().size();
    }

    /// All statements as they are written, so many at once as DAP runs.
    private static double byHand(SharedLake lake) throws Exception {
        long started = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(SLOTS)) {
            List<? extends Future<?>> all =
                    lake.events().stream()
                            .map((Event event) -> threads.submit(() -> lake.insertByTrino(event)))
                            .toList();
            for (Future<?> each : all) {
                each.get();
            }
        }
        return (System.nanoTime() - started) / 1e9;
    }
}
