package dap.plan;

import dap.model.EventName;
import dap.model.TableName;
import dap.project.Source;
import dap.project.TableDefinition;
import dap.raw.RawTable;
import dap.raw.SchemaTree;
import dap.sql.LakeTable;
import java.util.Optional;

/// The tables of a data source as statements see them: what its templates declare, and for RAW
/// tables that no one pinned, what the lines have shown.
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
                .orElseGet(() ->
                        RawTable.crawled(
                                environment, source.name(), event, tree.orElse(SchemaTree.EMPTY)));
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
