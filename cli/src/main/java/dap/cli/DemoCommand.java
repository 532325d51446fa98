package dap.cli;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.generator.EventGenerator;
import dap.query.ProjectTables;
import dap.run.RunRequest;
import dap.run.RunResult;
import dap.step.ingest.IngestInput;
import dap.step.ingest.IngestProgress;
import dap.step.ingest.IngestResult;
import dap.store.WorkFolder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `dap demo`.
@Command(
        name = "demo",
        description =
                "The One Login example in DIR, realistic events, the whole pipeline, and what came of it.")
final class DemoCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "Where (default: ${DEFAULT-VALUE}).")
    Path folder = Path.of("one-login-demo");

    @Mixin EventOptions events = new EventOptions();

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        DemoProject.copyTo(folder);
        dap.options.project = folder;
        try (Session session = dap.openSession()) {
            long started = System.nanoTime();
            EventGenerator generator =
                    events.newGenerator(
                            LocalDate.ofInstant(session.clock().instant(), ZoneOffset.UTC)
                                    .minusDays(1));
            Tally ingested = ingest(dap, session, generator);
            say(
                    dap,
                    "%,d events of %d days in RAW, %,d rejected"
                            .formatted(ingested.accepted(), events.days, ingested.rejected()));
            RunResult result =
                    session.newRun(new ProgressLine(dap.terminal()))
                            .execute(
                                    new RunRequest(
                                            Set.of(),
                                            session.clock().instant(),
                                            RunRequest.Reach.CONFORMED));
            dap.terminal().clearProgress();
            double seconds = (System.nanoTime() - started) / 1e9;
            if (dap.options.json) {
                dap.terminal().out().println(Json.text(json(result, DemoFigures.of(session))));
            } else {
                new DemoReport(dap.terminal(), DemoFigures.of(session), folder.toString())
                        .print(result.status(), seconds);
            }
            return result.status().needsAttention() ? 1 : 0;
        }
    }

    /// What `dap run --json` prints, and what came of it.
    private static Map<String, Object> json(RunResult result, DemoFigures figures) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("runId", result.runId());
        json.put("status", result.status());
        json.put("asOf", result.asOf());
        json.put("families", result.families());
        json.put("loaded", figures.families());
        json.put("star", figures.star());
        json.put("unexplained", figures.account().unexplained());
        return json;
    }

    private record Tally(long accepted, long rejected) {}

    /// A file a day, each ingested with its own arrival day.
    private Tally ingest(Main dap, Session session, EventGenerator generator) {
        long accepted = 0;
        long rejected = 0;
        int day = 0;
        for (LocalDate date : generator.days()) {
            dap.terminal()
                    .progress(
                            "making and ingesting events: day %d of %d"
                                    .formatted(++day, events.days));
            try (WorkFolder work = WorkFolder.open(session.layout(), ProjectTables.WORK)) {
                Path file = write(generator, date, work.newFile(date + ".jsonl"));
                IngestResult result =
                        session.ingest(
                                session.source(null),
                                List.of(new IngestInput.OfFile(file)),
                                Optional.of(date),
                                false,
                                IngestProgress.NONE);
                accepted += result.accepted();
                rejected += result.rejected();
            }
        }
        dap.terminal().clearProgress();
        return new Tally(accepted, rejected);
    }

    private static Path write(EventGenerator generator, LocalDate date, Path file) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            generator.writeDay(date, out);
            return file;
        } catch (IOException e) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The demo's events cannot be written to %s: %s."
                            .formatted(file.getParent(), e.getMessage()),
                    "Free some space there, or name another folder for the demo.",
                    e);
        }
    }

    private static void say(Main dap, String text) {
        if (!dap.options.json) {
            dap.terminal().out().println(text);
        }
    }
}
