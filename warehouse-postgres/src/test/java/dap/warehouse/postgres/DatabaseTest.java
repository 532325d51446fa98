package dap.warehouse.postgres;

import static dap.testkit.StageRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.project.Settings;
import dap.testkit.CollectedRows;
import dap.testkit.SmallStar;
import dap.testkit.StageRows;
import dap.warehouse.AccountRow;
import dap.warehouse.Conformed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    private static final LocalDate MONDAY = LocalDate.of(2024, 1, 29);

    @TempDir Path folder;

    @Test
    void aWarehouseKeepsItsIdAndAnotherDatabaseHasAnother() {
        String url = TestServer.newDatabase();

        try (PostgresWarehouse first = TestServer.warehouse(url);
                PostgresWarehouse again = TestServer.warehouse(url);
                PostgresWarehouse other = TestServer.newWarehouse()) {
            assertThat(first.id()).isEqualTo(again.id()).isNotEqualTo(other.id());
        }
    }

    @Test
    void aWarehouseOfANewerDapIsRefused() throws Exception {
        String url = TestServer.newDatabase();
        try (PostgresWarehouse warehouse = TestServer.warehouse(url);
                Connection connection = TestServer.connect(url)) {
            warehouse.id();
            Sql.run(connection, "UPDATE dap.warehouse SET schema_version = 99");
        }

        try (PostgresWarehouse warehouse = TestServer.warehouse(url)) {
            assertThatThrownBy(warehouse::id)
                    .hasMessageContaining("schema dap has version 99")
                    .extracting(e -> ((DapException) e).code())
                    .isEqualTo(ErrorCode.LAKE_INCOMPATIBLE);
        }
    }

    @Test
    void aWarehouseThatAnOlderDapMadeIsBroughtUp() throws SQLException {
        String url = TestServer.newDatabase();
        try (PostgresWarehouse warehouse = TestServer.warehouse(url);
                Connection connection = TestServer.connect(url)) {
            warehouse.prepare(SmallStar.project(), List.of(StageRows.SIGN_UP, StageRows.LOG_IN));
            conform(warehouse, "a", "e1");
            Sql.run(
                    connection,
                    """
                    DROP TABLE dap.refused_row;
                    DROP INDEX dap.current_version_event_hash;
                    ALTER TABLE dap.current_version RENAME TO event_winner;
                    ALTER TABLE dap.event_winner ADD CONSTRAINT event_winner_pkey PRIMARY KEY (event_id);
                    ALTER INDEX dap.superseded_duplicate_event RENAME TO lesser_copy_event;
                    ALTER TABLE dap.superseded_duplicate RENAME TO lesser_copy;
                    ALTER TABLE dap.conformed_file DROP COLUMN procedure_sha256;
                    DROP TABLE dap.untried_family;
                    UPDATE dap.warehouse SET schema_version = 2
                    """);
        }

        try (PostgresWarehouse warehouse = TestServer.warehouse(url);
                Connection connection = TestServer.connect(url)) {
            warehouse.prepare(SmallStar.project(), List.of(StageRows.SIGN_UP, StageRows.LOG_IN));
            conform(warehouse, "b", "e1");

            assertThat(warehouse.account("lake", List.of()))
                    .extracting(AccountRow::facts, AccountRow::duplicates)
                    .containsExactly(tuple(1L, 1L));
            assertThat(Sql.number(connection, "SELECT count(*) FROM dap.current_version")).isOne();
        }
    }

    @Test
    void aServerThatIsNotThereIsUnavailableAndItsPasswordIsNotTold() {
        try (PostgresWarehouse warehouse =
                remote("jdbc:postgresql://127.0.0.1:1/x?password=Secret-42")) {
            assertThatThrownBy(warehouse::id)
                    .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/x")
                    .hasStackTraceContaining("cannot be reached")
                    .satisfies(e -> assertThat(e.toString()).doesNotContain("Secret"))
                    .extracting(e -> ((DapException) e).code().mayPass())
                    .isEqualTo(true);
        }
    }

    @Test
    void aPasswordThatIsWrongIsSaidToBe() {
        try (PostgresWarehouse warehouse = remote(TestServer.newDatabase())) {
            assertThatThrownBy(warehouse::id)
                    .hasMessageContaining("refuses user or password")
                    .hasMessageNotContaining("Wrong-42");
        }
    }

    private PostgresWarehouse remote(String url) {
        return new PostgresWarehouse(
                new Settings.Warehouse(
                        Optional.of(url),
                        Optional.of("dap"),
                        Optional.of("PASSWORD"),
                        Optional.empty(),
                        List.of(),
                        "dap_txma_stage"),
                folder,
                Map.of("PASSWORD", "Wrong-42"));
    }

    @Test
    void afterTheServerWasKilledTheNextCallStartsItAgain() throws Exception {
        try (PostgresWarehouse warehouse = embedded()) {
            warehouse.prepare(SmallStar.project(), List.of(StageRows.SIGN_UP, StageRows.LOG_IN));
            conform(warehouse, "a", "e1");
            killServer();

            assertThat(conform(warehouse, "b", "e2").facts()).isEqualTo(1);
            assertThat(warehouse.conformed("lake", List.of("a", "b"))).hasSize(2);
        }
    }

    @Test
    void aServerThatKeepsDyingIsGivenUpForTheRestOfTheCommand() throws Exception {
        try (PostgresWarehouse warehouse = embedded()) {
            warehouse.prepare(SmallStar.project(), List.of(StageRows.SIGN_UP, StageRows.LOG_IN));
            for (int death = 1; death <= 3; death++) {
                killServer();
                warehouse.id();
            }
            killServer();

            for (int call = 0; call < 20; call++) {
                assertThatThrownBy(warehouse::id)
                        .hasMessageContaining("has died 4 times in this command")
                        .hasMessageContaining("nothing is lost")
                        .extracting(e -> ((DapException) e).code())
                        .isEqualTo(ErrorCode.WAREHOUSE_FAILED);
            }
        }
        try (PostgresWarehouse warehouse = embedded()) {
            warehouse.prepare(SmallStar.project(), List.of(StageRows.SIGN_UP, StageRows.LOG_IN));
            assertThat(conform(warehouse, "a", "e1").facts()).isEqualTo(1);
        }
    }

    @Test
    void ofTwoThatConformOneFileAtOnceOneIsRefused() throws Exception {
        String url = TestServer.newDatabase();
        try (PostgresWarehouse one = TestServer.warehouse(url);
                PostgresWarehouse two = TestServer.warehouse(url);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            one.prepare(SmallStar.project(), List.of(StageRows.SIGN_UP, StageRows.LOG_IN));

            List<Future<Conformed>> results =
                    threads.invokeAll(
                            List.<Callable<Conformed>>of(
                                    () -> conform(one, "a", "e1"), () -> conform(two, "a", "e1")));

            assertThat(results).filteredOn(r -> r.state() == Future.State.SUCCESS).hasSize(1);
            CollectedRows facts = new CollectedRows();
            one.query("SELECT event_id FROM conformed.fact_event", facts);
            assertThat(facts.lines()).containsExactly("e1");
        }
    }

    @Test
    void manyFamiliesAtOnceTakeTurns() throws Exception {
        try (PostgresWarehouse warehouse = TestServer.newWarehouse();
                ExecutorService threads = Executors.newFixedThreadPool(12)) {
            warehouse.prepare(SmallStar.project(), List.of(StageRows.SIGN_UP, StageRows.LOG_IN));
            List<Callable<Conformed>> batches =
                    java.util.stream.IntStream.range(0, 12)
                            .<Callable<Conformed>>mapToObj(
                                    n -> () -> conform(warehouse, "f" + n, "e" + n % 6))
                            .toList();

            List<Future<Conformed>> results = threads.invokeAll(batches);

            assertThat(results).allMatch(result -> result.state() == Future.State.SUCCESS);
            assertThat(warehouse.account("lake", List.of()).getFirst().facts()).isEqualTo(6);
            assertThat(warehouse.account("lake", List.of()).getFirst().duplicates()).isEqualTo(6);
        }
    }

    private Conformed conform(PostgresWarehouse warehouse, String file, String eventId) {
        return warehouse.conform(
                StageRows.of(StageRows.SIGN_UP, "lake")
                        .file(file, "SIGNED_UP", MONDAY, row(eventId, 10, "x"))
                        .in(folder));
    }

    private PostgresWarehouse embedded() {
        return new PostgresWarehouse(
                new Settings.Warehouse(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        "dap_txma_stage"),
                folder.resolve("warehouse"),
                System.getenv());
    }

    private void killServer() throws Exception {
        String pid = Files.readAllLines(folder.resolve("warehouse/data/postmaster.pid")).getFirst();
        ProcessHandle server = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        server.destroyForcibly();
        server.onExit().get(20, TimeUnit.SECONDS);
    }
}
