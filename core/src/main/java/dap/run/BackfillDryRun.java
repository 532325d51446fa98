package dap.run;

import dap.catalog.Catalog;
import dap.catalog.StageFile;
import dap.engine.LakeEngine;
import dap.model.Column;
import dap.model.DaysOfEvent;
import dap.model.HiveType;
import dap.model.HiveType.Scalar;
import dap.model.RowSink;
import dap.model.TableName;
import dap.plan.EventPlan;
import dap.plan.StageTask;
import dap.project.Family;
import dap.project.Project;
import dap.project.Source;
import dap.query.ProjectTables;
import dap.sql.AthenaQuery;
import dap.sql.LakeTables;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import dap.step.crawl.CrawlStep;
import dap.step.stage.StageStep;
import dap.store.LakeLayout;
import dap.store.WorkFolder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A backfill's dry run: the days are staged into temporary files, compared with what is staged
/// now, and thrown away. Only objects that a crawl has read take part.
public final class BackfillDryRun {

    private static final Set<Scalar> NUMBERS =
            EnumSet.of(
                    Scalar.TINYINT,
                    Scalar.SMALLINT,
                    Scalar.INT,
                    Scalar.BIGINT,
                    Scalar.FLOAT,
                    Scalar.DOUBLE);

    private static final String PROCESSED_DATE = "processed_date";
    private static final String SCHEMA = "dry_run";
    private static final TableName BEFORE = new TableName(SCHEMA, "staged");
    private static final TableName AFTER = new TableName(SCHEMA, "restaged");

    private final Project project;
    private final LakeLayout layout;
    private final Catalog catalog;
    private final LakeEngine engine;
    private final InstantSource clock;

    public BackfillDryRun(
            Project project,
            LakeLayout layout,
            Catalog catalog,
            LakeEngine engine,
            InstantSource clock) {
        this.project = project;
        this.layout = layout;
        this.catalog = catalog;
        this.engine = engine;
        this.clock = clock;
    }

    /// What `request` would change, by day; nothing is recorded.
    ///
    /// @throws dap.errors.DapException if a day cannot be restaged: the backfill would fail, too
    public List<DayChange> run(RunRequest request) {
        DaysOfEvent days = request.restage().orElseThrow();
        Source source = Backfill.source(project, days);
        Family family =
                source.findFamily(source.findEvent(days.event()).orElseThrow().family())
                        .orElseThrow();
        EventPlan plan = Preview.plan(source, family, catalog, request).events().getFirst();
        CrawlStep crawl = Crawls.raw(project, layout, catalog, clock);
        Rerun rerun =
                Rerun.of(
                        project,
                        catalog,
                        source,
                        family,
                        crawl,
                        plan.event(),
                        plan.tasks(),
                        request.asOf(),
                        "dry_run");
        List<DayChange> changes = new ArrayList<>();
        try (WorkFolder work = WorkFolder.open(layout, ProjectTables.WORK)) {
            StageStep stage =
                    new StageStep(catalog, layout, work, engine, project.settings(), clock);
            for (StageTask task : rerun.tasks()) {
                Path restaged = stage.dryRun(rerun.order(), task);
                List<StageFile> before =
                        catalog.stage().files(source.name(), days.event(), task.arrivalDay());
                changes.add(compare(rerun.order().target(), task, before, restaged, request));
            }
        }
        return changes;
    }

    private DayChange compare(
            LakeTable table,
            StageTask task,
            List<StageFile> before,
            Path restaged,
            RunRequest request) {
        Sides sides =
                new Sides(
                        table,
                        before.stream().map(file -> staged(table, file)).toList(),
                        inOnePartition(table, restaged, Optional.empty()));
        List<String> numbers =
                table.columns().stream()
                        .filter(column -> isNumber(column.type()))
                        .map(Column::hiveName)
                        .toList();
        List<Double> sumsBefore = ask(sides, sums(BEFORE, numbers), request);
        List<Double> sumsAfter = ask(sides, sums(AFTER, numbers), request);
        List<Double> events = ask(sides, events(table), request);
        return new DayChange(
                task.arrivalDay(),
                sumsBefore.getFirst().longValue(),
                sumsAfter.getFirst().longValue(),
                events.get(0).longValue(),
                events.get(1).longValue(),
                events.get(2).longValue(),
                IntStream.range(0, numbers.size())
                        .filter(i -> !sumsBefore.get(i + 1).equals(sumsAfter.get(i + 1)))
                        .mapToObj(i ->
                                new DayChange.SumChange(
                                        numbers.get(i),
                                        sumsBefore.get(i + 1),
                                        sumsAfter.get(i + 1)))
                        .toList());
    }

