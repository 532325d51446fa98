package dap.warehouse.postgres;

import static dap.testkit.StageRows.LOG_IN;
import static dap.testkit.StageRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import dap.model.ConflictPolicy;
import dap.testkit.SmallStar;
import dap.testkit.WarehouseUnderTest;
import dap.warehouse.AccountRow;
import dap.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConflictsTest implements WarehouseUnderTest {

    private final String url = TestServer.newDatabase();
    private PostgresWarehouse warehouse = TestServer.warehouse(url, ConflictPolicy.FIRST);

    @TempDir Path folder;

    @Override
    public Warehouse warehouse() {
        return warehouse;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void whereTheFirstStaysItDoesInAnyOrderOfBatches() {
        warehouse.prepare(SmallStar.project(), LANDINGS);
        conform(
                signUps()
                        .file(
                                "b",
                                "SIGNED_UP",
                                TUESDAY,
                                row("e1", 30, "second"),
                                row("e2", 10, "second"),
                                row("e2", 20, "third")));
        conform(
                signUps()
                        .file(
                                "a",
                                "SIGNED_UP",
                                MONDAY,
                                row("e1", 10, "first"),
                                row("e2", 9, "first")));
        conform(signUps().file("c", "SIGNED_UP", NEXT_MONTH, row("e1", 99, "last")));

        assertThat(facts()).containsExactly("e1 first", "e2 first");
        assertThat(accountOf("SIGNED_UP", TUESDAY))
                .isEqualTo(new AccountRow("SIGNED_UP", TUESDAY, 0, 3, 0, 0, 0, 3, 0));
        assertThat(
                        warehouse.trace(LAKE, "e1").copies().stream()
                                .skip(1)
                                .map(copy -> warehouse.trace(LAKE, "e1").whySuperseded(copy)))
                .allMatch("it arrived later; in conflict: it is of another content"::equals);
    }

    @Test
    void whereTheFirstGoesTheNextComesForward() {
        warehouse.prepare(SmallStar.project(), LANDINGS);
        conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 10, "first")));
        conform(logIns().file("b", "LOGGED_IN", TUESDAY, row("e1", 30, "second")));

        conform(
                signUps()
                        .inPlaceOf("a")
                        .fallback(LOG_IN, "b", "LOGGED_IN", TUESDAY, row("e1", 30, "second")));

        assertThat(events()).containsExactly("e1 LOGGED_IN second");
    }

    @Test
    void theOrderOfCopiesIsNotChangedUnderThem() {
        loadTwoCopies();
        reopen(ConflictPolicy.NEWEST);

        assertThatThrownBy(() -> warehouse.prepare(SmallStar.project(), LANDINGS))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("`conflicts` in dap.yml was changed")
                .hasMessageContaining("'dap rebuild'");

        warehouse.giveUp(LAKE);
        assertThat(warehouse.prepare(SmallStar.project(), LANDINGS).faults()).isEmpty();
    }

    @Test
    void rejectKeepsTheOrderOfFirst() {
        loadTwoCopies();
        reopen(ConflictPolicy.REJECT);

        warehouse.prepare(SmallStar.project(), LANDINGS);

        assertThat(facts()).containsExactly("e1 first");
        assertThat(warehouse.conflicts(LAKE)).hasSize(1);
        assertThat(warehouse.account(LAKE, List.of())).hasSize(1);
    }

    private void loadTwoCopies() {
        warehouse.prepare(SmallStar.project(), LANDINGS);
        conform(
                signUps()
                        .file(
                                "a",
                                "SIGNED_UP",
                                MONDAY,
                                row("e1", 10, "first"),
                                row("e1", 20, "x")));
    }

    private void reopen(ConflictPolicy policy) {
        warehouse.close();
        warehouse = TestServer.warehouse(url, policy);
    }
}
