package dap.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.project.Settings;
import dap.redshift.postgres.RedshiftSql;
import dap.testkit.CollectedRows;
import dap.testkit.SmallStar;
import dap.testkit.StageRows;
import dap.warehouse.postgres.embedded.Binaries;
import dap.warehouse.postgres.embedded.EmbeddedServer;
import dap.warehouse.postgres.embedded.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may do what in the embedded warehouse: one server, a loaded star, every role.
class RolesTest {

    private static final String STATEMENTS = "reader-statements.csv";
    private static final String FACTS =
            "SELECT count(*) FROM conformed.fact_event WHERE event_id = 'e1'";

    @TempDir static Path folder;
    private static EmbeddedServer server;
    private static PostgresWarehouse warehouse;

    @BeforeAll
    static void load() throws SQLException {
        Path lake = folder.resolve("warehouse");
        server = EmbeddedServer.attach(lake, Binaries.inCacheOf(System.getenv()));
        warehouse =
                new PostgresWarehouse(
                        new Settings.Warehouse(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                "dap_txma_stage"),
                        lake,
                        System.getenv());
        warehouse.prepare(SmallStar.project(), List.of(StageRows.SIGN_UP, StageRows.LOG_IN));
        warehouse.conform(
                StageRows.of(StageRows.SIGN_UP, "lake")
                        .file(
                                "a",
                                "SIGNED_UP",
                                LocalDate.of(2024, 1, 29),
                                StageRows.row("e1", 10, "x"))
                        .in(folder));
        run(
                Role.OWNER,
                """
                CREATE SEQUENCE conformed.numbers;
                CREATE PROCEDURE conformed.writes() LANGUAGE sql AS 'DELETE FROM conformed.fact_event';
                CREATE FUNCTION conformed.writes_too() RETURNS int LANGUAGE plpgsql
                    AS 'BEGIN DELETE FROM conformed.fact_event; RETURN 1; END';
                CREATE PROCEDURE conformed.runs_a_program() LANGUAGE plpgsql
                    AS $$ BEGIN EXECUTE 'COPY (SELECT 1) TO PROGRAM ''touch {file}'''; END $$;
                CREATE FUNCTION conformed.runs_a_program_too() RETURNS int LANGUAGE plpgsql
                    AS $$ BEGIN EXECUTE 'COPY (SELECT 1) TO PROGRAM ''touch {file}'''; RETURN 1; END $$
                """);
    }

    @AfterAll
    static void stop() {
        warehouse.close();
        server.close();
    }

