package dap.cli;

import dap.catalog.FaultCatalog;
import dap.catalog.RawFault;
import dap.catalog.RawFault.State;
import dap.cli.Terminal.Tone;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.DaysOfEvent;
import dap.run.Backfill;
import dap.run.Crawls;
import dap.run.RunRequest;
import dap.run.RunResult;
import dap.store.RunLock;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `dap raw`: decisions about RAW objects that are not as they should be.
@Command(
        name = "raw",
        description =
                "What to do about RAW objects that changed, vanished or were cut off: 'dap ledger' lists them.")
final class RawCommand implements Runnable {

    private static final Set<State> TO_ACCEPT =
            EnumSet.of(State.CHANGED, State.CUT_OFF, State.DAMAGED);
    private static final Set<State> TO_FORGET = EnumSet.of(State.MISSING);

    @ParentCommand @Nullable Main main;

    @Override
    public void run() {
        throw new DapException(
                ErrorCode.USAGE,
                "dap raw does nothing by itself.",
                "Use dap raw accept or forget; 'dap ledger' lists the objects.");
    }

    @Command(
            name = "accept",
            description =
                    "Take objects as they are now. Days of objects that changed after they were staged are"
                            + " restaged, whole, and taken to the star; objects that are cut off or damaged lose what"
                            + " cannot be read, and the next run stages the rest.")
    int accept(
            @Parameters(
                            paramLabel = "OBJECT",
                            arity = "0..*",
                            description =
                                    "Paths as 'dap ledger' shows them, or folders (default: all that changed, are cut off"
                                            + " or damaged).")
                    @Nullable List<String> objects,
            @Option(
                            names = "--dry-run",
                            description = "Show what would be accepted, and change nothing.")
                    boolean dryRun) {
        Main dap = Commands.parent(main);
        try (Session session = dap.openSession()) {
            List<RawFault> chosen = choose(session, objects, TO_ACCEPT);
            Set<DaysOfEvent> days = new LinkedHashSet<>();
            for (RawFault fault : chosen) {
                if (fault.state() == State.CHANGED) {
                    fault.arrivalDay()
                            .ifPresent(day -> days.add(new DaysOfEvent(fault.event(), day, day)));
                }
            }
            List<RunResult> runs = new ArrayList<>();
            if (!dryRun) {
                decide(
                        session,
                        "raw accept",
                        faults ->
                                faults.accept(
                                        chosen.stream()
                                                .filter(f -> f.state() != State.CHANGED)
                                                .toList()));
                for (DaysOfEvent day : days) {
                    runs.add(restage(dap, session, day));
                }
            }
            show(dap, dryRun, "accepted", chosen, days, runs);
            return runs.stream().anyMatch(run -> run.status().isFailure()) ? 1 : 0;
        }
    }

    private static RunResult restage(Main dap, Session session, DaysOfEvent day) {
        RunRequest request =
                Backfill.of(
                        session.project(),
                        day,
                        session.clock().instant(),
                        RunRequest.Reach.CONFORMED);
        RunResult result = session.newRun(new ProgressLine(dap.terminal())).execute(request);
        dap.terminal().clearProgress();
        return result;
    }

    @Command(
            name = "forget",
            description =
                    "Objects that are missing are gone for good. What was staged of them stays, in STAGE and in the"
                            + " star, and in the account; their days cannot be restaged any more. What was not"
                            + " staged leaves the account.")
    int forget(
            @Parameters(
                            paramLabel = "OBJECT",
                            arity = "0..*",
                            description =
                                    "Paths as 'dap ledger' shows them, or folders (default: all that are missing).")
                    @Nullable List<String> objects,
            @Option(
                            names = "--dry-run",
                            description = "Show what would be forgotten, and change nothing.")
                    boolean dryRun) {
        Main dap = Commands.parent(main);
        try (Session session = dap.openSession()) {
            List<RawFault> chosen = choose(session, objects, TO_FORGET);
            if (!dryRun) {
                decide(session, "raw forget", faults -> faults.forget(chosen));
            }
            show(dap, dryRun, "forgotten", chosen, Set.of(), List.of());
            return 0;
        }
    }

