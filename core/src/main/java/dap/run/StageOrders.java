package dap.run;

import dap.catalog.Catalog;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.plan.DeclaredTables;
import dap.project.Event;
import dap.project.Family;
import dap.project.Project;
import dap.project.Source;
import dap.project.SqlFile;
import dap.project.TableDefinition;
import dap.sql.AthenaDml;
import dap.sql.BoundInsert;
import dap.step.crawl.StageCrawl;
import dap.step.stage.StageOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Set;

/// Puts together what staging an event needs, from the project's files and the catalog's schema.
public final class StageOrders {

    private StageOrders() {}

    /// @throws DapException if the DML cannot be parsed, or the STAGE table is not declared
    static StageOrder order(
            Project project,
            Source source,
            Family family,
            Event event,
            RunRequest request,
            String runId,
            Catalog catalog) {
        SqlFile dml = event.dml().orElseThrow();
        TableDefinition table = source.findStageTable(family.name()).orElseThrow();
        String environment = project.settings().environment();
        DeclaredTables tables = new DeclaredTables(environment, source);
        return new StageOrder(
                runId,
                request.asOf(),
                environment,
                source.name(),
                family.name(),
                StageCrawl.folderOf(table),
                event.name(),
                AthenaDml.parse(dml.file(), dml.text()),
                sha256(dml.text()),
                tables.raw(event.name(), catalog.raw().table(source.name(), event.name())),
                tables.stage(table));
    }

    /// The statement that a run would give the engine for an arrival day of no meaning: for checks
    /// and `dap translate`.
    public static BoundInsert preview(
            Project project,
            Source source,
            Family family,
            Event event,
            Catalog catalog,
            Instant asOf) {
        RunRequest request = new RunRequest(Set.of(), asOf, RunRequest.Reach.STAGE);
        LocalDate day = LocalDate.ofInstant(asOf, ZoneOffset.UTC).minusDays(1);
        return order(project, source, family, event, request, "preview", catalog).bind(day);
    }

    /// In hexadecimal.
    public static String sha256(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new DapException(
                    ErrorCode.INTERNAL, "This Java has no SHA-256.", "Use a complete JDK 25.", e);
        }
    }
}