    @AfterEach
    void nothingHasChanged() throws SQLException {
        assertThat(written()).doesNotExist();
        try (Connection connection = connect(Role.READER)) {
            assertThat(Sql.number(connection, FACTS)).isOne();
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = STATEMENTS, numLinesToSkip = 1)
    void aQueryThatWritesReadsAFileOrRunsAProgramIsRefused(String statement, String kind) {
        assertThatThrownBy(() -> warehouse.query(here(statement), new CollectedRows()))
                .as(kind)
                .isInstanceOfSatisfying(
                        DapException.class,
                        e ->
                                assertThat(e.code())
                                        .isIn(ErrorCode.WAREHOUSE_REFUSED, ErrorCode.SQL_INVALID));
    }

    @ParameterizedTest
    @CsvFileSource(resources = STATEMENTS, numLinesToSkip = 1)
    void aReaderWhoLogsInByHimselfIsRefusedToo(String statement, String kind) throws SQLException {
        if (kind.equals("quiet")) {
            return; // PostgreSQL warns, and does nothing.
        }
        try (Connection connection = connect(Role.READER)) {
            // He may take this off, but not from what is his own.
            Sql.run(
                    connection,
                    "SET default_transaction_read_only = " + (kind.equals("own") ? "on" : "off"));

            assertThatThrownBy(() -> Sql.run(connection, here(statement)))
                    .isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY (SELECT 1) TO PROGRAM 'touch {file}'",
                "COPY (SELECT 1) TO '{file}'",
                "COPY conformed.fact_event FROM '/etc/passwd'",
                "SELECT pg_read_file('/etc/passwd')",
                "SELECT lo_import('/etc/passwd')",
                "SELECT lo_export(1, '{file}')",
                "CALL conformed.runs_a_program()",
                "SELECT conformed.runs_a_program_too()",
                "CREATE ROLE mine SUPERUSER",
                "GRANT pg_execute_server_program TO CURRENT_USER",
                "ALTER SYSTEM SET archive_command = 'touch {file}'",
                "SET ROLE dap",
                "SET log_min_messages = log",
                "CREATE EXTENSION file_fdw",
                "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'libc.so.6', 'system'"
            })
    void neitherLoaderNorOwnerReachFilesOrPrograms(String statement) throws SQLException {
        for (Role role : List.of(Role.LOADER, Role.OWNER)) {
            try (Connection connection = connect(role)) {
                assertThatThrownBy(() -> Sql.run(connection, here(statement)))
                        .as(role.user())
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsASuperuserAndEachIsLimited(Role role) throws SQLException {
        try (Connection connection = connect(role)) {
            assertThat(Sql.text(connection, "SELECT current_setting('is_superuser')"))
                    .isEqualTo("off");
            assertThat(Sql.text(connection, "SHOW temp_file_limit")).endsWith("GB");
            assertThat(
                            Sql.number(
                                    connection,
                                    "SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user"))
                    .isPositive();
        }
    }

    @Test
    void aReadersStatementDoesNotTakeForEver() throws SQLException {
        try (Connection reader = connect(Role.READER);
                Connection loader = connect(Role.LOADER)) {
            assertThat(Sql.text(reader, "SHOW statement_timeout")).isEqualTo("15min");
            assertThat(Sql.text(loader, "SHOW statement_timeout")).isEqualTo("0");
        }
    }

    @Test
    void theSuperuserCannotLogIn() {
        assertThatThrownBy(() ->
                        DriverManager.getConnection(
                                server.jdbcUrl(), "dap", server.login(Role.OWNER).password()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("rejects connection");
    }

    @Test
    void whatAProcedureMakesAReaderSeesAndTheOwnerMayChange() throws SQLException {
        run(
                Role.LOADER,
                "CREATE TABLE conformed.made AS SELECT 1 AS a; ANALYZE conformed.fact_event");
        try (Connection reader = connect(Role.READER)) {
            assertThat(Sql.number(reader, "SELECT a FROM conformed.made")).isOne();
        }
        run(Role.OWNER, "ALTER TABLE conformed.made ADD COLUMN b int; DROP TABLE conformed.made");
    }

    @Test
    void aProcedureMayMakeTheTableOfALateBindingViewAgain() throws SQLException {
        run(Role.LOADER, "CREATE TABLE conformed.made_nightly AS SELECT 1 AS a");
        run(
                Role.OWNER,
                RedshiftSql.translate(
                        "view.sql",
                        "CREATE VIEW conformed.nightly AS SELECT * FROM conformed.made_nightly WITH NO SCHEMA BINDING"));

        run(
                Role.LOADER,
                RedshiftSql.translate(
                        "procedure.sql",
                        "DROP TABLE conformed.made_nightly; CREATE TABLE conformed.made_nightly AS SELECT 2 AS b"));

        try (Connection reader = connect(Role.READER)) {
            assertThat(Sql.number(reader, "SELECT b FROM conformed.nightly")).isEqualTo(2);
        }
    }

    @Test
    void aColumnCanBeKeptFromReaders() throws SQLException {
        run(
                Role.OWNER,
                """
                CREATE TABLE conformed.classified (id int, name text);
                REVOKE SELECT ON conformed.classified FROM dap_reader;
                GRANT SELECT (id) ON conformed.classified TO dap_reader
                """);

        try (Connection reader = connect(Role.READER)) {
            assertThat(Sql.texts(reader, "SELECT id FROM conformed.classified")).isEmpty();
            assertThatThrownBy(() -> Sql.texts(reader, "SELECT name FROM conformed.classified"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void itsLogHoldsNothingOfWhatSessionsSay() throws Exception {
        for (Role role : Role.values()) {
            try (Connection connection = connect(role)) {
                Sql.run(
                        connection,
                        "DO $$ BEGIN RAISE LOG 'Secret-42'; RAISE WARNING 'Secret-43'; END $$");
            }
        }

        assertThat(Files.readString(folder.resolve("warehouse/server.log")))
                .contains("ready to accept connections")
                .doesNotContain("Secret");
    }

    private static String here(String statement) {
        return statement.replace("{file}", written().toString());
    }

    private static Path written() {
        return folder.resolve("written");
    }

    private static void run(Role role, String sql) throws SQLException {
        try (Connection connection = connect(role)) {
            Sql.run(connection, here(sql));
        }
    }

    private static Connection connect(Role role) throws SQLException {
        EmbeddedServer.Login login = server.login(role);
        return DriverManager.getConnection(server.jdbcUrl(), login.user(), login.password());
    }
}
