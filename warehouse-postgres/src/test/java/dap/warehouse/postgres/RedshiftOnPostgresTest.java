package dap.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import dap.redshift.postgres.RedshiftSql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What translated text does on a real server.
class RedshiftOnPostgresTest {

    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        connection = TestServer.connect(TestServer.newDatabase());
        run(OwnSchema.resource("redshift/compat.sql"));
        run("SET search_path TO public, dap_redshift; SET timezone TO 'UTC'");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    static Stream<Arguments> queries() {
        List<String> lines = resource("agreement.sql").lines().skip(1).toList();
        List<Arguments> pairs = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += 2) {
            pairs.add(Arguments.of(lines.get(i), lines.get(i + 1).substring(3).strip()));
        }
        return pairs.stream();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void aQueryGivesWhatRedshiftGives(String redshift, String expected) throws SQLException {
        String translated = RedshiftSql.translate("agreement.sql", redshift);

        String rows = rows(translated);

        assertThat(rows).describedAs(translated).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "redshift/date-parts.csv", delimiter = '|')
    void everyPartOfADateIsWhatAwsSays(String part, long expected) throws SQLException {
        String moment = "TIMESTAMP '2024-08-05 10:11:12.345678'";
        String query =
                "SELECT EXTRACT(%1$s FROM %2$s), EXTRACT(%3$s FROM %2$s), FLOOR(DATE_PART(%1$s, %2$s)) >= %4$d, DATE_PART('%1$s', %2$s) = DATE_PART(%1$s, %2$s)"
                        .formatted(part, moment, part.toUpperCase(Locale.ROOT), expected);

        String rows = rows(RedshiftSql.translate("parts.sql", query));

        assertThat(rows).isEqualTo("%1$d|%1$d|t|t".formatted(expected));
    }

    /// Each function of AWS's list: it is kept as it stands, translated, or refused at its place.
    @ParameterizedTest
    @CsvFileSource(resources = "redshift/functions.csv", delimiter = '|', quoteCharacter = '`')
    void everyFunctionOfRedshiftIsKeptTranslatedOrRefused(String call, String how, String result)
            throws SQLException {
        String query = "SELECT " + call;

        if (how.equals("refused")) {
            assertThatThrownBy(() -> RedshiftSql.translate("functions.sql", query))
                    .isInstanceOf(DapException.class)
                    .hasMessageContaining("functions.sql:1:8: ");
            return;
        }
        String translated = RedshiftSql.translate("functions.sql", query);

        assertThat(translated.equals(query)).isEqualTo(how.equals("same"));
        assertThat(rows(translated)).isEqualTo(result == null ? "" : result);
    }

