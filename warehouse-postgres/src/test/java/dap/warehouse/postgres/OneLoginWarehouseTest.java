package dap.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dap.redshift.postgres.RedshiftSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The One Login example's migrations and procedures on a real server, over rows made by hand.
class OneLoginWarehouseTest {

    private static final Path PROJECT = Path.of("..", "examples", "one-login");

    private Connection connection;

    @BeforeEach
    void deploy() throws SQLException, IOException {
        connection = TestServer.connect(TestServer.newDatabase());
        run(OwnSchema.resource("redshift/compat.sql"));
        run("SET search_path TO public, dap_redshift; SET timezone TO 'UTC'");
        run(
                """
                CREATE SCHEMA dap_txma_stage;
                CREATE TABLE dap_txma_stage.ipv_cri_kbv (
                    event_id text, client_id text, component_id text, user_govuk_signin_journey_id text,
                    user_user_id text, "timestamp" integer, timestamp_formatted text, extensions_evidence text,
                    extensions_iss text, extensions_experianiiqresponse text, year integer, month integer,
                    day integer, processed_date text, event_name text)
                """);
        for (String folder :
                List.of("redshift-scripts/flyway/migrations", "athena-scripts/redshift_scripts")) {
            try (Stream<Path> files = Files.list(PROJECT.resolve(folder))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".sql")).sorted().toList()) {
                    run(RedshiftSql.translate(file.toString(), Files.readString(file)));
                }
            }
        }
        run("CALL conformed.sp_setup_conformed_schema()");
        run("INSERT INTO conformed.batchcontrol VALUES ('ipv_cri_kbv', '2024-03-05')");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void fieldsOfTheFirstElementReachTheirColumns() throws SQLException {
        land(
                "k1",
                "VC_ISSUED",
                "''",
                "'[{\"type\":\"IdentityCheck\",\"verificationscore\":\"2\",\"checkdetails\":[{\"checkmethod\":\"kbv\",\"kbvquality\":null}]},{\"type\":\"b\"}]'");

        conform();

        assertThat(
                        fact(
                                "type, verification_score, check_details_check_method, check_details_kbv_quality"))
                .isEqualTo("(k1,IdentityCheck,2,kbv,)");
    }

    @Test
    void noClientAndNoTimeHaveTheUnknownMember() throws SQLException {
        land("k1", "START", "' '", "NULL");
        run("UPDATE dap_txma_stage.ipv_cri_kbv SET \"timestamp\" = NULL");

        conform();

        assertThat(fact("relying_party_key, date_key")).isEqualTo("(k1,-1,-1)");
    }

    @Test
    void oddJsonIsNoReasonToLoseAnEvent() throws SQLException {
        land("k1", "END", "NULL", "'{broken'");
        land("k2", "END", "NULL", "'null'");
        land("k3", "END", "NULL", "'{\"type\":\"one \\u0000 object\"}'");
        land("k4", "END", "NULL", "'[{\"verificationscore\":99999999999}]'");

        conform();

        assertThat(fact("type, verification_score"))
                .isEqualTo("(k1,,) (k2,,) (k3,\"one \uFFFD object\",) (k4,,)");
    }

    @Test
    void aValueIsCutToTheWidthOfItsColumn() throws SQLException {
        land("k1", "END", "repeat('c', 2000)", "NULL");
        run("UPDATE dap_txma_stage.ipv_cri_kbv SET component_id = repeat('é', 500)");

        conform();

        assertThat(
                        fact(
                                "length(component_id), (SELECT max(length(client_id)) FROM conformed.dim_relying_party)"))
                .isEqualTo("(k1,100,1000)");
    }

    @Test
    void aReplayUpdatesEveryAttributeOfItsFact() throws SQLException {
        land("k1", "END", "'one'", "'[{\"type\":\"before\"}]'");
        conform();
        run("DELETE FROM dap_txma_stage.ipv_cri_kbv");
        land("k1", "VC_ISSUED", "'two'", "'[{\"type\":\"after\"}]'");
        run("UPDATE conformed.batchcontrol SET maxrundate = '2024-03-05'");

        conform();

        assertThat(
                        fact(
                                "type, (SELECT client_id FROM conformed.dim_relying_party d WHERE d.relying_party_key = f.relying_party_key)"))
                .isEqualTo("(k1,after,two)");
    }

    @Test
    void anEventWithoutReferenceIsLeftForALaterBatch() throws SQLException {
        land("k1", "NEVER_HEARD_OF", "NULL", "NULL");

        conform();

        assertThat(fact("1")).isEmpty();
    }

    @Test
    void aClientSeenBeforeItsReferenceGetsItsNameLater() throws SQLException {
        land("k1", "END", "'hT4cRqPz8WkVn2LsYb7DgJ0xMfQe'", "NULL");
        run("DELETE FROM conformed.ref_relying_parties");
        conform();

        run("CALL conformed.sp_setup_conformed_schema()");

        assertThat(
                        Sql.text(
                                connection,
                                "SELECT relying_party_name FROM conformed.dim_relying_party WHERE client_id LIKE 'hT4%'"))
                .isEqualTo("allotment-register");
    }

    private void land(String id, String event, String client, String evidence) throws SQLException {
        run(
                "INSERT INTO dap_txma_stage.ipv_cri_kbv (event_id, event_name, client_id, extensions_evidence, \"timestamp\", processed_date)"
                        + " VALUES ('%s', 'IPV_KBV_CRI_%s', %s, %s, 1709632800, '20240306')"
                                .formatted(id, event, client, evidence));
    }

    private void conform() throws SQLException {
        run("CALL conformed.sp_ipv_cri_kbv()");
    }

    private String fact(String columns) throws SQLException {
        return Sql.text(
                connection,
                "SELECT string_agg(r::text, ' ' ORDER BY event_id) FROM (SELECT event_id, "
                        + columns
                        + " FROM conformed.fact_user_journey_event f) r");
    }

    private void run(String sql) throws SQLException {
        Sql.run(connection, sql);
    }
}
