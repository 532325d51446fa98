package dap.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.redshift.postgres.RedshiftSql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Views WITH NO SCHEMA BINDING, as AWS has them under CREATE VIEW: not bound to the objects under
/// them.
class LateBindingTest {

    private static final String Q1 = "CREATE TABLE public.q1 (a int, t varchar(5)); ";
    private static final String STAR =
            "CREATE VIEW public.v1 AS SELECT * FROM public.q1 WITH NO SCHEMA BINDING; ";
    private static final String NAMED =
            "CREATE VIEW public.v1 AS SELECT a FROM public.q1 WITH NO SCHEMA BINDING; ";
    private static final String ROW = "INSERT INTO public.q1 (a) VALUES (1); ";

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = TestServer.connect(TestServer.newDatabase());
        run(OwnSchema.resource("redshift/compat.sql"));
        run("SET search_path TO public, dap_redshift");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void redshift(String sql) throws SQLException {
        run(RedshiftSql.translate("late.sql", sql));
    }

    private String ask(String query) throws SQLException {
        StringJoiner rows = new StringJoiner(";");
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(row.toString());
            }
        }
        return rows.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE public.q1 ADD COLUMN b int; UPDATE public.q1 SET b = 2 | SELECT b FROM public.v1 | 2",
                "ALTER TABLE public.q1 DROP COLUMN t                                | SELECT * FROM public.v1 | 1",
                "ALTER TABLE public.q1 RENAME COLUMN t TO u                         | SELECT u FROM public.v1 | null",
                "ALTER TABLE q1 ALTER COLUMN t TYPE varchar(50); UPDATE public.q1 SET t = 'longer than before' | SELECT t FROM public.v1 | longer than before",
                "DROP TABLE public.q1; CREATE TABLE public.q1 (b int); INSERT INTO public.q1 VALUES (5) | SELECT * FROM public.v1 | 5",
                "ALTER TABLE public.q1 RENAME TO q2; CREATE TABLE public.q1 (b int); INSERT INTO public.q1 VALUES (6) | SELECT * FROM public.v1 | 6",
                "CREATE OR REPLACE VIEW public.v1 AS SELECT t, a + 1 AS n FROM public.q1 WITH NO SCHEMA BINDING | SELECT n FROM public.v1 | 2",
                "CREATE TABLE q3 AS SELECT 7 AS c; DROP VIEW public.v1; CREATE VIEW v1 (d) AS SELECT c FROM q3 WITH NO SCHEMA BINDING | SELECT d FROM public.v1 | 7",
                "CREATE VIEW v2 AS SELECT * FROM v1 WITH NO SCHEMA BINDING; ALTER TABLE q1 ADD COLUMN b int DEFAULT 8; UPDATE q1 SET b = 8 | SELECT b FROM v2 | 8",
                "CREATE VIEW v2 AS SELECT a FROM v1 WITH NO SCHEMA BINDING; DROP VIEW v1; CREATE VIEW v1 AS SELECT 9 AS a WITH NO SCHEMA BINDING | SELECT a FROM v2 | 9",
                "CREATE OR REPLACE VIEW v1 AS SELECT a, t FROM q1 | SELECT a FROM v1 | 1",
                "ALTER TABLE v1 RENAME TO v4; ALTER TABLE q1 ADD COLUMN b int | SELECT a FROM v4 | 1",
            })
    void itFollowsWhatIsUnderIt(String change, String query, String expected) throws SQLException {
        redshift(Q1 + STAR + ROW);

        redshift(change);

        assertThat(ask(query)).isEqualTo(expected);
    }

    @Test
    void itMayBeMadeBeforeItsTables() throws SQLException {
        redshift(NAMED + "CREATE VIEW v2 AS SELECT a FROM v1 WITH NO SCHEMA BINDING");

        redshift("CREATE TABLE public.q1 (a int)");
        run("CALL dap_redshift.bind_views()");
        redshift(ROW);

        assertThat(ask("SELECT a FROM v2")).isEqualTo("1");
    }

    @Test
    void withoutItsTableItSaysWhatIsMissing() throws SQLException {
        redshift(Q1 + NAMED + "DROP TABLE public.q1");

        assertThatThrownBy(() -> ask("SELECT a FROM public.v1"))
                .hasMessageContaining("relation \"public.q1\" does not exist");
    }

    @Test
    void itMayBeDroppedWithoutItsTable() throws SQLException {
        redshift(Q1 + NAMED + "DROP TABLE q1; DROP VIEW v1; CREATE TABLE q1 (a int)");

        assertThat(ask("SELECT count(*), to_regclass('public.v1') FROM dap_redshift.late_view"))
                .isEqualTo("0|null");
    }

    @Test
    void whoMayReadItMayWhenItsColumnsChanged() throws SQLException {
        redshift(Q1 + NAMED + "COMMENT ON VIEW v1 IS 'read by reports'");
        run("GRANT SELECT ON v1 TO PUBLIC");

        redshift(
                "CREATE OR REPLACE VIEW public.v1 AS SELECT t, a FROM public.q1 WITH NO SCHEMA BINDING");

        assertThat(
                        ask(
                                "SELECT relacl::text LIKE '%=r/%', obj_description(oid) FROM pg_class WHERE relname = 'v1'"))
                .isEqualTo("t|read by reports");
    }

    @Test
    void anOrdinaryViewIsBound() throws SQLException {
        redshift(Q1 + STAR + "CREATE OR REPLACE VIEW v1 AS SELECT a, t FROM q1");

        assertThatThrownBy(() -> redshift("DROP TABLE q1"))
                .hasMessageContaining("other objects depend on it");
    }

    @Test
    void aSecondOfItsNameIsRefused() throws SQLException {
        redshift(Q1 + NAMED);

        assertThatThrownBy(() -> redshift(STAR))
                .hasMessageContaining("relation \"v1\" already exists");
    }

    @Test
    void aProcedureMayChangeItsTables() throws SQLException {
        redshift(
                Q1
                        + STAR
                        + """
                        CREATE PROCEDURE p() AS $$
                        BEGIN
                            DROP TABLE IF EXISTS public.q1;
                            CREATE TABLE public.q1 (z int);
                            INSERT INTO public.q1 VALUES (3);
                        END;
                        $$ LANGUAGE plpgsql;
                        """);

        redshift("CALL p()");

        assertThat(ask("SELECT z FROM v1")).isEqualTo("3");
    }
}
