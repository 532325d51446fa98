package dap.query;

import dap.catalog.Catalog;
import dap.errors.DapException;
import dap.model.Column;
import dap.model.EventName;
import dap.plan.DeclaredTables;
import dap.project.Event;
import dap.project.Family;
import dap.project.Project;
import dap.project.Source;
import dap.project.SqlFile;
import dap.project.TableDefinition;
import dap.sql.AthenaDml;
import dap.sql.BoundInsert;
import dap.sql.InsertBinding;
import dap.sql.tree.FieldPath;
import dap.sql.tree.Lineage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// From which event fields the columns of the STAGE tables come, as the events' DML says. Needs no
/// events: fields that none has carried yet are taken as the statement uses them.
public final class StageLineage {

    /// A column as one event fills it.
    ///
    /// @param table the STAGE table, called after the family
    /// @param column lower case
    /// @param type in Hive's notation
    /// @param fields places in the event, spelt as its lines spell them; none where the value is
    ///   the arrival day, the run's instant or a constant
    public record Filled(
            String table,
            String column,
            String type,
            EventName event,
            SortedSet<FieldPath> fields) {}

    /// @param columns by table in the project's order, column in the table's, and event
    /// @param faults of statements that cannot be bound: their events are missing in `columns`
    public record Answer(List<Filled> columns, List<DapException> faults) {
        public Answer {
            columns = List.copyOf(columns);
            faults = List.copyOf(faults);
        }
    }

    private final Project project;
    private final Catalog catalog;
    private final Instant asOf;

    public StageLineage(Project project, Catalog catalog, Instant asOf) {
        this.project = project;
        this.catalog = catalog;
        this.asOf = asOf;
    }

    /// All STAGE tables, or the one of this name.
    ///
    /// @param table lower case
    public Answer of(Optional<String> table) {
        List<Filled> columns = new ArrayList<>();
        List<DapException> faults = new ArrayList<>();
        for (Source source : project.sources()) {
            for (TableDefinition stage : source.stageTables()) {
                if (table.filter(name -> !name.equals(stage.name())).isEmpty()) {
                    columns.addAll(ofTable(source, stage, faults));
                }
            }
        }
        return new Answer(columns, faults);
    }

    private List<Filled> ofTable(Source source, TableDefinition stage, List<DapException> faults) {
        List<BoundInsert> inserts = new ArrayList<>();
        for (Family family : source.families()) {
            if (family.name().name().equals(stage.name())) {
                for (Event event : family.events()) {
                    bind(source, stage, event, faults).ifPresent(inserts::add);
                }
            }
        }
        return stage.columns().stream()
                .flatMap(column ->
                        inserts.stream().flatMap(insert -> filled(stage, column, insert).stream()))
                .toList();
    }

    private Optional<BoundInsert> bind(
            Source source, TableDefinition stage, Event event, List<DapException> faults) {
        if (event.dml().isEmpty()) {
            return Optional.empty();
        }
        SqlFile dml = event.dml().get();
        DeclaredTables tables = new DeclaredTables(project.settings().environment(), source);
        try {
            return Optional.of(
                    AthenaDml.parse(dml.file(), dml.text())
                            .bindGuessing(
                                    new InsertBinding(
                                            project.settings().environment(),
                                            asOf,
                                            event.name(),
                                            LocalDate.ofInstant(asOf, ZoneOffset.UTC).minusDays(1),
                                            tables.raw(
                                                            event.name(),
                                                            catalog.raw()
                                                                    .table(
                                                                            source.name(),
                                                                            event.name()))
                                                    .lake(),
                                            tables.stage(stage))));
        } catch (DapException fault) {
            faults.add(fault);
            return Optional.empty();
        }
    }

    private static Optional<Filled> filled(
            TableDefinition stage, Column column, BoundInsert insert) {
        int index = insert.columns().indexOf(column);
        if (index < 0) {
            return Optional.empty();
        }
        List<Column> raw = insert.binding().raw().columns();
        SortedSet<FieldPath> fields =
                Lineage.of(insert.query()).get(index).stream()
                        .map(field -> field.spelledAs(raw))
                        .collect(Collectors.toCollection(TreeSet::new));
        return Optional.of(
                new Filled(
                        stage.name(),
                        column.hiveName(),
                        column.type().toHive(),
                        insert.binding().event(),
                        fields));
    }
}
