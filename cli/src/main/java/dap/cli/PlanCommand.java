package dap.cli;

import dap.catalog.StaleDays;
import dap.model.DaysOfEvent;
import dap.model.FamilyName;
import dap.plan.EventPlan;
import dap.plan.StageTask;
import dap.run.Crawls;
import dap.run.Preview;
import dap.run.Preview.FamilyPreview;
import dap.run.RunRequest;
import dap.step.crawl.IgnoredPath;
import dap.step.crawl.RawStrays;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `dap plan`.
@Command(name = "plan", description = "What a run would do; changes nothing.")
final class PlanCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Parameters(
            paramLabel = "FAMILY",
            arity = "0..*",
            description = "Only these families (default: all).")
    List<String> families = List.of();

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            description = "The run's instant (default: now).")
    @Nullable Instant asOf;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        try (Session session = dap.openSession()) {
            Preview preview = session.newPreview(request(session));
            List<IgnoredPath> strays = Crawls.strays(session.project(), session.layout());
            if (dap.options.json) {
                Map<String, Object> json = json(preview);
                json.put("unread", strays.stream().map(IgnoredPath::path).toList());
                dap.terminal().out().println(Json.text(json));
            } else {
                print(dap.terminal(), preview);
                if (!strays.isEmpty()) {
                    dap.terminal().out().println(RawStrays.sentence(strays));
                }
            }
            return 0;
        }
    }

    private RunRequest request(Session session) {
        Set<FamilyName> names = new LinkedHashSet<>();
        families.forEach(family -> names.add(new FamilyName(family)));
        return new RunRequest(
                names, asOf == null ? session.clock().instant() : asOf, RunRequest.Reach.CONFORMED);
    }

    private static void print(Terminal terminal, Preview preview) {
        TextTable table = new TextTable("family", "event", "day", "objects", "lines", "bytes");
        for (FamilyPreview family : preview.families()) {
            for (EventPlan event : family.stage().events()) {
                for (StageTask task : event.tasks()) {
                    table.add(
                            family.stage().family().name(),
                            event.event().name(),
                            task.arrivalDay(),
                            task.objects().size(),
                            task.lines(),
                            task.bytes());
                }
            }
        }
        if (table.isEmpty()) {
            terminal.out().println("Nothing to stage.");
        } else {
            table.lines().forEach(terminal.out()::println);
        }
        notes(preview).forEach(note -> terminal.out().println(note));
    }

    private static List<String> notes(Preview preview) {
        List<String> notes = new ArrayList<>();
        if (preview.objectsToCrawl() > 0) {
            notes.add(
                    "%,d objects in RAW are still to be crawled; their lines are not counted above."
                            .formatted(preview.objectsToCrawl()));
        }
        for (FamilyPreview family : preview.families()) {
            if (family.filesToConform() > 0) {
                notes.add(
                        "%s: %,d STAGE files to conform."
                                .formatted(
                                        family.stage().family().name(), family.filesToConform()));
            }
            family.staleDays()
                    .forEach((event, stale) ->
                            notes.add(
                                    "%s: %d days were made with an older %s, %s to %s. Restage them: %s"
                                            .formatted(
                                                    event,
                                                    stale.days().size(),
                                                    stale.changedDefinitions(),
                                                    stale.days().getFirst(),
                                                    stale.days().getLast(),
                                                    DaysOfEvent.spanning(event, stale.days())
                                                            .command())));
            for (EventPlan event : family.stage().events()) {
                for (StageTask day : event.again()) {
                    notes.add(
                            "%s: %s is restaged, as lines that were rejected may be taken now."
                                    .formatted(event.event().name(), day.arrivalDay()));
                }
                switch (event.state()) {
                    case BROKEN ->
                            notes.add(
                                    "%s: cannot be staged; 'dap check' says why."
                                            .formatted(event.event().name()));
                    case DISABLED, UP_TO_DATE, TO_STAGE -> {}
                }
                if (!event.openDays().isEmpty()) {
                    notes.add(
                            "%s: waits for %s to close."
                                    .formatted(event.event().name(), event.openDays().getLast()));
                }
            }
        }
        return notes;
    }

    private static Map<String, Object> json(Preview preview) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("asOf", preview.asOf().toString());
        json.put("objectsToCrawl", preview.objectsToCrawl());
        json.put("families", preview.families().stream().map(PlanCommand::json).toList());
        return json;
    }

    private static Map<String, Object> json(FamilyPreview family) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("family", family.stage().family().name().name());
        json.put("filesToConform", family.filesToConform());
        json.put(
                "events",
                family.stage().events().stream().map(event -> json(family, event)).toList());
        return json;
    }

    private static Map<String, Object> json(FamilyPreview family, EventPlan event) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("event", event.event().name().name());
        json.put("state", event.state().name());
        json.put("days", event.tasks().stream().map(PlanCommand::json).toList());
        json.put(
                "daysAgain",
                event.again().stream().map(day -> day.arrivalDay().toString()).toList());
        json.put("openDays", event.openDays().stream().map(Object::toString).toList());
        Optional<StaleDays> stale =
                Optional.ofNullable(family.staleDays().get(event.event().name()));
        json.put(
                "stagedByOtherText",
                stale.map(StaleDays::days).orElse(List.of()).stream()
                        .map(Object::toString)
                        .toList());
        json.put(
                "changedDefinitions",
                stale.map(StaleDays::changed).orElse(Set.of()).stream()
                        .sorted()
                        .map(Object::toString)
                        .toList());
        return json;
    }

    private static Map<String, Object> json(StageTask task) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("day", task.arrivalDay().toString());
        json.put("objects", task.objects().size());
        json.put("lines", task.lines());
        json.put("bytes", task.bytes());
        return json;
    }
}
