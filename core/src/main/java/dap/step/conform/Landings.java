package dap.step.conform;

import dap.model.Column;
import dap.model.FamilyName;
import dap.project.Source;
import dap.project.TableDefinition;
import dap.warehouse.LandingTable;
import java.util.List;
import java.util.stream.Stream;

/// The landing tables that a project's STAGE tables ask for.
public final class Landings {

    private Landings() {}

    /// Of every STAGE table, whichever families run: a view of a migration may read any of them.
    public static List<LandingTable> of(Source source) {
        return source.stageTables().stream()
                .filter(table -> FamilyName.isValid(table.name()))
                .map(table -> of(new FamilyName(table.name()), table))
                .toList();
    }

    public static LandingTable of(FamilyName family, TableDefinition table) {
        List<Column> columns =
                Stream.concat(table.columns().stream(), table.partitionKeys().stream()).toList();
        return new LandingTable(family, columns);
    }
}
