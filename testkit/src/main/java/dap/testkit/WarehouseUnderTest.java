package dap.testkit;

import static dap.testkit.StageRows.LOG_IN;
import static dap.testkit.StageRows.SIGN_UP;
import static dap.testkit.StageRows.row;

import dap.warehouse.AccountRow;
import dap.warehouse.Conformed;
import dap.warehouse.LandingTable;
import dap.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/// The warehouse of a contract, and what its tests ask of it. [SmallStar] is the project.
public interface WarehouseUnderTest {

    LocalDate MONDAY = LocalDate.of(2024, 1, 29);
    LocalDate TUESDAY = MONDAY.plusDays(1);
    LocalDate NEXT_MONTH = LocalDate.of(2024, 2, 1);
    List<LandingTable> LANDINGS = List.of(SIGN_UP, LOG_IN);
    String LAKE = "lake-1";

    /// An empty warehouse, the same one throughout a test.
    Warehouse warehouse();

    /// A folder for the batches' files.
    Path folder();

    default Conformed conform(StageRows rows) {
        return warehouse().conform(rows.in(folder()));
    }

    default List<String> facts() {
        return ask("SELECT event_id, client_id FROM conformed.fact_event ORDER BY 1");
    }

    default List<String> ask(String sql) {
        CollectedRows rows = new CollectedRows();
        warehouse().query(sql, rows);
        return rows.lines();
    }

    default List<String> events() {
        return ask("SELECT event_id, event_name, client_id FROM conformed.fact_event ORDER BY 1");
    }

    default StageRows logIns() {
        return StageRows.of(LOG_IN, LAKE);
    }

    default StageRows signUps() {
        return StageRows.of(SIGN_UP, LAKE);
    }

    default AccountRow accountOf(String event, LocalDate day) {
        return warehouse().account(LAKE, List.of()).stream()
                .filter(row -> row.event().equals(event) && row.arrivalDay().equals(day))
                .findFirst()
                .orElseThrow();
    }
}
