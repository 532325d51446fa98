package dap.warehouse;

import dap.model.Column;
import dap.model.FamilyName;
import java.util.List;

/// The table from which a family's procedure reads its batch: the STAGE table's columns and its
/// partition keys.
public record LandingTable(FamilyName family, List<Column> columns) {
    public LandingTable {
        columns = List.copyOf(columns);
    }
}
