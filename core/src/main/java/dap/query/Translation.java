package dap.query;

import dap.catalog.Catalog;
import dap.engine.LakeEngine;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.EventName;
import dap.plan.DeclaredTables;
import dap.project.Event;
import dap.project.Family;
import dap.project.Project;
import dap.project.Source;
import dap.project.TableDefinition;
import dap.sql.AthenaDml;
import dap.sql.AthenaQuery;
import dap.sql.InsertBinding;
import dap.store.LakeLayout;
import dap.store.WorkFolder;
import dap.warehouse.Warehouse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;

/// What an engine will be given for a text, without giving it.
public final class Translation {

    private static final String BLANKS_AND_COMMENTS = "(?:\\s+|--[^\\n]*\\n|/\\*.*?\\*/)*";
    private static final Pattern DML = begins("insert");
    private static final Pattern QUERY = begins("select|with|values|table|show|describe|\\(");

    private final Project project;
    private final Catalog catalog;
    private final LakeLayout layout;
    private final LakeEngine engine;
    private final Warehouse warehouse;
    private final InstantSource clock;

    public Translation(
            Project project,
            Catalog catalog,
            LakeLayout layout,
            LakeEngine engine,
            Warehouse warehouse,
            InstantSource clock) {
        this.project = project;
        this.catalog = catalog;
        this.layout = layout;
        this.engine = engine;
        this.warehouse = warehouse;
        this.clock = clock;
    }

    private static Pattern begins(String words) {
        return Pattern.compile(
                BLANKS_AND_COMMENTS + "(?:" + words + ")(?:\\b|\\().*",
                Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /// An `INSERT` of an event's DML and a query go to the lake's engine, all else to the
    /// warehouse: also what only Redshift's grammar knows.
    ///
    /// @param file how messages name the text
    /// @throws DapException if the text is refused, with file, line and column
    public String of(String file, String text) {
        if (isWarehouseFile(file) || !isForTheLake(text)) {
            return forWarehouse(file, text);
        }
        try {
            return forLake(file, text);
        } catch (DapException e) {
            if (e.code() != ErrorCode.SQL_SYNTAX) {
                throw e;
            }
            return forWarehouseInstead(file, text, e);
        }
    }

    private String forWarehouseInstead(String file, String text, DapException ofTheLake) {
        try {
            return forWarehouse(file, text);
        } catch (DapException e) {
            ofTheLake.addSuppressed(e);
            throw ofTheLake;
        }
    }

    public String forLake(String file, String text) {
        return DML.matcher(text).matches() ? dml(file, text) : query(text);
    }

    public String forWarehouse(String file, String text) {
        return warehouse.explain(file, text);
    }

    private static boolean isForTheLake(String text) {
        return DML.matcher(text).matches() || QUERY.matcher(text).matches();
    }

    private static boolean isWarehouseFile(String file) {
        return file.toLowerCase(Locale.ROOT).contains("redshift");
    }

    private String query(String text) {
        try (WorkFolder work = WorkFolder.open(layout, ProjectTables.WORK)) {
            ProjectTables tables = new ProjectTables(project, catalog, layout, work);
            return engine.explain(
                    AthenaQuery.parse(text)
                            .bind(project.settings().environment(), clock.instant(), tables));
        }
    }

    private String dml(String file, String text) {
        AthenaDml dml = AthenaDml.parse(file, text);
        for (Source source : project.sources()) {
            for (Family family : source.families()) {
                for (Event event : family.events()) {
                    if (dml.tablesRead().contains(event.name().name())) {
                        return dml(dml, source, family, event.name());
                    }
                }
            }
        }
        throw new DapException(
                ErrorCode.SQL_INVALID,
                "%s reads the RAW table of no event that the configs name.".formatted(file),
                "Name the event in a family's config, or correct the table's name.");
    }

    private String dml(AthenaDml dml, Source source, Family family, EventName event) {
        Instant now = clock.instant();
        DeclaredTables tables = new DeclaredTables(project.settings().environment(), source);
        TableDefinition target =
                source.findStageTable(family.name())
                        .orElseThrow(() ->
                                new DapException(
                                        ErrorCode.PROJECT_INVALID,
                                        "The STAGE table of family %s is not declared."
                                                .formatted(family.name()),
                                        "Declare it in the STAGE template."));
        return engine.explain(
                dml.bind(
                        new InsertBinding(
                                project.settings().environment(),
                                now,
                                event,
                                LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1),
                                tables.raw(event, catalog.raw().table(source.name(), event)).lake(),
                                tables.stage(target))));
    }
}
