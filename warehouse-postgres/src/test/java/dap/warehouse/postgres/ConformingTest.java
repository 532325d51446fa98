package dap.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dap.testkit.SmallStar;
import dap.testkit.StageRows;
import dap.testkit.WarehouseContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the planner is told before a procedure is called.
class ConformingTest {

    private static final String NOTES_THE_SETTING =
            """
                INSERT INTO conformed.fact_event (event_id, client_id)
                SELECT event_id, current_setting('enable_nestloop') FROM dap_txma_stage.sign_up;
            """;

    private final String url = TestServer.newDatabase();
    private final PostgresWarehouse warehouse = TestServer.warehouse(url);

    @TempDir Path folder;

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void aProcedureOnNextToNoFactsJoinsWithoutNestedLoops() throws SQLException {
        prepare();

        conform();

        assertThat(facts()).containsExactly("off");
    }

    @Test
    void aProcedureOnManyFactsJoinsAsThePlannerLikes() throws SQLException {
        prepare();
        execute(
                """
                INSERT INTO conformed.fact_event (event_id, event_name)
                SELECT 'old-' || n, repeat('x', 90) FROM generate_series(1, 100000) n
                """);

        conform();

        assertThat(facts()).containsExactly("on");
    }

    private void prepare() {
        warehouse.prepare(
                SmallStar.withSignUp(SmallStar.signUpDoing(NOTES_THE_SETTING)),
                WarehouseContract.LANDINGS);
    }

    private void conform() {
        warehouse.conform(
                StageRows.of(StageRows.SIGN_UP, "lake")
                        .file(
                                "a",
                                "SIGNED_UP",
                                LocalDate.of(2024, 1, 29),
                                StageRows.row("e1", 10, "x"))
                        .in(folder));
    }

    private List<String> facts() throws SQLException {
        try (Connection connection = TestServer.connect(url)) {
            return Sql.texts(
                    connection, "SELECT client_id FROM conformed.fact_event WHERE event_id = 'e1'");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = TestServer.connect(url)) {
            Sql.run(connection, sql);
        }
    }
}
