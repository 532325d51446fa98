package dap.cli;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.generator.EventGenerator;
import dap.generator.faults.HostileEvents;
import dap.generator.faults.HostileLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `dap generate-events`.
@Command(
        name = "generate-events",
        description =
                "Realistic events of made-up journeys, as JSON lines: on standard output, in a file, or"
                        + " a file for each day.")
final class GenerateEventsCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Mixin EventOptions options = new EventOptions();

    @Option(
            names = "--last-day",
            paramLabel = "D",
            description = "The last of the days, as 2026-01-31 (default: yesterday, UTC).")
    @Nullable LocalDate lastDay;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE|DIR",
            description =
                    "Where to: a file, gzip if its name ends with .gz; or a folder (one that exists, or a name"
                            + " with / at its end), which gets a file for each day of arrival. Default:"
                            + " standard output.")
    @Nullable String output;

    @Option(
            names = "--faults",
            paramLabel = "PCT",
            arity = "0..1",
            fallbackValue = "3",
            description =
                    "Make so many of a hundred events hostile, every kind in turn"
                            + " (without a number: ${FALLBACK-VALUE}).")
    @Nullable Double faults;

    @Option(
            names = "--faults-record",
            paramLabel = "FILE",
            description =
                    "Write down each hostile line, and where it should end: CSV with "
                            + HostileLine.HEADER
                            + ".")
    @Nullable Path faultsRecord;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        LocalDate last = lastDay == null ? LocalDate.now(Clock.systemUTC()).minusDays(1) : lastDay;
        EventGenerator generator = options.newGenerator(last);
        if (faultsRecord != null && faults == null) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "There is no record of faults without faults.",
                    "Add --faults.");
        }
        List<HostileLine> hostile = new ArrayList<>();
        EventFiles.Days days = days(generator, hostile);
        Terminal terminal = dap.terminal();
        if (output == null) {
            EventFiles.toStream(generator, days, terminal.out());
        } else {
            Path target = Path.of(output);
            boolean isFolder = output.endsWith("/") || Files.isDirectory(target);
            List<Path> files =
                    isFolder
                            ? EventFiles.toFolder(generator, days, target, terminal)
                            : List.of(EventFiles.toFile(generator, days, target, terminal));
            terminal.clearProgress();
            summarize(dap, files, hostile.size());
        }
        if (faultsRecord != null) {
            EventFiles.write(faultsRecord, out -> writeRecord(hostile, out));
        }
        return 0;
    }

    private EventFiles.Days days(EventGenerator generator, List<HostileLine> hostile) {
        if (faults == null) {
            return EventFiles.Days.plain(generator);
        }
        try {
            return EventFiles.Days.hostile(new HostileEvents(generator, faults, hostile::add));
        } catch (IllegalArgumentException e) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "These faults cannot be generated: %s.".formatted(e.getMessage()),
                    "Ask for a share such as --faults=3.",
                    e);
        }
    }

    private static void writeRecord(List<HostileLine> hostile, OutputStream out)
            throws IOException {
        out.write((HostileLine.HEADER + "\n").getBytes(StandardCharsets.UTF_8));
        for (HostileLine line : hostile) {
            out.write((line.csv() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private void summarize(Main dap, List<Path> files, int hostile) {
        if (dap.options.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("events", options.events);
            json.put("hostile", hostile);
            json.put("files", files.stream().map(Path::toString).toList());
            dap.terminal().out().println(Json.text(json));
            return;
        }
        dap.terminal()
                .out()
                .println(
                        "%,d events%s in %s"
                                .formatted(
                                        options.events,
                                        faults == null
                                                ? ""
                                                : ", %,d hostile lines among them"
                                                        .formatted(hostile),
                                        files.size() == 1
                                                ? files.getFirst()
                                                : "%,d files in %s"
                                                        .formatted(files.size(), output)));
    }
}
