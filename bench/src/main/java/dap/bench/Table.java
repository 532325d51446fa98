package dap.bench;

import java.io.PrintStream;
import java.util.List;

/// The figures as a table, a line as soon as it is known.
record Table(PrintStream out) {

    private static final String ROW = "%-16s %9s %9s %7s %7s  %s%n";

    void head() {
        out.printf(ROW, "figure", "ours s", "base s", "ratio", "target", "ours / baseline");
    }

    void name(Figure figure) {
        out.printf(ROW, figure.name(), "", "", "", target(figure), sentence(figure));
    }

    void row(Measurement measurement) {
        Figure figure = measurement.figure();
        out.printf(
                ROW,
                figure.name(),
                "%.3f".formatted(measurement.median(Measurement.Seconds::ours)),
                "%.3f".formatted(measurement.median(Measurement.Seconds::baseline)),
                "%.2f%s".formatted(measurement.ratio(), measurement.isGood() ? "" : "!"),
                target(figure),
                sentence(figure));
        out.flush();
    }

    void foot(List<String> names, double scale, int repetitions) {
        out.printf(
                "%nMedians of %d pairs; ! misses its target. %d processors, Java %s, %s. Again:%n"
                        + "  bench/run%s --scale %s --repetitions %d%n",
                repetitions,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                System.getProperty("os.name"),
                names.isEmpty() ? "" : " " + String.join(" ", names),
                scale,
                repetitions);
    }

    private static String target(Figure figure) {
        return "%.1f".formatted(figure.target());
    }

    private static String sentence(Figure figure) {
        return figure.ours() + " / " + figure.baseline();
    }
}
