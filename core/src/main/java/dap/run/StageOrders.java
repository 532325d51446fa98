package dap.run;

import dap.catalog.Catalog;
import dap.plan.DeclaredTables;
import dap.project.Event;
import dap.project.Family;
import dap.project.Project;
import dap.project.Source;
import dap.project.SqlFile;
import dap.project.TableDefinition;
import dap.raw.SchemaTree;
import dap.sql.AthenaDml;
import dap.sql.BoundInsert;
import dap.step.crawl.StageCrawl;
import dap.step.stage.StageOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// Puts together what staging an event needs, from the project's files and the catalog's schema.
public record StageOrders(Project project, Source source, Catalog catalog) {

    /// What a run needs for an event.
    ///
    /// @throws dap.errors.DapException if the DML cannot be parsed
    StageOrder order(Family family, Event event, Instant asOf, String runId) {
        return order(family, event, asOf, runId, catalog.raw().table(source.name(), event.name()));
    }

    /// The same, with the event's schema as `tree` has it.
    StageOrder order(
            Family family, Event event, Instant asOf, String runId, Optional<SchemaTree> tree) {
        SqlFile dml = event.dml().orElseThrow();
        TableDefinition table = source.findStageTable(family.name()).orElseThrow();
        String environment = project.settings().environment();
        DeclaredTables tables = new DeclaredTables(environment, source);
        return new StageOrder(
                runId,
                asOf,
                environment,
                source.name(),
                family.name(),
                StageCrawl.folderOf(table),
                event.name(),
                AthenaDml.parse(dml.file(), dml.text()),
                dml.sha256(),
                table.sha256(),
                tables.raw(event.name(), tree),
                tables.stage(table));
    }

    /// The statement that a run would give the engine for the day before `asOf`, for checks.
    public BoundInsert preview(Family family, Event event, Instant asOf) {
        LocalDate day = LocalDate.ofInstant(asOf, ZoneOffset.UTC).minusDays(1);
        return order(family, event, asOf, "preview").bind(day);
    }
}
