package dap.author;

import static java.util.Objects.requireNonNull;

import dap.author.FactColumn.Rule;
import dap.author.MasterSheet.FactDefinition;
import dap.author.SheetColumn.Classification;
import dap.author.SheetColumn.Fill;
import dap.author.SheetColumn.Form;
import dap.author.SheetTable.Row;
import dap.errors.DidYouMean;
import dap.errors.Problem;
import dap.model.EventName;
import dap.model.FamilyName;
import dap.model.HiveTypeParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `fields.csv` and `facts.csv`: the columns of the families' STAGE tables and of the fact.
///
/// A column's first row declares it; further rows of the same family and column add sources, or
/// fact columns.
final class FieldsReader {

    private static final String FIELDS = SheetReader.FOLDER + "/fields.csv";
    private static final String FACTS = SheetReader.FOLDER + "/facts.csv";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,126}");
    private static final Pattern PATH = Pattern.compile("(\\[0]|\\.[a-z_][a-z0-9_]*)*");
    private static final Pattern FIELD = Pattern.compile("[^\\s.\"][^.\"]*(\\.[^.\"]+)*");

    private static final Pattern FACT_TYPE =
            Pattern.compile("integer|bigint|boolean|date|varchar\\([1-9][0-9]{0,4}\\)");

    /// What every STAGE table has, in any case.
    private static final Set<String> OF_EVERY_TABLE =
            Set.of("year", "month", "day", "processed_date", "event_name");

    private final Path project;
    private final Map<FamilyName, SequencedMap<EventName, SheetEvent>> events;
    private final Consumer<Problem> problems;
    private final SequencedMap<String, FactDefinition> facts = new LinkedHashMap<>();

    FieldsReader(
            Path project,
            Map<FamilyName, SequencedMap<EventName, SheetEvent>> events,
            Consumer<Problem> problems) {
        this.project = project;
        this.events = events;
        this.problems = problems;
    }

    /// A column while its rows are read.
    private static final class Draft {
        private final String name;
        private final String type;
        private final Classification classification;
        private final String description;
        private final List<Fill> fills = new ArrayList<>();
        private final List<FactColumn> facts = new ArrayList<>();

        Draft(String name, String type, Classification classification, String description) {
            this.name = name;
            this.type = type;
            this.classification = classification;
            this.description = description;
        }

        SheetColumn column() {
            return new SheetColumn(name, type, fills, facts, classification, description);
        }
    }

    SequencedMap<FamilyName, List<SheetColumn>> read() {
        readFacts();
        SequencedMap<FamilyName, SequencedMap<String, Draft>> families = new LinkedHashMap<>();
        SheetTable fields =
                table(
                        FIELDS,
                        "family",
                        "column",
                        "type",
                        "field",
                        "form",
                        "events",
                        "fact_column",
                        "fact_path",
                        "fact_rule",
                        "classification",
                        "description");
        for (Row row : fields.rows()) {
            FamilyName family = family(row);
            if (family != null) {
                take(row, family, families.computeIfAbsent(family, name -> new LinkedHashMap<>()));
            }
        }
        SequencedMap<FamilyName, List<SheetColumn>> columns = new LinkedHashMap<>();
        families.forEach((family, drafts) ->
                columns.put(family, drafts.values().stream().map(Draft::column).toList()));
        return columns;
    }

    /// The fact's columns, after [#read()].
    List<FactDefinition> facts() {
        return List.copyOf(facts.values());
    }

    private void readFacts() {
        for (Row row : table(FACTS, "column", "type", "description").rows()) {
            String column = row.text("column");
            if (!FACT_TYPE.matcher(row.text("type")).matches()) {
                row.refuse(
                        "`%s` is no type of a fact's column.".formatted(row.text("type")),
                        "Write integer, bigint, boolean, date or varchar(N).");
            }
            facts.put(
                    column, new FactDefinition(column, row.text("type"), row.text("description")));
        }
    }

    private @Nullable FamilyName family(Row row) {
        List<String> known = events.keySet().stream().map(FamilyName::name).toList();
        String name = row.text("family");
        if (!known.contains(name)) {
            row.refuse(
                    "No event belongs to a family `%s`%s"
                            .formatted(name, DidYouMean.sentenceEnd(name, known)),
                    "Name a family of %s.".formatted(SheetReader.EVENTS));
            return null;
        }
        return new FamilyName(name);
    }

    private void take(Row row, FamilyName family, Map<String, Draft> columns) {
        String name = row.text("column").toLowerCase(Locale.ROOT);
        Draft column = columns.get(name);
        if (column == null) {
            column = declare(row);
            if (column == null) {
                return;
            }
            columns.put(name, column);
        } else if (!row.text("type").isEmpty()) {
            row.refuse(
                    "The column %s is declared in an earlier row already.".formatted(name),
                    "Leave the type empty in a row that only adds a source or a fact column.");
        }
        takeFill(row, family, column);
        takeFact(row, column);
    }

    private static @Nullable Draft declare(Row row) {
        String name = row.text("column");
        if (!NAME.matcher(name).matches()
                || OF_EVERY_TABLE.contains(name.toLowerCase(Locale.ROOT))) {
            row.refuse(
                    "`%s` cannot be a column here.".formatted(name),
                    "Use letters, digits and underscores; %s are in every table."
                            .formatted("year, month, day, processed_date and event_name"));
            return null;
        }
        Classification classification = row.constant("classification", Classification.class);
        if (row.value("type", HiveTypeParser::parse) == null || classification == null) {
            return null;
        }
        return new Draft(name, row.text("type"), classification, row.text("description"));
    }

    private void takeFill(Row row, FamilyName family, Draft column) {
        if (row.text("form").isEmpty()) {
            return;
        }
        Form form = row.constant("form", Form.class);
        String field = row.text("field");
        if (!field.isEmpty() && !FIELD.matcher(field).matches()) {
            row.refuse(
                    "`%s` is no path of a field.".formatted(field),
                    "Write the field's names with dots between them.");
            return;
        }
        Set<EventName> filled = filled(row, family);
        for (Fill fill : column.fills) {
            for (EventName event : fill.events()) {
                if (filled.contains(event)) {
                    row.refuse(
                            "An earlier row fills the column for %s already.".formatted(event),
                            "Name the events of each row under `events`.");
                    return;
                }
            }
        }
        if (form != null) {
            column.fills.add(new Fill(field, form, filled));
        }
    }

    /// The events that a row names; all of the family where it names none.
    private Set<EventName> filled(Row row, FamilyName family) {
        Set<EventName> known = requireNonNull(events.get(family), "an unknown family").keySet();
        if (row.text("events").isEmpty()) {
            return known;
        }
        List<String> names = known.stream().map(EventName::name).toList();
        Set<EventName> filled = new LinkedHashSet<>();
        for (String name : Arrays.asList(row.text("events").split("\\s+"))) {
            if (names.contains(name)) {
                filled.add(new EventName(name));
            } else {
                row.refuse(
                        "The family %s has no event `%s`%s"
                                .formatted(family, name, DidYouMean.sentenceEnd(name, names)),
                        "Name events of the family, with blanks between them.");
            }
        }
        return filled;
    }

    private void takeFact(Row row, Draft column) {
        String name = row.text("fact_column");
        if (name.isEmpty()) {
            return;
        }
        FactDefinition fact = facts.get(name);
        if (fact == null) {
            row.refuse(
                    "The fact has no column `%s`%s"
                            .formatted(name, DidYouMean.sentenceEnd(name, facts.keySet())),
                    "Name a column of %s.".formatted(FACTS));
            return;
        }
        String path = row.text("fact_path");
        if (!PATH.matcher(path).matches()) {
            row.refuse(
                    "`%s` is no path within a column's JSON.".formatted(path),
                    "Write it as in `[0].checkdetails[0].checkmethod`, in lower case.");
            return;
        }
        Rule rule = row.constant("fact_rule", Rule.class);
        if (rule != null) {
            column.facts.add(new FactColumn(name, fact.type(), path, rule));
        }
    }

    private SheetTable table(String file, String... columns) {
        return SheetTable.read(project, file, List.of(columns), problems);
    }
}
