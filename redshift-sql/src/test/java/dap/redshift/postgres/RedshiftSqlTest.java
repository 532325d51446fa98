package dap.redshift.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedshiftSqlTest {

    @Test
    void howRowsAreSpreadAndPackedIsLeftOut() {
        String table =
                "CREATE TABLE a.b (id int ENCODE az64 DISTKEY, d datetime SORTKEY) DISTSTYLE KEY BACKUP NO;";

        String translated = translate(table);

        assertThat(translated).isEqualTo("CREATE TABLE a.b (id int, d timestamp);");
    }

    @Test
    void statementsKeepTheirLinesWhereOthersAreDropped() {
        String script = "BEGIN;\nANALYZE\n  a.b;\nVACUUM;\nTRUNCATE a.b; -- done\nCOMMIT;\n";

        String translated = translate(script);

        assertThat(translated.lines().toList().get(4)).isEqualTo("TRUNCATE a.b;");
        assertThat(translated.lines().count()).isEqualTo(script.lines().count());
    }

    @Test
    void aForeignKeyIsDeclaredAndNotEnforced() {
        String table =
                "CREATE TABLE f (k int REFERENCES d (k), FOREIGN KEY (k) REFERENCES db.s.d (k))";

        String translated = translate(table);

        assertThat(translated)
                .isEqualTo(
                        "CREATE TABLE f (k int REFERENCES d (k) NOT ENFORCED,"
                                + " FOREIGN KEY (k) REFERENCES s.d (k) NOT ENFORCED)");
    }

    @Test
    void aDatabaseBeforeASchemaIsLeftOut() {
        String query =
                "SELECT my_db.s.t.c, t.c FROM my_db.s.t WHERE my_db.s.t.c IN (SELECT x FROM my_db.s.u)";

        String translated = translate(query);

        assertThat(translated)
                .isEqualTo("SELECT s.t.c, t.c FROM s.t WHERE s.t.c IN (SELECT x FROM s.u)");
    }

    @Test
    void quotedNamesAreFoldedToLowerCaseToo() {
        String query = "SELECT \"Event_ID\", \"SELECT\" FROM \"S\".\"T\"";

        String translated = translate(query);

        assertThat(translated).isEqualTo("SELECT \"event_id\", \"select\" FROM \"s\".\"t\"");
    }

    @Test
    void quotedNamesKeepTheirCaseOnceTheSessionAsksForIt() {
        String script = "SET enable_case_sensitive_identifier TO true; SELECT \"Event_ID\";";

        String translated = translate(script);

        assertThat(translated.strip()).isEqualTo("SELECT \"Event_ID\";");
    }

    @Test
    void aPathIntoSuperGoesByTheAliasesOfItsQuery() {
        String query = "SELECT t.doc.a[0].b, s.t.doc FROM x t, s.t WHERE t.doc.a IS NULL";

        String translated = translate(query);

        assertThat(translated)
                .isEqualTo(
                        "SELECT dap_redshift.navigate(t.doc, 'a', '0', 'b'), s.t.doc FROM x t, s.t"
                                + " WHERE dap_redshift.navigate(t.doc, 'a') IS NULL");
    }

    @Test
    void theBodyOfAProcedureIsTranslatedOnItsOwnLines() {
        String procedure =
                """
                CREATE PROCEDURE s.p() AS $$
                BEGIN
                    DELETE db.s.t
                    WHERE NVL(a, 0) = 0;
                END;
                $$ LANGUAGE plpgsql NONATOMIC;
                """;

        String translated = translate(procedure);

        assertThat(translated)
                .isEqualTo(
                        """
                        CREATE PROCEDURE s.p() AS $$#variable_conflict use_variable\s
                        BEGIN
                            DELETE FROM s.t
                            WHERE coalesce(a, 0) = 0;
                        END;
                        $$ LANGUAGE plpgsql;
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT ''x''          | SELECT ''x''",
                "SELECT ''a'' -- \\n b  | SELECT ''a'' --",
                "SELECT \\'x\\\\\\\\\\' | SELECT E''x\\\\''",
                "DELETE t              | DELETE FROM t",
            })
    void aStatementInALiteralIsReadAsTheLiteralSaysIt(String literal, String expected) {
        String procedure =
                "CREATE PROCEDURE p() AS $$ BEGIN EXECUTE '"
                        + literal
                        + "'; END $$ LANGUAGE plpgsql;";

        String translated = translate(procedure);

        assertThat(translated).contains("EXECUTE '" + expected);
    }

    @Test
    void performKeepsWhatStandsBeforeIt() {
        String procedure =
                "CREATE PROCEDURE p() AS $$ BEGIN /* SELECT */ PERFORM 'SELECT', \"select\" FROM t; END $$ LANGUAGE plpgsql;";

        String translated = translate(procedure);

        assertThat(translated)
                .contains("BEGIN /* SELECT */ PERFORM 'SELECT', \"select\" FROM t; END");
    }

    @Test
    void textWithoutAnythingOfRedshiftsStaysAsItIs() {
        String query =
                """
                -- one; two
                SELECT a.x, count(*) /* all; */ AS n
                FROM s.a AS a
                LEFT JOIN s.b ON b.x = a.x AND b.y LIKE '%;%'
                WHERE a.z IS NOT NULL AND a.x BETWEEN 1 AND 2
                GROUP BY a.x HAVING count(*) > 1 ORDER BY 2 DESC NULLS LAST LIMIT 5;
                """;

        String translated = translate(query);

        assertThat(translated).isEqualTo(query);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "COPY a FROM 's3://x'                                        | 1:1  | COPY",
                "CREATE EXTERNAL TABLE s.t (a int) LOCATION 's3://x'         | 1:8  | CREATE EXTERNAL TABLE",
                "CREATE PROCEDURE p() AS $$ BEGIN COMMIT; END $$ LANGUAGE plpgsql | 1:34 | COMMIT",
                "SELECT * FROM t PIVOT (sum(a) FOR b IN ('x'))               | 1:35 | PIVOT of a table whose columns are not known",
                "SELECT * FROM t PIVOT (median(a) FOR b IN ('x'))            | 1:24 | PIVOT of anything but COUNT, SUM, MIN, MAX or AVG",
                "SELECT lag(x) IGNORE NULLS OVER (ORDER BY y) FROM t         | 1:8  | IGNORE NULLS",
                "SELECT listagg(DISTINCT b) WITHIN GROUP (ORDER BY b) OVER () FROM t | 1:8 | listagg(DISTINCT …) … OVER (…)",
                "SELECT COUNT(*) FROM svv_tables                             | 1:22 | The system view svv_tables",
                "SELECT 1 FROM pg_catalog.stl_query                          | 1:26 | The system view stl_query",
                "SELECT PG_LAST_QUERY_ID()                                   | 1:8  | pg_last_query_id()",
                "SELECT * EXCLUDE (b) FROM t                                 | 1:19 | EXCLUDE over a table whose columns are not known",
                "SELECT * FROM t UNPIVOT (n FOR k IN (a))                    | 1:26 | UNPIVOT of a table whose columns are not known",
                "SELECT a.x FROM a, b WHERE a.x = b.x(+)                     | 1:37 | (+)",
                "CREATE TABLE t (a int) MYSTERY YES                          | 1:24 | MYSTERY",
                "CREATE TABLE t (a text COLLATE CASE_INSENSITIVE)            | 1:24 | CASE_INSENSITIVE",
                "ALTER TABLE a APPEND FROM b                                 | 1:15 | APPEND",
                "CREATE FUNCTION f() RETURNS int AS $$ x $$ LANGUAGE plpythonu | 1:53 | plpythonu",
                "SELECT DATEADD(fortnight, 1, x) FROM t                      | 1:8  | part of a date",
                "MERGE INTO a USING b ON a.x = b.x REMOVE DUPLICATES         | 1:35 | REMOVE DUPLICATES",
                "CREATE PROCEDURE p() AS $$ BEGIN NULL; EXCEPTION WHEN division_by_zero THEN NULL; END $$ LANGUAGE plpgsql | 1:55 | The condition division_by_zero",
                "CREATE PROCEDURE p() AS $$ BEGIN NULL; EXCEPTION WHEN OTHERS THEN NULL; WHEN OTHERS THEN NULL; END $$ LANGUAGE plpgsql | 1:73 | A second condition",
                "CREATE PROCEDURE p() NONATOMIC AS $$ BEGIN NULL; EXCEPTION CONTINUE_HANDLER WHEN OTHERS THEN NULL; END $$ LANGUAGE plpgsql | 1:60 | CONTINUE_HANDLER",
                "CREATE PROCEDURE p() AS $$ BEGIN LOOP BEGIN NULL; EXCEPTION WHEN OTHERS THEN EXIT; END; END LOOP; END $$ LANGUAGE plpgsql | 1:78 | EXIT out of an exception handler",
            })
    void whatHasNoEqualIsRefusedAtItsPosition(String sql, String position, String what) {
        assertThatThrownBy(() -> translate(sql))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("test.sql:" + position + ": ")
                .hasMessageContaining(what)
                .hasMessageContaining("no equal in PostgreSQL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT 'open                    | 1:8",
                "SELECT (1                       | 1:10",
                "SELECT 1) + 2                   | 1:9",
                "INSERT INTO                     | 1:12",
                "UPDATE a WHERE x = 1            | 1:10",
                "CREATE TABLE                    | 1:1",
                "CREATE PROCEDURE p() AS $$ BEGIN IF a x; END; $$ LANGUAGE plpgsql | 1:37",
                "SELECT x::                      | 1:11",
            })
    void brokenTextIsRefusedAtItsPosition(String sql, String position) {
        assertThatThrownBy(() -> translate(sql))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("test.sql:" + position + ": ");
    }

    private static String translate(String sql) {
        return RedshiftSql.translate("test.sql", sql);
    }
}