    /// Source: AWS, "Type compatibility and conversion".
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO kept (t, d, n, b) SELECT v_t, v_d, v_n, v_b FROM came",
                "INSERT INTO kept (t, d, n, b) SELECT DISTINCT c.v_t, c.v_d, c.v_n, c.v_b FROM came AS c",
                "INSERT INTO kept (t, d, n, b) SELECT v_t, v_d, v_n, v_b FROM came UNION SELECT v_t, v_d, v_n, v_b FROM came",
                "INSERT INTO kept (t, d, n, b) WITH c AS (SELECT * FROM came) SELECT MAX(v_t), MAX(v_d), MAX(v_n), MAX(v_b) FROM c",
                "INSERT INTO kept (t, d, n, b) VALUES (UPPER('2024-01-02 03:04:05'), '2024-01-02', LEFT('7.50', 3), 'true')",
                "INSERT INTO kept (t, d, n, b) SELECT s.t, s.d, s.n, s.b FROM came",
                "INSERT INTO kept (k) VALUES ('x'); UPDATE kept SET t = v_t, d = v_d, n = v_n, b = v_b FROM came",
                "INSERT INTO kept (k) VALUES ('x'); UPDATE kept SET t = c.s.t, d = c.s.d, n = c.s.n, b = c.s.b FROM came c",
                "INSERT INTO kept (k) VALUES ('x'); MERGE INTO kept USING came ON kept.k = 'x' WHEN MATCHED THEN UPDATE SET t = v_t, d = v_d, n = v_n, b = v_b WHEN NOT MATCHED THEN INSERT (t) VALUES (v_t)",
                "MERGE INTO kept USING came ON kept.k = 'x' WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (t, d, n, b) VALUES (came.v_t, came.v_d, came.v_n, came.v_b)",
                "INSERT INTO kept (t, d, n, b) SELECT TIMESTAMP '2024-01-02 03:04:05', TIMESTAMP '2024-01-02 03:04:05', 7.5, TRUE",
            })
    void whatIsAssignedBecomesWhatTheColumnIs(String statements) throws SQLException {
        run(
                RedshiftSql.translate(
                        "assign.sql",
                        """
                        DROP TABLE IF EXISTS kept; DROP TABLE IF EXISTS came;
                        CREATE TABLE kept (k varchar(5), t timestamp, d date, n decimal(8,2), b boolean);
                        CREATE TABLE came (v_t varchar(30), v_d varchar(30), v_n varchar(30), v_b varchar(5), s super);
                        INSERT INTO came VALUES ('2024-01-02 03:04:05', '2024-01-02', '7.5', 'true',
                            JSON_PARSE('{"t":"2024-01-02 03:04:05","d":"2024-01-02","n":"7.5","b":true}'));
                        """));

        run(RedshiftSql.translate("assign.sql", statements));

        assertThat(rows("SELECT t, d, n, b FROM kept"))
                .isEqualTo("2024-01-02 03:04:05|2024-01-02|7.50|t");
    }

    @Test
    void ourFunctionsCanBeMadeAgain() throws SQLException {
        run(OwnSchema.resource("redshift/compat.sql"));

        assertThat(rows("SELECT dap_redshift.strtol('ff', 16)")).isEqualTo("255");
    }

    @Test
    void statementsOfAllKindsRun() throws SQLException {
        connection.setAutoCommit(false);

        run(translated("objects.sql"));

        assertThat(rows("SELECT \"order\", \"group\" FROM s1.r")).isEqualTo("1|g");
        connection.rollback();
        connection.setAutoCommit(true);
    }

    @Test
    void aProcedureWithEveryStatementOfItsLanguageRuns() throws SQLException {
        run(translated("procedures.sql"));

        assertThat(rows("SELECT m FROM p.log"))
                .isEqualTo("1:1;2:-;name a;dyn;caught inner 1 two;one");
    }

    /// Source: AWS, "Trapping errors".
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "          | SELECT 1/0; EXCEPTION WHEN OTHERS THEN RAISE INFO 'x'; | division by zero",
                "          | SELECT 1/0; EXCEPTION WHEN OTHERS THEN | division by zero",
                "          | SELECT 1/0; EXCEPTION WHEN OTHERS THEN RETURN; | division by zero",
                "          | SELECT 1/0; EXCEPTION WHEN OTHERS THEN IF true THEN RETURN; END IF; RAISE EXCEPTION 'other'; | division by zero",
                "          | SELECT 1/0; EXCEPTION WHEN OTHERS THEN RAISE EXCEPTION 'my own'; | my own",
                "          | SELECT 1/0; EXCEPTION WHEN OTHERS THEN LOOP EXIT; END LOOP; | division by zero",
                "          | BEGIN SELECT 1/0; EXCEPTION WHEN OTHERS THEN NULL; END; | division by zero",
                "          | BEGIN SELECT 1/0; EXCEPTION WHEN OTHERS THEN NULL; END; EXCEPTION WHEN OTHERS THEN RAISE EXCEPTION 'outer'; | outer",
                "          | SELECT 1/0; EXCEPTION WHEN OTHERS THEN BEGIN SELECT 1; EXCEPTION WHEN OTHERS THEN NULL; END; | division by zero",
                "NONATOMIC | SELECT 1/0; EXCEPTION WHEN OTHERS THEN RAISE INFO 'x'; | nothing",
                "NONATOMIC | SELECT 1/0; EXCEPTION EXIT_HANDLER WHEN OTHERS THEN RETURN; | nothing",
                "          | SELECT 1; EXCEPTION WHEN OTHERS THEN NULL; | nothing",
            })
    void anErrorIsThrownOnWhenAHandlerHasDealtWithIt(String mode, String body, String thrown)
            throws SQLException {
        String procedure =
                "CREATE OR REPLACE PROCEDURE public.swallows() %s AS $$ DECLARE n int; BEGIN %s END; $$ LANGUAGE plpgsql"
                        .formatted(
                                mode == null ? "" : mode,
                                body.replace("SELECT 1", "SELECT INTO n 1"));
        run(RedshiftSql.translate("swallows.sql", procedure));

        String message = "nothing";
        try {
            run("CALL public.swallows()");
        } catch (SQLException e) {
            message = e.getMessage();
        }

        assertThat(message).contains(thrown);
    }

    @Test
    void aTeamsTablesAndProcedureMakeAStarTwiceTheSame() throws SQLException {
        run(translated("team-tables.sql"));
        run(translated("team-procedure.sql"));
        run(
                """
                INSERT INTO conformed.batchcontrol VALUES ('checks', '2024-01-01');
                INSERT INTO stage_spectrum.checks VALUES
                ('e1', 'c', '2024-03-05T10:00:00.000Z', 1,
                 '[{"strengthscore":"3","checkdetails":[{"checkmethod":"vri"}]}]', '20240306', 'X_ONE'),
                ('e1', 'c', '2024-03-05T10:00:00.000Z', 2,
                 '[{"strengthscore":4,"checkdetails":[{"checkmethod":"bvr"},{"checkmethod":"none"}]}]', '20240306', 'X_ONE'),
                ('e2', NULL, '2024-03-05T11:00:00.000Z', 1, '{"type":1}', '20240306', 'X_TWO'),
                ('e3', NULL, '2024-03-05T11:00:00.000Z', 1, NULL, '20231231', 'X_TWO');
                """);

        run("CALL conformed.sp_checks()");
        run("UPDATE conformed.batchcontrol SET maxrundate = '2024-01-01'");
        run("CALL conformed.sp_checks()");

        assertThat(
                        rows(
                                """
                                SELECT event_id, date_key, check_method, strength_score, all_methods
                                FROM conformed.fact_check ORDER BY event_id\
                                """))
                .isEqualTo("e1|20240305|bvr|4|bvr;e2|20240305|null||");
    }

    private static String translated(String name) {
        return RedshiftSql.translate(name, resource(name));
    }

    private static String resource(String name) {
        try (InputStream in =
                RedshiftOnPostgresTest.class.getResourceAsStream("redshift/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException(name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String sql) throws SQLException {
        Sql.run(connection, sql);
    }

    private static String rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    String value = result.getString(i);
                    row.add(value == null ? "" : value);
                }
                rows.add(row.stream().collect(Collectors.joining("|")));
            }
            return String.join(";", rows);
        }
    }
}
