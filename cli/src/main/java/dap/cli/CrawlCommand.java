package dap.cli;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.EventName;
import dap.model.FamilyName;
import dap.project.Event;
import dap.project.Family;
import dap.project.Source;
import dap.run.CrawlNotes;
import dap.run.Crawls;
import dap.step.crawl.CrawlReport;
import dap.step.crawl.StageCrawl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `dap crawl`.
@Command(
        name = "crawl",
        description =
                "A crawler alone: raw reads every line of every new object; stage holds partitions and files"
                        + " against the declared tables.")
final class CrawlCommand implements Callable<Integer> {

    /// Which layer is crawled.
    enum Layer {
        RAW,
        STAGE
    }

    @ParentCommand @Nullable Main main;

    @Parameters(index = "0", paramLabel = "raw|stage", description = "The layer.")
    Layer layer = Layer.RAW;

    @Parameters(
            index = "1..*",
            paramLabel = "FAMILY",
            arity = "0..*",
            description =
                    "Only the events of these families (raw only; default: all, unmapped ones too).")
    List<String> families = List.of();

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        try (Session session = dap.openSession()) {
            return switch (layer) {
                case RAW -> crawlRaw(dap, session);
                case STAGE -> crawlStage(dap, session);
            };
        }
    }

    private int crawlRaw(Main dap, Session session) {
        List<Map<String, @Nullable Object>> events = new ArrayList<>();
        TextTable table =
                new TextTable(
                        "event", "objects", "lines", "rejected", "new fields", "widened", "fault");
        List<String> notes = new ArrayList<>();
        boolean failed = false;
        for (Source source : session.project().sources()) {
            CrawlReport report =
                    Crawls.raw(
                                    session.project(),
                                    session.layout(),
                                    session.catalog(),
                                    session.clock())
                            .crawl(source, wanted(source));
            for (Map.Entry<EventName, CrawlReport.OfEvent> entry : report.events().entrySet()) {
                CrawlReport.OfEvent found = entry.getValue();
                failed |= found.fault().isPresent() || !found.unreadable().isEmpty();
                notes.addAll(CrawlNotes.ofObjects(entry.getKey(), found));
                events.add(json(entry.getKey(), found));
                table.add(
                        entry.getKey(),
                        found.newObjects(),
                        found.lines(),
                        found.rejected(),
                        String.join(" ", found.newFields()),
                        found.drift().stream()
                                .map(drift -> drift.field() + ":" + drift.after())
                                .collect(Collectors.joining(" ")),
                        found.fault().map(DapException::problem).orElse(""));
            }
            report.ignored()
                    .forEach(ignored ->
                            dap.terminal()
                                    .err()
                                    .println(
                                            "ignored: %s (%s)"
                                                    .formatted(ignored.path(), ignored.reason())));
        }
        if (dap.options.json) {
            dap.terminal().out().println(Json.text(Map.of("events", events)));
        } else if (table.isEmpty()) {
            dap.terminal().out().println("Nothing new in RAW.");
        } else {
            table.lines().forEach(dap.terminal().out()::println);
            notes.forEach(dap.terminal().out()::println);
        }
        return failed ? 1 : 0;
    }

    /// The events of the named families; empty: all.
    private Set<EventName> wanted(Source source) {
        return families.stream()
                .flatMap(name ->
                        source
                                .findFamily(new FamilyName(name))
                                .map(Family::events)
                                .orElseThrow(() ->
                                        new DapException(
                                                ErrorCode.USAGE,
                                                "The project has no product family %s."
                                                        .formatted(name),
                                                "Name one of the master config's families."))
                                .stream())
                .map(Event::name)
                .collect(Collectors.toSet());
    }

    private static Map<String, @Nullable Object> json(EventName event, CrawlReport.OfEvent found) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("event", event.wireName());
        json.put("objects", found.newObjects());
        json.put("lines", found.lines());
        json.put("rejected", found.rejected());
        Map<String, Long> rejects = new LinkedHashMap<>();
        found.rejects().forEach((reason, lines) -> rejects.put(reason.code(), lines));
        json.put("rejects", rejects);
        json.put("coerced", found.coerced());
        json.put("newFields", found.newFields());
        json.put("drift", found.drift());
        json.put("changed", found.changed());
        json.put("missing", found.missing());
        json.put("cutOff", found.cutOff());
        json.put("unreadable", found.unreadable());
        json.put("fault", found.fault().map(DapException::problem).orElse(null));
        return json;
    }

    private int crawlStage(Main dap, Session session) {
        boolean agrees = true;
        List<StageCrawl.Report> reports = new ArrayList<>();
        for (Source source : session.project().sources()) {
            StageCrawl.Report report = Crawls.stage(source, session.layout(), session.catalog());
            agrees &= report.agrees();
            reports.add(report);
            if (!dap.options.json) {
                print(dap.terminal(), report);
            }
        }
        if (dap.options.json) {
            dap.terminal().out().println(Json.text(reports));
        }
        return agrees ? 0 : 1;
    }

    private static void print(Terminal terminal, StageCrawl.Report report) {
        report.partitions()
                .forEach((table, partitions) ->
                        terminal.out().println("%s: %,d partitions".formatted(table, partitions)));
        report.missing().forEach(key -> terminal.out().println("missing: " + key));
        report.changed()
                .forEach(key ->
                        terminal.out().println("has another size than was committed: " + key));
        report.unknown().forEach(key -> terminal.out().println("not in the catalog: " + key));
        report.undeclared()
                .forEach(folder -> terminal.out().println("no declared table lies in: " + folder));
        if (report.agrees()) {
            terminal.out().println("Files, catalog and tables agree.");
        }
    }
}
