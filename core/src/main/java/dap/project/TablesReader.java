package dap.project;

import dap.errors.DidYouMean;
import dap.errors.Problem;
import dap.model.Column;
import dap.project.FamiliesReader.Families;
import dap.project.FamilyDraft.EventDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the templates of a data source; finds each family its STAGE table, and each pinned RAW
/// table its event.
final class TablesReader {

    private static final List<String> PARTITION_KEYS = List.of("processed_date", "event_name");

    private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}");

    private final Families families;
    private final Templates templates;
    private final String databases;
    private final List<Problem> problems = new ArrayList<>();

    private TablesReader(Templates templates, String databases, Families families) {
        this.templates = templates;
        this.databases = databases;
        this.families = families;
    }

    /// @param problems faults of no single family or event
    record Tables(
            List<TableDefinition> stage,
            List<TableDefinition> pinnedRaw,
            List<Crawler> crawlers,
            List<Problem> problems) {}

    /// @param databases how the names of the source's databases begin: `local-txma`
    static Tables read(Templates templates, String databases, Families families) {
        return new TablesReader(templates, databases, families).read();
    }

    private Tables read() {
        Template stage = template(templates.stage());
        Template raw = templates.areOne() ? stage : template(templates.raw());
        TableSet stageTables = stageTables(stage);
        TableSet rawTables = rawTables(raw);
        if (templates.stage().problems().isEmpty()) {
            families.families().forEach(family -> findStageTable(family, stageTables));
        }
        checkPinnedTables(rawTables);
        List<TableDefinition> all =
                Stream.concat(stageTables.meant().stream(), rawTables.meant().stream()).toList();
        askForFolders(stageTables);
        problems.addAll(UnknownNames.problems(all, "the name", TableDefinition::name).values());
        problems.addAll(
                UnknownNames.problems(all, "the database", TableDefinition::schema).values());
        List<Crawler> crawlers =
                Stream.of(stage, raw)
                        .distinct()
                        .flatMap(template -> template.crawlers().stream())
                        .toList();
        return new Tables(stageTables.meant(), rawTables.meant(), crawlers, problems);
    }

    /// A template that cannot be read says nothing about any family: each has the fault.
    private Template template(Templates.Group group) {
        group.problems()
                .forEach(problem ->
                        families.families().forEach(family -> family.addIfEnabled(problem)));
        Template template = templates.read(group);
        problems.addAll(template.problems());
        return template;
    }

    /// Those of the STAGE templates; for families without any there, those that lie beside.
    private TableSet stageTables(Template stage) {
        TableSet all = TableSet.of(stage, databases + "-stage");
        TableSet own = templates.areOne() ? all.only(this::isStage, _ -> true) : all;
        List<String> missing = families.names().stream().filter(name -> !own.knows(name)).toList();
        return missing.isEmpty()
                ? own
                : own.and(
                        beside("-stage")
                                .only(
                                        table -> missing.contains(table.name()) && isStage(table),
                                        missing::contains));
    }

    private TableSet rawTables(Template raw) {
        TableSet all = TableSet.of(raw, databases + "-raw");
        TableSet own =
                templates.areOne()
                        ? all.only(this::isRaw, name -> !families.names().contains(name))
                        : all;
        List<String> missing =
                families.eventNames().stream().filter(name -> !own.knows(name)).toList();
        return own.and(
                beside("-raw")
                        .only(
                                table -> missing.contains(table.name()) && isRaw(table),
                                name ->
                                        missing.contains(name)
                                                && !families.names().contains(name)));
    }

    private TableSet beside(String layer) {
        return TableSet.of(templates.readOthers(), databases + layer);
    }

    private boolean isStage(TableDefinition table) {
        return !isRaw(table);
    }

    /// By its database; where that says nothing, by its partition keys.
    private boolean isRaw(TableDefinition table) {
        if (table.schema().endsWith("-raw") || table.schema().endsWith("-stage")) {
            return table.schema().endsWith("-raw");
        }
        return !families.names().contains(table.name())
                || table.partitionKeys().stream()
                        .noneMatch(key -> PARTITION_KEYS.contains(key.hiveName()));
    }

    private void findStageTable(FamilyDraft family, TableSet stage) {
        String name = family.name().name();
        TableChoice found = stage.find(name);
        Optional<Problem> broken = stage.broken(name).findFirst();
        broken.ifPresent(family::addIfEnabled);
        found.problem().ifPresent(family::addIfEnabled);
        if (found.table().isEmpty() && broken.isEmpty()) {
            family.addIfEnabled(missing(family, stage));
        }
        found.table().ifPresent(table -> checkStageTable(family, table));
    }

    private Problem missing(FamilyDraft family, TableSet stage) {
        String file = templates.stage().path();
        if (templates.stage().isMissing()) {
            return Problem.error(
                    file,
                    0,
                    "The STAGE table of `%s` is not declared: there is no such file."
                            .formatted(family.name()),
                    "Write the template and declare the table, or disable the family.");
        }
        List<String> free = stage.names().filter(name -> !families.names().contains(name)).toList();
        return Problem.error(
                file,
                0,
                "No STAGE table `%s` is declared%s"
                        .formatted(
                                family.name(), DidYouMean.sentenceEnd(family.name().name(), free)),
                "Declare it as an AWS::Glue::Table, or disable the family.");
    }

    /// Where a family's files lie must be known, or they would be looked for elsewhere later.
    private void askForFolders(TableSet stage) {
        UnknownNames.problems(
                        stage.meant().stream()
                                .filter(table -> families.find(table.name()).isPresent())
                                .toList(),
                        "the folder",
                        TablesReader::folderOf)
                .forEach((name, problem) -> {
                    for (TableDefinition table : stage.meant()) {
                        if (UnknownNames.in(folderOf(table)).contains(name)) {
                            families.find(table.name())
                                    .ifPresent(family -> family.addIfEnabled(asError(problem)));
                        }
                    }
                });
    }

    private static String folderOf(TableDefinition table) {
        return table.location()
                .map(location -> location.substring(location.lastIndexOf('/') + 1))
                .orElse("");
    }

    private static Problem asError(Problem problem) {
        return Problem.error(problem.file(), problem.line(), problem.message(), problem.hint());
    }

    private static void checkStageTable(FamilyDraft family, TableDefinition table) {
        List<String> keys = table.partitionKeys().stream().map(Column::hiveName).toList();
        if (!keys.equals(PARTITION_KEYS)) {
            family.add(
                    Problem.warning(
                            table.file(),
                            table.line(),
                            "The partition keys of `%s` are %s, not processed_date and event_name."
                                    .formatted(table.name(), keys),
                            "Declare both under PartitionKeys, in this order."));
        }
        table.location()
                .flatMap(where -> folderProblem(table, where))
                .ifPresent(family::addIfEnabled);
    }

    /// The last part of a location becomes a folder of the lake: it must be a plain name.
    private static Optional<Problem> folderProblem(TableDefinition table, String location) {
        String folder = location.substring(location.lastIndexOf('/') + 1);
        boolean isAskedFor = !UnknownNames.in(folder).isEmpty();
        return isAskedFor || FOLDER.matcher(folder).matches()
                ? Optional.empty()
                : Optional.of(
                        Problem.error(
                                table.file(),
                                table.line(),
                                "The location of `%s` ends with %s, which cannot be its folder."
                                        .formatted(table.name(), Names.quoted(folder)),
                                "Let it end with a name of letters, digits, dashes and underscores,"
                                        + " usually the family's in upper case."));
    }

    private void checkPinnedTables(TableSet raw) {
        for (TableDefinition table : raw.meant()) {
            raw.find(table.name()).problem().ifPresent(problem -> ofEvent(table.name(), problem));
            boolean isKnown =
                    !eventsNamed(table.name()).isEmpty()
                            || families.names().contains(table.name())
                            || !UnknownNames.in(table.name()).isEmpty();
            if (!isKnown) {
                problems.add(
                        Problem.warning(
                                table.file(),
                                table.line(),
                                "The RAW table `%s` belongs to no event%s"
                                        .formatted(
                                                table.name(),
                                                DidYouMean.sentenceEnd(
                                                        table.name(), families.eventNames())),
                                "Name the table as the event in the configs, or remove it."));
            }
        }
        raw.brokenTables().forEach(table -> ofEvent(table.name(), table.problem()));
    }

    /// Puts a fault of a RAW table where it belongs; one of no event stops nothing.
    private void ofEvent(String table, Problem problem) {
        List<EventDraft> events = eventsNamed(table);
        events.forEach(event -> event.addIfActive(problem));
        if (events.isEmpty()) {
            problems.add(
                    Problem.warning(
                            problem.file(), problem.line(), problem.message(), problem.hint()));
        }
    }

    private List<EventDraft> eventsNamed(String name) {
        return families.events().stream()
                .filter(event -> event.name().name().equals(name))
                .toList();
    }
}
