package dap.plan;

import dap.errors.DapException;
import dap.model.EventName;
import dap.model.TableName;
import dap.plan.FieldTypes.Statement;
import dap.project.Family;
import dap.project.Source;
import dap.project.SqlFile;
import dap.project.TableDefinition;
import dap.raw.FieldForm;
import dap.raw.NamedFields;
import dap.raw.RawTable;
import dap.raw.SchemaTree;
import dap.sql.AthenaDml;
import dap.sql.InsertBinding;
import dap.sql.tree.FieldPath;
import dap.sql.tree.LakeTable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tables of a data source as statements see them: what its templates declare, and for RAW
/// tables that no one pinned, what the lines have shown and the statements take.
///
/// @param environment the environment's name
public record DeclaredTables(String environment, Source source) {

    private static final Logger LOG = LoggerFactory.getLogger(DeclaredTables.class);

    /// @param tree what the event's lines have shown; absent before the first crawl
    public RawTable raw(EventName event, Optional<SchemaTree> tree) {
        return source.findPinnedRawTable(event)
                .map(pinned ->
                        RawTable.pinned(
                                environment,
                                source.name(),
                                event,
                                pinned.columns(),
                                pinned.partitionKeys()))
                .orElseGet(() -> crawled(event, tree.orElse(SchemaTree.EMPTY)));
    }

    private RawTable crawled(EventName event, SchemaTree tree) {
        List<Statement> statements =
                source.families().stream()
                        .flatMap(family ->
                                target(family).stream()
                                        .flatMap(target ->
                                                parsed(family, event).stream()
                                                        .map(dml ->
                                                                statement(
                                                                        dml, event, tree, target))))
                        .toList();
        RawTable table = crawled(event, tree, FieldTypes.choose(tree, statements));
        return tree.dropsFields() ? withNamed(table, event) : table;
    }

    /// With the fields that a statement names and that are not known any more, as there are too
    /// many beside them: each of a type with which the statement makes sense.
    private RawTable withNamed(RawTable table, EventName event) {
        RawTable named = table;
        for (Family family : source.families()) {
            for (AthenaDml dml : parsed(family, event)) {
                Optional<LakeTable> target = target(family);
                if (target.isPresent()) {
                    named = guessed(dml, event, named, target.get());
                }
            }
        }
        return named;
    }

    private RawTable guessed(AthenaDml dml, EventName event, RawTable table, LakeTable target) {
        try {
            InsertBinding binding = binding(event, table.lake(), target);
            return dml.bind(binding).unknownFields().isEmpty()
                    ? table
                    : new RawTable(dml.bindGuessing(binding).binding().raw(), table.kind());
        } catch (DapException broken) {
            return table;
        }
    }

    /// The fields that enabled statements name, by event.
    public NamedFields named() {
        Map<String, Set<String>> byEvent = new ConcurrentHashMap<>();
        return event -> byEvent.computeIfAbsent(event, this::namesIn);
    }

    private Set<String> namesIn(String wireName) {
        EventName event = EventName.ofWireName(wireName);
        return source.families().stream()
                .flatMap(family -> enabled(family, event))
                .flatMap(dml -> dml.words().stream())
                .collect(Collectors.toSet());
    }

    private RawTable crawled(EventName event, SchemaTree tree, Map<FieldPath, FieldForm> chosen) {
        return RawTable.crawled(environment, source.name(), event, tree, chosen);
    }

    /// What decides an event's RAW table, as a short text: while it is the same, so is the table.
    public String deciderOf(EventName event, SchemaTree tree) {
        return new SqlFile("", typeSources(event) + "\n" + tree.toJson()).sha256();
    }

    /// What decides the types of an event's fields beside its lines, as text.
    public String typeSources(EventName event) {
        Optional<TableDefinition> pinned = source.findPinnedRawTable(event);
        if (pinned.isPresent()) {
            return "pinned " + pinned.get().sha256();
        }
        StringBuilder texts = new StringBuilder("statements");
        for (Family family : source.families()) {
            enabled(family, event)
                    .forEach(dml ->
                            texts.append(' ')
                                    .append(dml.sha256())
                                    .append(' ')
                                    .append(
                                            source.findStageTable(family.name())
                                                    .map(TableDefinition::sha256)
                                                    .orElse("")));
        }
        return texts.toString();
    }

    private static Stream<SqlFile> enabled(Family family, EventName event) {
        return family.enabled()
                ? family.events().stream()
                        .filter(one -> one.enabled() && one.name().equals(event))
                        .flatMap(one -> one.dml().stream())
                : Stream.empty();
    }

    private Optional<LakeTable> target(Family family) {
        return source.findStageTable(family.name()).map(this::stage);
    }

    /// A statement that is none says so where it is to run.
    private static List<AthenaDml> parsed(Family family, EventName event) {
        List<AthenaDml> parsed = new ArrayList<>();
        enabled(family, event)
                .forEach(dml -> {
                    try {
                        parsed.add(AthenaDml.parse(dml.file(), dml.text()));
                    } catch (DapException broken) {
                        LOG.debug("{} decides no types: {}", dml.file(), broken.problem());
                    }
                });
        return parsed;
    }

    private Statement statement(AthenaDml dml, EventName event, SchemaTree tree, LakeTable target) {
        return chosen -> dml.bind(binding(event, crawled(event, tree, chosen).lake(), target));
    }

    /// Types depend neither on the day nor on the instant.
    private InsertBinding binding(EventName event, LakeTable raw, LakeTable target) {
        return new InsertBinding(environment, Instant.EPOCH, event, LocalDate.EPOCH, raw, target);
    }

    public LakeTable stage(TableDefinition table) {
        return new LakeTable(
                new TableName(stageSchema(), table.name()),
                LakeTable.Layer.STAGE,
                table.columns(),
                table.partitionKeys());
    }

    public String rawSchema() {
        return environment + "-" + source.name() + "-raw";
    }

    public String stageSchema() {
        return environment + "-" + source.name() + "-stage";
    }
}
