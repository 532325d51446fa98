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
    private final List<Problem> problems = new ArrayList<>();

    private TablesReader(Families families, Templates templates) {
        this.families = families;
        this.templates = templates;
    }

    /// @param problems faults of no single family or event
    record Tables(
            List<TableDefinition> stage,
            List<TableDefinition> pinnedRaw,
            List<Crawler> crawlers,
            List<Problem> problems) {}

    static Tables read(ProjectFolder folder, String environment, Layout layout, Families families) {
        Templates templates = new Templates(folder, environment, layout);
        return new TablesReader(families, templates).read();
    }

    private Tables read() {
        Template stage = template(templates.stage());
        Template raw = template(templates.raw());
        if (templates.stage().problem().isEmpty()) {
            families.families().forEach(family -> findStageTable(family, stage));
        }
        checkPinnedTables(raw);
        List<Crawler> crawlers =
                Stream.of(stage, raw).flatMap(template -> template.crawlers().stream()).toList();
        return new Tables(stage.tables(), raw.tables(), crawlers, problems);
    }

    /// A template that cannot be read says nothing about any family: each has the fault.
    private Template template(Templates.Loaded loaded) {
        loaded.problem()
                .ifPresent(problem ->
                        families.families().forEach(family -> family.addIfEnabled(problem)));
        Template template = templates.read(loaded);
        problems.addAll(template.problems());
        return template;
    }

    private void findStageTable(FamilyDraft family, Template stage) {
        String name = family.name().name();
        List<TableDefinition> found = named(name, stage);
        Optional<Problem> broken =
                stage.brokenTables().stream()
                        .filter(table -> table.name().equals(name))
                        .map(Template.BrokenTable::problem)
                        .findFirst();
        broken.ifPresent(family::addIfEnabled);
        if (found.isEmpty() && broken.isEmpty()) {
            family.addIfEnabled(missing(family, stage));
        } else if (found.size() > 1) {
            family.addIfEnabled(declaredTwice(found));
        }
        found.stream().findFirst().ifPresent(table -> checkStageTable(family, table));
    }

    private static List<TableDefinition> named(String name, Template template) {
        return template.tables().stream().filter(table -> table.name().equals(name)).toList();
    }

    private Problem missing(FamilyDraft family, Template stage) {
        String file = templates.stage().file();
        if (templates.stage().isMissing()) {
            return Problem.error(
                    file,
                    0,
                    "The STAGE table of `%s` is not declared: there is no such file."
                            .formatted(family.name()),
                    "Write the template and declare the table, or disable the family.");
        }
        List<String> free =
                stage.tables().stream()
                        .map(TableDefinition::name)
                        .filter(name -> !families.names().contains(name))
                        .toList();
        return Problem.error(
                file,
                0,
                "No STAGE table `%s` is declared%s"
                        .formatted(
                                family.name(), DidYouMean.sentenceEnd(family.name().name(), free)),
                "Declare it as an AWS::Glue::Table, or disable the family.");
    }

    private static Problem declaredTwice(List<TableDefinition> found) {
        return Problem.error(
                found.get(1).file(),
                found.get(1).line(),
                "The table `%s` is declared twice: in line %d too."
                        .formatted(found.get(1).name(), found.getFirst().line()),
                "Remove one of the declarations.");
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
        if (table.schema().contains("${")) {
            family.add(
                    Problem.warning(
                            table.file(),
                            table.line(),
                            "The database of `%s` cannot be known here: it is `%s`."
                                    .formatted(table.name(), table.schema()),
                            "Declare the AWS::Glue::Database in the same folder, or write its name"
                                    + " with !Sub."));
        }
    }

    /// The last part of a location becomes a folder of the lake: it must be a plain name.
    private static Optional<Problem> folderProblem(TableDefinition table, String location) {
        String folder = location.substring(location.lastIndexOf('/') + 1);
        return FOLDER.matcher(folder).matches()
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

    private void checkPinnedTables(Template raw) {
        for (TableDefinition table : raw.tables()) {
            boolean twice = !named(table.name(), raw).getFirst().equals(table);
            if (twice) {
                ofEvent(table.name(), declaredTwice(named(table.name(), raw)));
            } else if (eventsNamed(table.name()).isEmpty()
                    && !families.names().contains(table.name())) {
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