    private interface Decision {
        void of(FaultCatalog faults);
    }

    private static void decide(Session session, String who, Decision decision) {
        try (RunLock _ = RunLock.acquire(session.layout(), who, session.clock().instant())) {
            decision.of(session.catalog().raw().faults());
        }
    }

    /// The objects named, each with one of the states; all with one of them where none is named.
    private static List<RawFault> choose(
            Session session, @Nullable List<String> objects, Set<State> states) {
        Crawls.look(session.project(), session.layout(), session.catalog(), session.clock());
        List<RawFault> all =
                session.project().sources().stream()
                        .flatMap(source ->
                                session.catalog().raw().faults().all(source.name()).stream())
                        .toList();
        if (objects == null || objects.isEmpty()) {
            return all.stream().filter(fault -> states.contains(fault.state())).toList();
        }
        Set<RawFault> chosen = new LinkedHashSet<>();
        for (String object : objects) {
            String key = key(session, object);
            List<RawFault> named =
                    all.stream()
                            .filter(fault ->
                                    fault.key().equals(key) || fault.key().startsWith(key + "/"))
                            .toList();
            if (named.isEmpty()) {
                throw new DapException(
                        ErrorCode.USAGE,
                        "%s is none of the RAW objects that need a decision.".formatted(object),
                        "'dap ledger' lists them.");
            }
            Optional<RawFault> other =
                    named.stream().filter(fault -> !states.contains(fault.state())).findFirst();
            if (other.isPresent()) {
                throw new DapException(
                        ErrorCode.USAGE,
                        "%s is %s.".formatted(other.get().key(), other.get().state().text()),
                        other.get().remedy() + ".");
            }
            chosen.addAll(named);
        }
        return List.copyOf(chosen);
    }

    /// A path within the lake, as it is shown, or one that leads there.
    private static String key(Session session, String object) {
        String shown = object.endsWith("/") ? object.substring(0, object.length() - 1) : object;
        try {
            Path root = session.layout().root().toAbsolutePath().normalize();
            Path path = Path.of(shown).toAbsolutePath().normalize();
            return path.startsWith(root) ? root.relativize(path).toString() : shown;
        } catch (InvalidPathException e) {
            return shown;
        }
    }

    private static void show(
            Main dap,
            boolean dryRun,
            String done,
            List<RawFault> chosen,
            Set<DaysOfEvent> days,
            List<RunResult> runs) {
        Terminal terminal = dap.terminal();
        if (dap.options.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("dryRun", dryRun);
            json.put(done, chosen.stream().map(RawCommand::json).toList());
            json.put(
                    "restaged",
                    days.stream()
                            .map(day ->
                                    Map.of(
                                            "event",
                                            day.event().wireName(),
                                            "day",
                                            day.from().toString()))
                            .toList());
            json.put("runs", runs);
            terminal.out().println(Json.text(json));
            return;
        }
        if (chosen.isEmpty()) {
            terminal.out().println("No RAW object needs that decision.");
            return;
        }
        chosen.forEach(fault ->
                terminal.out()
                        .println(
                                "%s: %s, %,d lines %s"
                                        .formatted(
                                                fault.state().text(),
                                                fault.key(),
                                                fault.lines(),
                                                fault.staged() ? "staged" : "not staged")));
        days.forEach(day ->
                terminal.out()
                        .println(
                                "%s, %s: the whole day is restaged"
                                        .formatted(day.event(), day.from())));
        runs.forEach(
                run -> terminal.out().println("run %s: %s".formatted(run.runId(), run.status())));
        terminal.out()
                .println(
                        dryRun
                                ? terminal.toned(Tone.CAUTION, "Nothing was changed.")
                                        + " The same without --dry-run does it."
                                : "%,d objects %s.".formatted(chosen.size(), done));
    }

    private static Map<String, Object> json(RawFault fault) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("event", fault.event().wireName());
        json.put("day", fault.arrivalDay().map(Object::toString).orElse(""));
        json.put("object", fault.key());
        json.put("state", fault.state().text());
        json.put("lines", fault.lines());
        json.put("staged", fault.staged());
        return json;
    }
}
