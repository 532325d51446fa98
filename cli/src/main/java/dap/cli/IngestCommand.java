package dap.cli;

import dap.cli.Terminal.Tone;
import dap.model.DataSource;
import dap.run.Recovery;
import dap.step.ingest.IngestInput;
import dap.step.ingest.IngestProgress;
import dap.step.ingest.IngestRequest;
import dap.step.ingest.IngestResult;
import dap.step.ingest.IngestStep;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `dap ingest`.
@Command(
        name = "ingest",
        description = "Puts events into RAW: JSON lines or one JSON array, gzip or plain.")
final class IngestCommand implements Callable<Integer> {
    @ParentCommand @Nullable Main main;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Files with events; - or none: standard input.")
    List<String> files = List.of();

    @Option(names = "--arrival-day", paramLabel = "D", description = "The day they arrived, as 2026-01-31 (default: today, UTC).")
    @Nullable LocalDate arrivalDay;

    @Option(names = "--again", description = "Take the same input once more.")
    boolean again;

    @Override
    public Integer call() {
        return 0;
    }
}