    private TableFile staged(LakeTable table, StageFile file) {
        return inOnePartition(table, layout.pathOf(file.dataFile().key()), file.part());
    }

    /// Both sides belong to the same partition of an event, whatever it is called.
    private static TableFile inOnePartition(LakeTable table, Path path, Optional<String> part) {
        return new TableFile(
                path,
                path.toString(),
                table.partitionKeys().stream().map(Column::hiveName).toList(),
                part);
    }

    private static boolean isNumber(HiveType type) {
        return type instanceof HiveType.Decimal
                || (type instanceof Scalar scalar && NUMBERS.contains(scalar));
    }

    private static String sums(TableName table, List<String> columns) {
        return columns.stream()
                .map(column -> ", sum(CAST(%s AS double))".formatted(quoted(column)))
                .collect(Collectors.joining("", "SELECT count(*)", " FROM " + name(table)));
    }

    /// Added, removed and changed events. Equal rows are counted on both sides; an event differs
    /// where one of its rows is not there as often.
    private static String events(LakeTable table) {
        String columns =
                Stream.concat(table.columns().stream(), table.partitionKeys().stream())
                        .map(Column::hiveName)
                        .filter(column -> !column.equals(PROCESSED_DATE))
                        .map(BackfillDryRun::quoted)
                        .collect(Collectors.joining(", "));
        return """
        SELECT sum(CASE WHEN was = 0 THEN 1 ELSE 0 END), sum(CASE WHEN will = 0 THEN 1 ELSE 0 END),
            sum(CASE WHEN was > 0 AND will > 0 THEN differs ELSE 0 END)
        FROM (
            SELECT event_id, sum(was) AS was, sum(will) AS will,
                max(CASE WHEN was = will THEN 0 ELSE 1 END) AS differs
            FROM (
                SELECT %1$s, sum(was) AS was, sum(will) AS will
                FROM (
                    SELECT %1$s, 1 AS was, 0 AS will FROM %2$s
                    UNION ALL
                    SELECT %1$s, 0 AS was, 1 AS will FROM %3$s
                ) both_sides
                GROUP BY %1$s
            ) equal_rows
            GROUP BY event_id
        ) by_event\
        """
                .formatted(columns, name(BEFORE), name(AFTER));
    }

    private static String name(TableName table) {
        return quoted(table.schema()) + "." + quoted(table.table());
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /// The numbers of the only row; null as 0.
    private List<Double> ask(Sides sides, String sql, RunRequest request) {
        OnlyRow row = new OnlyRow();
        engine.query(
                AthenaQuery.parse(sql)
                        .bind(project.settings().environment(), request.asOf(), sides),
                row);
        return row.numbers;
    }

    private static final class OnlyRow implements RowSink {
        private List<Double> numbers = List.of();

        @Override
        public void columns(List<String> names) {}

        @Override
        public void row(List<@Nullable Object> values) {
            numbers =
                    values.stream()
                            .map(value ->
                                    value instanceof Number number ? number.doubleValue() : 0.0)
                            .toList();
        }
    }

    /// The event's rows of one day as two tables: what is staged, and what would be.
    private record Sides(LakeTable table, List<TableFile> before, TableFile after)
            implements LakeTables {

        @Override
        public Optional<LakeTable> findTable(TableName name) {
            return tables().contains(name)
                    ? Optional.of(
                            new LakeTable(
                                    name, table.layer(), table.columns(), table.partitionKeys()))
                    : Optional.empty();
        }

        @Override
        public List<TableName> tables() {
            return List.of(BEFORE, AFTER);
        }

        @Override
        public List<TableFile> files(TableName name) {
            return Map.of(BEFORE, before, AFTER, List.of(after)).getOrDefault(name, List.of());
        }
    }
}
