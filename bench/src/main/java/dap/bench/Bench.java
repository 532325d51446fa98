package dap.bench;

import dap.bench.Figure.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `bench/run`.
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        description = {
            "Measures each figure beside its baseline, in turn, and prints the median of the ratios.",
            "Only ratios count: times depend on the machine and on what else it does."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every figure met its target", "1:one did not", "2:it was asked wrongly"})
public final class Bench implements Callable<Integer> {

    private static final Logger LOGS = Logger.getLogger("");

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Figures (default: all); --list names them.")
    List<String> names = List.of();

    @Option(names = "--list", description = "Name the figures, and measure nothing.")
    boolean list;

    @Option(
            names = "--scale",
            paramLabel = "F",
            description =
                    "The part of the full size, above 0 and up to 1 (default: ${DEFAULT-VALUE}). Targets are for 1.")
    double scale = 1;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            description = "Pairs measured, after one to warm up (default: ${DEFAULT-VALUE}).")
    int repetitions = 5;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description =
                    "Where the data lie meanwhile; the full size needs 25 GB (default: the temporary folder).")
    Path work = Path.of(System.getProperty("java.io.tmpdir"));

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        LOGS.setLevel(Level.WARNING);
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<String> unknown =
                names.stream().filter(name -> Figures.ALL.stream().noneMatch(is(name))).toList();
        if (!unknown.isEmpty() || repetitions < 1 || !(scale > 0 && scale <= 1)) {
            System.err.printf(
                    "Unknown figures %s, no repetition, or no scale: see bench/run --list and --help.%n",
                    unknown);
            return 2;
        }
        Table table = new Table(System.out);
        table.head();
        boolean good = true;
        for (Figure figure : Figures.ALL) {
            if (list) {
                table.name(figure);
            } else if (names.isEmpty() || names.contains(figure.name())) {
                Measurement measurement = measure(figure);
                table.row(measurement);
                good &= measurement.isGood();
            }
        }
        if (!list) {
            table.foot(names, scale, repetitions);
        }
        return good ? 0 : 1;
    }

    private static java.util.function.Predicate<Figure> is(String name) {
        return figure -> figure.name().equals(name);
    }

    private Measurement measure(Figure figure) throws Exception {
        Files.createDirectories(work);
        Path folder = Files.createTempDirectory(work, "dap-bench-" + figure.name());
        try (Pair pair = figure.preparation().prepare(folder, new Scale(scale))) {
            return Measurement.of(figure, pair, repetitions);
        } catch (Exception failure) {
            deleteAfter(failure, folder);
            throw failure;
        } finally {
            delete(folder);
        }
    }

    /// Keeps a folder that cannot be deleted from hiding why the measurement failed.
    private static void deleteAfter(Exception failure, Path folder) {
        try {
            delete(folder);
        } catch (IOException left) {
            failure.addSuppressed(left);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
