package dap.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dap.errors.DapException;
import dap.project.SqlFile;
import dap.warehouse.postgres.Refusal.Subject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Procedures that fail in every way over a row with the value `Zq7Seed`, on a real PostgreSQL. `v`
/// holds the value.
class RefusalTest {

    private static final String SEED = "Zq7Seed";

    private static Connection connection = connect();

    private static Connection connect() {
        try {
            return TestServer.connect(TestServer.newDatabase());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void makeTables() throws SQLException {
        Sql.run(
                connection,
                """
                CREATE TABLE person (name varchar(3), age int NOT NULL CHECK (age > 0), UNIQUE (name));
                CREATE TABLE seeded (v text);
                INSERT INTO seeded VALUES ('Zq7Seed')
                """);
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "PERFORM v::int # invalid input syntax for type integer: \"…\" (22P02)",
                "PERFORM v::date # invalid input syntax for type date: \"…\" (22007)",
                "PERFORM v::json # invalid input syntax for type json (22P02)",
                "PERFORM v::regclass # relation \"…\" does not exist (42P01)",
                "PERFORM v::regtype # type \"…\" does not exist (42704)",
                "PERFORM v::regproc # function … does not exist (42883)",
                "PERFORM v::regrole # role \"…\" does not exist (42704)",
                "PERFORM v::inet # invalid input syntax for type inet: \"…\" (22P02)",
                "PERFORM v::uuid # invalid input syntax for type uuid: \"…\" (22P02)",
                "PERFORM v::int[] # malformed array literal: \"…\" (22P02)",
                "PERFORM ('1'||v)::numeric # invalid input syntax for type numeric: \"…\" (22P02)",
                "PERFORM set_config('work_mem', v, false) # invalid value for parameter \"work_mem\": \"…\" (22023)",
                "PERFORM set_config(v, 'x', false) # unrecognized configuration parameter \"…\" (42704)",
                "PERFORM query_to_xml('select ' || v, true, true, '') # column … does not exist (42703)",
                "PERFORM query_to_xml(v, true, true, '') # syntax error at or near \"…\" (42601)",
                "EXECUTE v # syntax error at or near \"…\" (42601)",
                "EXECUTE 'select * from ' || v # relation \"…\" does not exist (42P01)",
                "EXECUTE format('select %I from person', v) # column … does not exist (42703)",
                "EXECUTE format('create table person (%I int)', v) # relation \"person\" already exists (42P07)",
                "EXECUTE format('alter table person drop column %I', v) # column \"…\" of relation \"person\" does not exist (42703)",
                "PERFORM to_date(v, 'YYYY-MM-DD') # invalid value \"…\" for \"YYYY\" (22007)",
                "PERFORM date_trunc(v, now()) # unit \"…\" not recognized for type timestamp with time zone (22023)",
                "PERFORM encode('x', v) # unrecognized encoding: \"…\" (22023)",
                "PERFORM regexp_replace('x', '(' || v, '') # invalid regular expression: … (2201B)",
                "PERFORM jsonb_path_query('{}', v::jsonpath) # syntax error (42601)",
                "PERFORM currval(v) # relation \"…\" does not exist (42P01)",
                "PERFORM nextval(v) # relation \"…\" does not exist (42P01)",
                "PERFORM pg_catalog.has_table_privilege(v, 'select') # relation \"…\" does not exist (42P01)",
                "INSERT INTO person VALUES (v, 1) # value too long for type character varying(3) (22001)",
                "INSERT INTO person VALUES ('x', NULL) # null value in column \"age\" of relation \"person\" violates not-null constraint (23502)",
                "INSERT INTO person VALUES ('x', -1) # new row for relation \"person\" violates check constraint \"person_age_check\" (23514)",
                "INSERT INTO person VALUES ('x', 1), ('x', 2) # duplicate key value violates unique constraint \"person_name_key\" (23505)",
                "PERFORM 1 / 0 # division by zero (22012)",
                "PERFORM 'x' || v + 1 # operator does not exist: text + integer (42883)",
                "RAISE EXCEPTION 'I know %, of all', v # the procedure raises an error, 'I know …, of all' (P0001)",
                "RAISE EXCEPTION USING MESSAGE = v # the procedure raises an error (P0001)",
                "RAISE EXCEPTION USING MESSAGE = v, ERRCODE = '42P01' # the procedure raises an error (42P01)",
                "RAISE EXCEPTION 'relation \"%\" does not exist', v USING ERRCODE = '42P01' # the procedure raises an error, 'relation \"…\" does not exist' (42P01)",
                "RAISE EXCEPTION 'x' USING ERRCODE = upper(left(v, 5)) # the procedure raises an error, 'x' (a code of its own)",
                "RAISE EXCEPTION 'x' USING TABLE = v, COLUMN = v, CONSTRAINT = v, DETAIL = v, HINT = v # the procedure raises an error, 'x' (P0001)",
                "ASSERT false, v # the procedure raises an error (P0004)",
            })
    void noMessageHoldsAValueAndAllCanBeRead(String statement, String says) {
        DapException refusal = refusalOf(statement);

        assertThat(refusal.problem())
                .isEqualTo("sp_x.sql:4: the warehouse refuses it: " + says + ".");
        assertThat(everythingOf(refusal)).doesNotContainIgnoringCase(SEED.substring(0, 5));
    }

    @Test
    void whatAProcedureCaughtAndRaisesAgainIsAsPostgresSaidIt() {
        assertThat(
                        refusalOf("BEGIN PERFORM v::int; EXCEPTION WHEN OTHERS THEN RAISE; END")
                                .problem())
                .endsWith("invalid input syntax for type integer: \"…\" (22P02).");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "'[Error % in %] %', SQLSTATE, v, SQLERRM # '[Error … in …] …' (P0001); it hands on: invalid input syntax for type integer: \"…\" (22P02)",
                "'%: % (50%%)', sqlerrm, SQLSTATE # '…: … (50%)' (P0001); it hands on: invalid input syntax for type integer: \"…\" (22P02)",
                "'failed: %', SQLERRM # 'failed: …' (P0001); it hands on: invalid input syntax for type integer: \"…\"",
                "'code %', SQLSTATE # 'code …' (P0001); it hands on: invalid text representation (22P02)",
                "'% and %', v, upper(v) # '… and …' (P0001)",
                "'%', v # '…' (P0001)",
            })
    void theErrorThatAProcedureHandsOnIsFoundByItsCode(String raised, String says) {
        DapException refusal =
                refusalOf(
                        """
                        BEGIN PERFORM v::int; EXCEPTION WHEN OTHERS THEN
                          RAISE EXCEPTION %s; END\
                        """
                                .formatted(raised));

        assertThat(refusal.problem())
                .isEqualTo(
                        "sp_x.sql:5: the warehouse refuses it: the procedure raises an error, "
                                + says
                                + ".");
        assertThat(everythingOf(refusal)).doesNotContainIgnoringCase(SEED.substring(0, 5));
    }

    private static DapException refusalOf(String statement) {
        String procedure =
                """
                CREATE OR REPLACE PROCEDURE sp_x() AS $$
                DECLARE v text := (SELECT s.v FROM seeded s);
                BEGIN
                %s;
                END $$ LANGUAGE plpgsql
                """
                        .formatted(statement);
        Script script = new Script(new SqlFile("sp_x.sql", procedure), procedure);
        SQLException error =
                catchThrowableOfType(
                        SQLException.class,
                        () -> {
                            Sql.run(connection, procedure);
                            Sql.run(connection, "CALL sp_x()");
                        });
        return Refusal.of(
                error, Subject.call("sp_x", Optional.of(script)), "here", Set.of("person", "age"));
    }

    private static String everythingOf(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
