package dap.project;

import dap.errors.Problem;
import dap.model.DataSource;
import dap.model.EventName;
import dap.model.FamilyName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One data source of a project: its families, its tables, its side of the warehouse.
///
/// @param families in the order of the master config
/// @param stageTables declared in `stage.yml`
/// @param pinnedRawTables declared in `raw.yml`: RAW tables whose columns are fixed by hand
/// @param crawlers of both templates
/// @param problems faults of this source that belong to no family and no event
public record Source(
        DataSource name,
        List<Family> families,
        List<TableDefinition> stageTables,
        List<TableDefinition> pinnedRawTables,
        List<Crawler> crawlers,
        WarehouseProject warehouse,
        List<Problem> problems) {

    public Source {
        families = List.copyOf(families);
        stageTables = List.copyOf(stageTables);
        pinnedRawTables = List.copyOf(pinnedRawTables);
        crawlers = List.copyOf(crawlers);
        problems = List.copyOf(problems);
    }

    public Optional<Family> findFamily(FamilyName name) {
        return families.stream().filter(family -> family.name().equals(name)).findFirst();
    }

    /// The event of this name; the enabled one of an enabled family, where two families list it.
    public Optional<Event> findEvent(EventName name) {
        return families.stream()
                .sorted(Comparator.comparing(family -> !family.enabled()))
                .flatMap(family -> family.events().stream())
                .filter(event -> event.name().equals(name))
                .sorted(Comparator.comparing(event -> !event.enabled()))
                .findFirst();
    }

    public Optional<TableDefinition> findStageTable(FamilyName family) {
        return stageTables.stream().filter(table -> table.name().equals(family.name())).findFirst();
    }

    /// The family's procedure, as the warehouse is given it.
    public Optional<SqlFile> findProcedure(FamilyName family) {
        return warehouse.findFamily(family).flatMap(WarehouseProject.WarehouseFamily::procedure);
    }

    public Optional<TableDefinition> findPinnedRawTable(EventName event) {
        return pinnedRawTables.stream()
                .filter(table -> table.name().equals(event.name()))
                .findFirst();
    }

    /// Each once, also where it is a fault of several families.
    public List<Problem> allProblems() {
        Stream<Problem> ofFamilies =
                families.stream()
                        .flatMap(family ->
                                Stream.concat(
                                        family.problems().stream(),
                                        family.events().stream()
                                                .flatMap(event -> event.problems().stream())));
        return Stream.of(problems.stream(), ofFamilies, warehouse.allProblems().stream())
                .flatMap(found -> found)
                .distinct()
                .toList();
    }
}
