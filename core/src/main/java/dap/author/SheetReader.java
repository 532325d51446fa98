package dap.author;

import dap.author.MasterSheet.RelyingParty;
import dap.author.SheetEvent.PinnedColumn;
import dap.author.SheetTable.Row;
import dap.errors.DapException;
import dap.errors.DidYouMean;
import dap.errors.ErrorCode;
import dap.errors.Problem;
import dap.model.EventName;
import dap.model.FamilyName;
import dap.model.HiveTypeParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Reads the master sheet, whole: every problem at once, with file and line.
public final class SheetReader {

    /// Where the sheet lies in a project.
    public static final String FOLDER = "schema";

    static final String EVENTS = FOLDER + "/events.csv";
    static final String PINNED = FOLDER + "/raw_tables.csv";
    static final String RELYING_PARTIES = FOLDER + "/relying_parties.csv";

    private final Path project;
    private final List<Problem> problems = new ArrayList<>();

    private SheetReader(Path project) {
        this.project = project;
    }

    /// Whether the project has a master sheet.
    public static boolean isThere(Path project) {
        return Files.isRegularFile(project.resolve(EVENTS));
    }

    /// @throws DapException `FILE_MISSING` if the project has no master sheet; `PROJECT_INVALID`,
    ///   naming everything that is wrong with it
    public static MasterSheet read(Path project) {
        if (!isThere(project)) {
            throw new DapException(
                    ErrorCode.FILE_MISSING,
                    "The project has no master sheet: there is no %s in %s."
                            .formatted(EVENTS, project.toAbsolutePath().normalize()),
                    "Write one (docs/reference/master-sheet.md), or name another --project.");
        }
        return new SheetReader(project).read();
    }

    private MasterSheet read() {
        SequencedMap<FamilyName, SequencedMap<EventName, SheetEvent>> events = events();
        FieldsReader fields = new FieldsReader(project, events, problems::add);
        SequencedMap<FamilyName, List<SheetColumn>> columns = fields.read();
        List<RelyingParty> relyingParties = relyingParties();
        refuseIfWrong();
        return new MasterSheet(
                events.entrySet().stream()
                        .map(family ->
                                new SheetFamily(
                                        family.getKey(),
                                        List.copyOf(family.getValue().values()),
                                        columns.getOrDefault(family.getKey(), List.of())))
                        .toList(),
                fields.facts(),
                relyingParties);
    }

    private SequencedMap<FamilyName, SequencedMap<EventName, SheetEvent>> events() {
        Map<String, List<PinnedColumn>> pinned = pinned();
        SequencedMap<FamilyName, SequencedMap<EventName, SheetEvent>> families =
                new LinkedHashMap<>();
        Map<EventName, Integer> lines = new LinkedHashMap<>();
        SheetTable table =
                table(
                        EVENTS,
                        "event",
                        "family",
                        "enabled",
                        "domain",
                        "sub_domain",
                        "owner",
                        "description");
        for (Row row : table.rows()) {
            EventName event = row.value("event", EventName::new);
            FamilyName family = row.value("family", FamilyName::new);
            Enabled enabled = row.constant("enabled", Enabled.class);
            if (event == null || family == null || enabled == null) {
                continue;
            }
            Integer before = lines.putIfAbsent(event, row.line());
            if (before != null) {
                row.refuse(
                        "The event %s stands in line %d already.".formatted(event, before),
                        "Keep one of the two rows.");
                continue;
            }
            families.computeIfAbsent(family, name -> new LinkedHashMap<>())
                    .put(
                            event,
                            new SheetEvent(
                                    event,
                                    enabled == Enabled.TRUE,
                                    row.text("domain"),
                                    row.text("sub_domain"),
                                    row.text("owner"),
                                    row.text("description"),
                                    pinned.getOrDefault(event.name(), List.of())));
        }
        refuseUnknownPins(
                pinned, lines.keySet().stream().map(EventName::name).collect(Collectors.toSet()));
        return families;
    }

    private enum Enabled {
        TRUE,
        FALSE
    }

    /// A project whose RAW tables are all crawled needs no such file.
    private Map<String, List<PinnedColumn>> pinned() {
        Map<String, List<PinnedColumn>> pinned = new LinkedHashMap<>();
        if (!Files.isRegularFile(project.resolve(PINNED))) {
            return pinned;
        }
        for (Row row : table(PINNED, "event", "column", "type").rows()) {
            if (row.value("type", HiveTypeParser::parse) != null) {
                pinned.computeIfAbsent(row.text("event"), event -> new ArrayList<>())
                        .add(new PinnedColumn(row.text("column"), row.text("type")));
            }
        }
        return pinned;
    }

    private void refuseUnknownPins(Map<String, List<PinnedColumn>> pinned, Set<String> events) {
        for (String event : new TreeSet<>(pinned.keySet())) {
            if (!events.contains(event)) {
                problems.add(
                        Problem.error(
                                PINNED,
                                0,
                                "There is no event `%s`%s"
                                        .formatted(event, DidYouMean.sentenceEnd(event, events)),
                                "Name an event of %s.".formatted(EVENTS)));
            }
        }
    }

    private List<RelyingParty> relyingParties() {
        SequencedMap<String, RelyingParty> parties = new LinkedHashMap<>();
        for (Row row : table(RELYING_PARTIES, "client_id", "client_name", "display_name").rows()) {
            RelyingParty party =
                    new RelyingParty(
                            row.text("client_id"),
                            row.text("client_name"),
                            row.text("display_name"));
            if (party.clientId().isEmpty()) {
                row.refuse("The row has no client_id.", "Write it, or take the row out.");
            } else if ((party.clientId() + party.clientName() + party.displayName())
                    .contains("\\")) {
                row.refuse(
                        "A backslash means different things to PostgreSQL and to Redshift.",
                        "Write the name without it.");
            } else if (parties.putIfAbsent(party.clientId(), party) != null) {
                row.refuse(
                        "The client_id stands in an earlier row already.",
                        "Keep one of the two rows.");
            }
        }
        return List.copyOf(parties.values());
    }

    private SheetTable table(String file, String... columns) {
        return SheetTable.read(project, file, List.of(columns), problems::add);
    }

    private void refuseIfWrong() {
        if (problems.size() == 1) {
            throw problems.getFirst().toException(ErrorCode.PROJECT_INVALID);
        }
        if (!problems.isEmpty()) {
            String all =
                    problems.stream()
                            .map(problem ->
                                    "\n  %s: %s %s"
                                            .formatted(
                                                    problem.location(),
                                                    problem.message(),
                                                    problem.hint()))
                            .collect(Collectors.joining());
            throw new DapException(
                    ErrorCode.PROJECT_INVALID,
                    "The master sheet has %d faults:%s".formatted(problems.size(), all),
                    "\nFix them all, then try again.");
        }
    }
}
