package dap.cli;

import dap.cli.Terminal.Tone;
import dap.errors.DapException;
import dap.errors.DidYouMean;
import dap.errors.ErrorCode;
import dap.explain.RejectFilter;
import dap.explain.RejectGroup;
import dap.explain.RejectGroups;
import dap.explain.RejectedLines;
import dap.explain.RejectedText;
import dap.model.EventName;
import dap.project.Source;
import dap.raw.LineReader;
import dap.raw.RejectReason;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;

/// `dap rejects`: which lines were rejected, and why.
@Command(
        name = "rejects",
        description =
                "The rejected lines by event and cause, each cause with its hint and a masked line: letters are"
                        + " x, digits 9.")
final class RejectsCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Option(
            names = "--event",
            paramLabel = "EVENT",
            description = "Only lines of this event.",
            scope = ScopeType.INHERIT)
    @Nullable String event;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only lines rejected for this reason, such as not-json.",
            scope = ScopeType.INHERIT)
    @Nullable String reason;

    @Override
    public Integer call() throws IOException {
        Main dap = Commands.parent(main);
        RejectFilter filter = filter();
        try (Session session = dap.openSession()) {
            RejectGroups groups = new RejectGroups(wireName -> fieldsOf(session, wireName));
            lines(session).visit(filter, groups);
            if (dap.options.json) {
                dap.terminal().out().println(Json.text(json(groups.toList())));
            } else {
                print(dap.terminal(), groups.toList());
            }
            return 0;
        }
    }

    @Command(
            name = "export",
            description =
                    "Write the rejected lines byte for byte, to be fixed and fed to dap ingest. They hold the values"
                            + " of events: keep them as safe as RAW.")
    int export(
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE",
                            description = "A new file; without it they go to stdout.")
                    @Nullable Path output)
            throws IOException {
        Main dap = Commands.parent(main);
        RejectFilter filter = filter();
        try (Session session = dap.openSession()) {
            if (output == null) {
                sayWhatIsMissing(dap.terminal(), write(session, filter, dap.terminal().out()));
                return 0;
            }
            if (Files.exists(output)) {
                throw new DapException(
                        ErrorCode.USAGE,
                        "%s is there already.".formatted(output),
                        "Name a new file, or remove that one.");
            }
            Exported[] exported = new Exported[1];
            EventFiles.write(output, out -> exported[0] = write(session, filter, out));
            sayWhatIsMissing(dap.terminal(), exported[0]);
            if (dap.options.json) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("lines", exported[0].written());
                json.put("missing", exported[0].missing());
                json.put("file", output.toString());
                dap.terminal().out().println(Json.text(json));
            } else {
                dap.terminal()
                        .out()
                        .println(
                                "%,d lines in %s. Fix them, then: dap rejects replay %s"
                                        .formatted(exported[0].written(), output, output));
            }
            return 0;
        }
    }

    @Command(
            name = "replay",
            description =
                    "Ingest rejected lines again: those of FILE, which dap rejects export wrote and somebody fixed;"
                            + " without it, all that would be taken now as they are, under the day on which they"
                            + " arrived.")
    int replay(
            @Parameters(paramLabel = "FILE", arity = "0..1", description = "Fixed lines.")
                    @Nullable Path fixed,
            @Option(
                            names = "--source",
                            paramLabel = "NAME",
                            description = "The data source of FILE (default: the first).")
                    @Nullable String source,
            @Option(names = "--dry-run", description = "Only count the lines that would be taken.")
                    boolean dryRun)
            throws IOException {
        Main dap = Commands.parent(main);
        if (fixed != null && (dryRun || event != null || reason != null)) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "A file is taken whole.",
                    "Leave the other options out, or leave the file out.");
        }
        try (Session session = dap.openSession()) {
            RejectsReplay replay = new RejectsReplay(session, dap.terminal(), dap.options.json);
            if (fixed != null) {
                replay.feed(fixed, source);
            } else {
                replay.takeWhatIsGood(filter(), dryRun);
            }
            return 0;
        }
    }

    /// @param written lines handed out
    /// @param missing rejected lines whose text could not be handed out
    private record Exported(long written, long missing) {}

    private static void sayWhatIsMissing(Terminal terminal, Exported exported) {
        if (exported.missing() > 0) {
            terminal.err()
                    .println(
                            terminal.toned(Tone.CAUTION, "warning: ")
                                    + "%,d rejected lines are not among them: of cut-off files no line is kept, and an object in RAW may have changed since."
                                            .formatted(exported.missing()));
        }
    }

    private static Exported write(Session session, RejectFilter filter, OutputStream out)
            throws IOException {
        long[] rejected = new long[1];
        long[] written = new long[1];
        lines(session)
                .visit(
                        filter,
                        new RejectedLines.Visitor() {
                            @Override
                            public int visit(RejectedText line) {
                                rejected[0] += line.lines();
                                return LineReader.MAX_LINE_BYTES;
                            }

                            @Override
                            public boolean wantsEach() {
                                return true;
                            }

                            @Override
                            public void read(RejectedText line, byte[] text) throws IOException {
                                out.write(text);
                                out.write('\n');
                                written[0]++;
                            }
                        });
        return new Exported(written[0], rejected[0] - written[0]);
    }

    private static RejectedLines lines(Session session) {
        return new RejectedLines(session.project(), session.catalog(), session.layout());
    }

    private RejectFilter filter() {
        return new RejectFilter(
                Optional.ofNullable(event).map(name -> name.toUpperCase(Locale.ROOT)),
                Optional.ofNullable(reason).map(RejectsCommand::reasonOf));
    }

    private static RejectReason reasonOf(String code) {
        List<String> codes = Arrays.stream(RejectReason.values()).map(RejectReason::code).toList();
        if (!codes.contains(code)) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "No line is ever rejected for %s%s"
                            .formatted(code, DidYouMean.sentenceEnd(code, codes)),
                    "The reasons are %s.".formatted(String.join(", ", codes)));
        }
        return RejectReason.ofCode(code);
    }

    /// The names of the event's fields, at any depth.
    private static Set<String> fieldsOf(Session session, String wireName) {
        if (!EventName.isWireName(wireName)) {
            return Set.of();
        }
        EventName name = EventName.ofWireName(wireName);
        return session.project().sources().stream()
                .map(Source::name)
                .flatMap(source -> session.catalog().raw().table(source, name).stream())
                .flatMap(tree -> tree.types().keySet().stream())
                .flatMap(path -> Arrays.stream(path.split("\\.", -1)))
                .map(field -> field.replace("[]", ""))
                .collect(Collectors.toSet());
    }

    private static void print(Terminal terminal, List<RejectGroup> groups) {
        PrintStream out = terminal.out();
        long lines = groups.stream().mapToLong(RejectGroup::lines).sum();
        out.println(
                lines == 0
                        ? "No line is rejected."
                        : "%,d rejected %s, %,d %s."
                                .formatted(
                                        lines,
                                        lines == 1 ? "line" : "lines",
                                        groups.size(),
                                        groups.size() == 1 ? "cause" : "causes"));
        for (RejectGroup group : groups) {
            out.println();
            out.println(terminal.toned(Tone.STRONG, heading(group)));
            out.println(
                    "  %,d %s, %s; the first: line %,d of"
                            .formatted(
                                    group.lines(),
                                    group.lines() == 1 ? "line" : "lines",
                                    days(group),
                                    group.number()));
            out.println("  " + group.location());
            if (!group.sample().isEmpty()) {
                out.println(terminal.toned(Tone.QUIET, "  " + group.sample()));
            }
            out.println("  " + hint(group.reason()));
        }
    }

    private static String heading(RejectGroup group) {
        return "%s  %s%s"
                .formatted(
                        group.event().isEmpty() ? "(no event)" : group.event(),
                        group.reason().code(),
                        group.cause().isEmpty() ? "" : ": " + group.cause());
    }

    private static String days(RejectGroup group) {
        return group.firstDay().equals(group.lastDay())
                ? "arrived " + group.firstDay()
                : "arrived %s to %s".formatted(group.firstDay(), group.lastDay());
    }

    private static Map<String, Object> json(List<RejectGroup> groups) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rejected", groups.stream().mapToLong(RejectGroup::lines).sum());
        json.put("groups", groups.stream().map(RejectsCommand::json).toList());
        return json;
    }

    private static Map<String, Object> json(RejectGroup group) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("event", group.event());
        json.put("reason", group.reason().code());
        json.put("cause", group.cause());
        json.put("lines", group.lines());
        json.put("firstDay", group.firstDay().toString());
        json.put("lastDay", group.lastDay().toString());
        json.put("location", group.location());
        json.put("line", group.number());
        json.put("sample", group.sample());
        json.put("hint", hint(group.reason()));
        return json;
    }

    /// What to do about lines that were rejected for `reason`.
    static String hint(RejectReason reason) {
        return switch (reason) {
            case NOT_JSON, NOT_AN_OBJECT ->
                    "Write one whole JSON object to a line, and ingest it again.";
            case SEVERAL_OBJECTS -> "Put each object on a line of its own, and ingest them again.";
            case INVALID_UTF8 -> "Write the line in UTF-8, and ingest it again.";
            case NO_EVENT_NAME, BAD_EVENT_NAME ->
                    "Give event_name: capitals, digits and _ only, a letter first.";
            case WRONG_FOLDER -> "Ask its producer to write it to its own event's folder in RAW.";
            case NO_EVENT_ID ->
                    "Give event_id; or set ingest.require-event-id: false, and ingest it again.";
            case BAD_EVENT_ID ->
                    "Make event_id a text without control characters and halves of surrogate pairs.";
            case EVENT_ID_TOO_LONG ->
                    "Shorten it, or widen the facts' event_id and set ingest.max-event-id-length.";
            case NO_TIMESTAMP, BAD_TIMESTAMP ->
                    "Give timestamp as whole seconds since 1970, a number.";
            case TOO_DEEP -> "Nest it less; ask its sender what it is.";
            case TOO_MANY_FIELDS, KEY_TOO_LONG ->
                    "Its keys are data: ask its sender for a list of values in their place.";
            case TYPE ->
                    "Ask its sender which form is right; it is tried again when the column's type changes.";
            case STATEMENT ->
                    "Take it with TRY in the statement; it is tried again when that changes.";
            case LINE_TOO_LONG -> "Split it: a line may have 64 MiB.";
            case TRUNCATED_GZIP, CORRUPT_GZIP ->
                    "Get the file from its sender once more; its whole lines are kept, so copies do no harm.";
        };
    }
}
