package dap.cli;

import dap.cli.Terminal.Tone;
import dap.step.ingest.IngestInput;
import dap.step.ingest.IngestProgress;
import dap.step.ingest.IngestResult;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `dap ingest`.
@Command(
        name = "ingest",
        description =
                "Puts events into RAW: JSON lines or one JSON array, gzip or plain. The same input again is"
                        + " answered 'already ingested'.")
final class IngestCommand implements Callable<Integer> {

    private static final double MEGABYTE = 1 << 20;

    @ParentCommand @Nullable Main main;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Files with events; - or none: standard input.")
    List<String> files = List.of();

    @Option(
            names = "--arrival-day",
            paramLabel = "D",
            description = "The day they arrived, as 2026-01-31 (default: today, UTC).")
    @Nullable LocalDate arrivalDay;

    @Option(names = "--again", description = "Ingest the same input again.")
    boolean again;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description =
                    "Which of the project's data sources they belong to (default: its first).")
    @Nullable String source;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        try (Session session = dap.openSession()) {
            IngestResult result =
                    session.ingest(
                            session.source(source),
                            inputs(),
                            Optional.ofNullable(arrivalDay),
                            again,
                            progress(dap.terminal()));
            dap.terminal().clearProgress();
            print(dap.terminal(), dap.options.json, result);
            return 0;
        }
    }

    private List<IngestInput> inputs() {
        List<String> names = files.isEmpty() ? List.of("-") : files;
        return names.stream()
                .<IngestInput>map(name ->
                        name.equals("-")
                                ? new IngestInput.OfStream("standard input", System.in)
                                : new IngestInput.OfFile(Path.of(name)))
                .toList();
    }

    private static IngestProgress progress(Terminal terminal) {
        return (IngestInput input, long bytes, OptionalLong total) ->
                terminal.progress(
                        total.isPresent() && total.getAsLong() > 0
                                ? "ingest %s: %,.0f of %,.0f MB (%d %%)"
                                        .formatted(
                                                input.name(),
                                                bytes / MEGABYTE,
                                                total.getAsLong() / MEGABYTE,
                                                100 * bytes / total.getAsLong())
                                : "ingest %s: %,.0f MB".formatted(input.name(), bytes / MEGABYTE));
    }

    /// Says what came of an ingest.
    static void print(Terminal terminal, boolean asJson, IngestResult result) {
        if (asJson) {
            terminal.out().println(Json.text(json(result)));
        } else {
            print(terminal, result);
        }
    }

    private static Map<String, Object> json(IngestResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("accepted", result.accepted());
        json.put("rejected", result.rejected());
        json.put("objects", result.objects());
        json.put("already", result.already());
        return json;
    }

    private static void print(Terminal terminal, IngestResult result) {
        if (result.already()) {
            terminal.out().println("already ingested; nothing to do (--again ingests it again)");
            return;
        }
        terminal.out()
                .println(
                        "%,d accepted, %,d rejected, %,d objects written to RAW"
                                .formatted(result.accepted(), result.rejected(), result.objects()));
        result.rejects().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(reject ->
                        terminal.out()
                                .println(
                                        terminal.toned(
                                                Tone.CAUTION,
                                                "  %,8d %s"
                                                        .formatted(
                                                                reject.getValue(),
                                                                reject.getKey().code()))));
        result.rejectFolders()
                .forEach(folder ->
                        terminal.out().println("  dap rejects shows why; they are in " + folder));
    }
}
