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
import dap.raw.RawTable;
import dap.raw.SchemaTree;
import dap.sql.AthenaDml;
import dap.sql.InsertBinding;
import dap.sql.LakeTable;
import dap.sql.tree.FieldPath;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The tables of a data source as statements see them: what its templates declare, and for RAW
/// tables that no one pinned, what the lines have shown and the statements take.
///
/// @param environment the environment's name
public record DeclaredTables(String environment, Source source) {

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
                        .filter(Family::enabled)
                        .flatMap(family -> statements(family, event, tree))
                        .toList();
        return crawled(event, tree, FieldTypes.choose(tree, statements));
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
            if (family.enabled()) {
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
        }
        return texts.toString();
    }

    private static Stream<SqlFile> enabled(Family family, EventName event) {
        return family.events().stream()
                .filter(one -> one.enabled() && one.name().equals(event))
                .flatMap(one -> one.dml().stream());
    }

    private Stream<Statement> statements(Family family, EventName event, SchemaTree tree) {
        Optional<LakeTable> target = source.findStageTable(family.name()).map(this::stage);
        return enabled(family, event)
                .flatMap(dml ->
                        target.stream()
                                .flatMap(table ->
                                        parsed(dml).stream()
                                                .map(parsed ->
                                                        statement(parsed, event, tree, table))));
    }

    /// A statement that is none says so where it is to run.
    private static Optional<AthenaDml> parsed(SqlFile dml) {
        try {
            return Optional.of(AthenaDml.parse(dml.file(), dml.text()));
        } catch (DapException broken) {
            return Optional.empty();
        }
    }

    /// Types depend neither on the day nor on the instant.
    private Statement statement(AthenaDml dml, EventName event, SchemaTree tree, LakeTable target) {
        return chosen ->
                dml.bind(
                        new InsertBinding(
                                environment,
                                Instant.EPOCH,
                                event,
                                LocalDate.EPOCH,
                                crawled(event, tree, chosen).lake(),
                                target));
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
