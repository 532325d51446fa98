package dap.check;

import dap.catalog.Catalog;
import dap.engine.LakeEngine;
import dap.errors.DapException;
import dap.errors.Problem;
import dap.model.DaysOfEvent;
import dap.project.Event;
import dap.project.Family;
import dap.project.Migration;
import dap.project.Project;
import dap.project.Source;
import dap.project.SqlFile;
import dap.project.WarehouseProject.WarehouseFamily;
import dap.run.DefinitionChanges;
import dap.run.StageOrders;
import dap.warehouse.Warehouse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Everything that is wrong with a project, as far as it can be told without running anything.
public final class ProjectCheck {

    /// How SQL errors begin: `file:line:column: …`.
    private static final Pattern LOCATION =
            Pattern.compile("(.+?):(\\d+):(\\d+):? (.*)", Pattern.DOTALL);

    private final Project project;
    private final Catalog catalog;
    private final LakeEngine engine;
    private final Warehouse warehouse;
    private final InstantSource clock;

    public ProjectCheck(
            Project project,
            Catalog catalog,
            LakeEngine engine,
            Warehouse warehouse,
            InstantSource clock) {
        this.project = project;
        this.catalog = catalog;
        this.engine = engine;
        this.warehouse = warehouse;
        this.clock = clock;
    }

    /// In the order of the files' steps: configs and templates first, then DML, then the warehouse.
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(project.allProblems());
        for (Source source : project.sources()) {
            for (Family family : source.families()) {
                family.events().forEach(event -> checkDml(source, family, event, problems));
            }
            checkWarehouse(source, problems);
            problems.addAll(
                    IdentityWidths.problems(
                            source, project.settings().ingest().maxEventIdLength()));
        }
        return problems;
    }

    private void checkDml(Source source, Family family, Event event, List<Problem> problems) {
        boolean readable =
                event.dml().isPresent() && source.findStageTable(family.name()).isPresent();
        if (!readable) {
            return;
        }
        SqlFile dml = event.dml().orElseThrow();
        attempt(
                dml.file(),
                problems,
                () ->
                        engine.explain(
                                new StageOrders(project, source, catalog)
                                        .preview(family, event, clock.instant())));
        DefinitionChanges.staleDays(source, family, event, catalog)
                .ifPresent(stale ->
                        problems.add(
                                Problem.warning(
                                        dml.file(),
                                        0,
                                        "%d days, %s to %s, were made with an older %s."
                                                .formatted(
                                                        stale.days().size(),
                                                        stale.days().getFirst(),
                                                        stale.days().getLast(),
                                                        stale.changedDefinitions()),
                                        "Restage them: %s. With --dry-run it shows first what would change."
                                                .formatted(
                                                        DaysOfEvent.spanning(
                                                                        event.name(), stale.days())
                                                                .command()))));
    }

    private void checkWarehouse(Source source, List<Problem> problems) {
        List<SqlFile> files = new ArrayList<>();
        source.warehouse().migrations().stream()
                .filter(migration -> migration.problems().isEmpty())
                .map(Migration::toRun)
                .forEach(files::add);
        source.warehouse().setup().ifPresent(files::add);
        source.warehouse().families().stream()
                .map(WarehouseFamily::procedure)
                .flatMap(Optional::stream)
                .forEach(files::add);
        for (SqlFile file : files) {
            attempt(file.file(), problems, () -> warehouse.explain(file.file(), file.text()));
        }
    }

    private static void attempt(String file, List<Problem> problems, Runnable work) {
        try {
            work.run();
        } catch (DapException e) {
            problems.add(problem(file, e));
        }
    }

    private static Problem problem(String file, DapException error) {
        Matcher location = LOCATION.matcher(error.problem());
        return location.matches() && location.group(1).equals(file)
                ? Problem.error(
                        file, Integer.parseInt(location.group(2)), location.group(4), error.hint())
                : Problem.error(file, 0, error.problem(), error.hint());
    }
}
