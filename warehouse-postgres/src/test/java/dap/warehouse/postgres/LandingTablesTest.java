package dap.warehouse.postgres;

import static dap.testkit.StageRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.model.Column;
import dap.model.FamilyName;
import dap.model.HiveType;
import dap.model.HiveType.Scalar;
import dap.testkit.CollectedRows;
import dap.testkit.SmallStar;
import dap.testkit.StageRows;
import dap.warehouse.LandingTable;
import dap.warehouse.Prepared;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingTablesTest {

    private final PostgresWarehouse warehouse = TestServer.newWarehouse();

    @TempDir Path folder;

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void eachTypeHasAColumnThatHoldsIt() {
        warehouse.prepare(
                SmallStar.project(),
                List.of(
                        new LandingTable(
                                new FamilyName("types"),
                                List.of(
                                        new Column("Event_Id", Scalar.STRING),
                                        new Column("flag", Scalar.BOOLEAN),
                                        new Column("small", Scalar.TINYINT),
                                        new Column("big", Scalar.BIGINT),
                                        new Column("money", new HiveType.Decimal(10, 2)),
                                        new Column("code", new HiveType.Varchar(5)),
                                        new Column("tree", new HiveType.Array(Scalar.INT))))));

        assertThat(columnsOf("types"))
                .containsExactly(
                        "event_id text",
                        "flag boolean",
                        "small smallint",
                        "big bigint",
                        "money numeric",
                        "code character varying",
                        "tree text");
    }

    @Test
    void aDeclarationThatGrowsKeepsTheRowsThatWait() {
        warehouse.prepare(SmallStar.project(), List.of(StageRows.SIGN_UP));
        conformOneThatWaits();

        warehouse.prepare(SmallStar.project(), List.of(grown(Scalar.BIGINT)));

        assertThat(columnsOf("sign_up")).contains("timestamp bigint", "more text");
        assertThat(ask("SELECT event_id, timestamp, more FROM dap_txma_stage.sign_up"))
                .containsExactly("e1 10 null");
    }

    @Test
    void aTypeThatCannotHoldTheRowsThatWaitIsTheFamilysFault() {
        warehouse.prepare(SmallStar.project(), List.of(StageRows.SIGN_UP));
        conformOneThatWaits();

        Prepared prepared = warehouse.prepare(SmallStar.project(), List.of(grown(Scalar.DATE)));

        assertThat(prepared.faults()).containsOnlyKeys(StageRows.SIGN_UP.family());
        assertThat(prepared.faults().get(StageRows.SIGN_UP.family()))
                .hasMessageContaining("timestamp of dap_txma_stage.sign_up")
                .hasMessageContaining("from integer to date");
    }

    @Test
    void aTableWithoutEventIdIsRefusedWhenItIsConformed() {
        LandingTable table =
                new LandingTable(
                        new FamilyName("sign_up"), List.of(new Column("name", Scalar.STRING)));
        warehouse.prepare(SmallStar.project(), List.of(table));

        assertThatThrownBy(() -> warehouse.conform(StageRows.of(table, "lake").in(folder)))
                .hasMessageContaining("sign_up has no column event_id");
    }

    private void conformOneThatWaits() {
        warehouse.conform(
                StageRows.of(StageRows.SIGN_UP, "lake")
                        .file("a", "UNHEARD_OF", LocalDate.of(2024, 1, 29), row("e1", 10, "x"))
                        .in(folder));
    }

    /// `sign_up` with another type of `timestamp`, and a column more.
    private static LandingTable grown(Scalar timestamp) {
        List<Column> columns = new ArrayList<>(StageRows.SIGN_UP.columns());
        columns.set(1, new Column("timestamp", timestamp));
        columns.add(new Column("more", Scalar.STRING));
        return new LandingTable(StageRows.SIGN_UP.family(), columns);
    }

    private List<String> columnsOf(String table) {
        return ask(
                """
                SELECT column_name, data_type FROM information_schema.columns
                WHERE table_schema = 'dap_txma_stage' AND table_name = '%s' ORDER BY ordinal_position
                """
                        .formatted(table));
    }

    private List<String> ask(String sql) {
        CollectedRows rows = new CollectedRows();
        warehouse.query(sql, rows);
        return rows.lines();
    }
}
