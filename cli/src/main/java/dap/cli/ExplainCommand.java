package dap.cli;

import dap.cli.Terminal.Tone;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.explain.EventExplainer;
import dap.explain.EventStory;
import dap.explain.EventStory.Line;
import dap.explain.EventStory.Reject;
import dap.warehouse.EventTrace;
import dap.warehouse.EventTrace.Copy;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `dap explain`.
@Command(
        name = "explain",
        description =
                "Where one event went: its line in RAW, the STAGE file, the fact, every copy and which is current, every"
                        + " reject. Ends with 1 if it is unknown.")
final class ExplainCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Parameters(paramLabel = "EVENT_ID", description = "The event's event_id.")
    String eventId = "";

    @Option(
            names = "--everywhere",
            description =
                    "Read all of RAW and all rejects, also for an event that the warehouse knows: finds copies"
                            + " that were never staged.")
    boolean everywhere;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        if (eventId.isBlank()) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "An empty event_id is no event's: such lines are rejected.",
                    "Name an event_id; dap ledger counts the rejected lines.");
        }
        try (Session session = dap.openSessionToAskWarehouse()) {
            EventStory story =
                    new EventExplainer(
                                    session.project(),
                                    session.catalog(),
                                    session.layout(),
                                    session::warehouse)
                            .explain(
                                    eventId,
                                    everywhere,
                                    (files, ofFiles) ->
                                            dap.terminal()
                                                    .progress(
                                                            "searching RAW: %,d of %,d files"
                                                                    .formatted(files, ofFiles)));
            dap.terminal().clearProgress();
            if (dap.options.json) {
                dap.terminal().out().println(Json.text(json(story)));
            } else {
                print(dap.terminal(), story);
            }
            return story.isKnown() ? 0 : 1;
        }
    }

    private static void print(Terminal terminal, EventStory story) {
        PrintStream out = terminal.out();
        out.println(terminal.toned(Tone.STRONG, outcome(story)));
        for (Line line : story.lines()) {
            out.println();
            out.println("RAW    %s line %,d".formatted(line.object(), line.number()));
            out.println("       %s, arrived %s".formatted(line.event(), line.arrivalDay()));
            line.rejected()
                    .ifPresent(reason ->
                            out.println(
                                    terminal.toned(Tone.CAUTION, "       rejected: " + reason)));
            line.stageFile().ifPresent(file -> out.println("STAGE  " + file));
            if (line.rejected().isEmpty() && line.stageFile().isEmpty()) {
                out.println("STAGE  not yet: see dap plan");
            }
        }
        for (Reject reject : story.rejects()) {
            out.println();
            out.println(
                    "reject %s, line %,d of the input".formatted(reject.folder(), reject.number()));
            out.println(
                    "       %s%s"
                            .formatted(
                                    reject.reason(),
                                    reject.detail().isEmpty() ? "" : ": " + reject.detail()));
        }
        printCopies(out, story.trace());
        if (!story.searchedAll()) {
            out.println();
            out.println(
                    terminal.toned(
                            Tone.QUIET,
                            "Copies that were never staged are not looked for: --everywhere does."));
        }
    }

    private static void printCopies(PrintStream out, EventTrace trace) {
        if (trace.copies().isEmpty()) {
            return;
        }
        out.println();
        for (Copy copy : trace.copies()) {
            out.println(
                    "copy   %s, arrived %s: %s"
                            .formatted(
                                    copy.event(),
                                    copy.arrivalDay(),
                                    copy.isCurrent()
                                            ? "current version"
                                            : "superseded, " + trace.whySuperseded(copy)));
        }
        trace.facts().forEach(table -> out.println("fact   " + table));
        trace.refused()
                .ifPresent(reason -> {
                    out.println("refused (warehouse): " + reason);
                    out.println(
                            "       it comes back when the procedure or a migration changes, and with dap redrive");
                });
        trace.landed()
                .forEach(family ->
                        out.println(
                                "waits  in the landing table of %s: no reference, or the procedure left it out"
                                        .formatted(family)));
    }

    /// The answer in one sentence.
    private static String outcome(EventStory story) {
        EventTrace trace = story.trace();
        int copies = trace.copies().size();
        if (trace.refused().isPresent()) {
            return "Its family's procedure cannot take it: it was set aside.";
        }
        if (!trace.facts().isEmpty()) {
            return copies > 1
                    ? "It is a fact; %d copies came, and one is current.".formatted(copies)
                    : "It is a fact.";
        }
        if (!trace.landed().isEmpty()) {
            return "It is in the warehouse and waits: no reference data for it yet, or the procedure left it out.";
        }
        if (copies > 0) {
            return "It was conformed, and no fact table holds it: the ledger calls it unexplained.";
        }
        if (story.lines().stream().anyMatch(line -> line.stageFile().isPresent())) {
            return "It is staged and not in the warehouse: filtered by its DML, or not conformed yet.";
        }
        if (story.lines().stream().anyMatch(line -> line.rejected().isEmpty())) {
            return "It is in RAW, and not staged yet.";
        }
        return story.isKnown()
                ? "It was rejected."
                : "No line of RAW and no reject has this event_id.";
    }

    private static Map<String, Object> json(EventStory story) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("eventId", story.eventId());
        json.put("outcome", outcome(story));
        json.put("lines", story.lines().stream().map(ExplainCommand::json).toList());
        json.put("rejects", story.rejects());
        EventTrace trace = story.trace();
        json.put("copies", trace.copies().stream().map(copy -> json(copy, trace)).toList());
        json.put("facts", trace.facts());
        json.put("waiting", trace.landed().stream().map(family -> family.name()).toList());
        json.put("refused", trace.refused().orElse(null));
        json.put("searchedAll", story.searchedAll());
        return json;
    }

    private static Map<String, Object> json(Line line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("event", line.event());
        json.put("arrivalDay", line.arrivalDay().toString());
        json.put("object", line.object());
        json.put("line", line.number());
        json.put("rejected", line.rejected().orElse(null));
        json.put("stageFile", line.stageFile().orElse(null));
        return json;
    }

    private static Map<String, Object> json(Copy copy, EventTrace trace) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", copy.file());
        json.put("event", copy.event());
        json.put("arrivalDay", copy.arrivalDay().toString());
        json.put("current", copy.isCurrent());
        json.put("why", copy.isCurrent() ? null : trace.whySuperseded(copy));
        return json;
    }
}
