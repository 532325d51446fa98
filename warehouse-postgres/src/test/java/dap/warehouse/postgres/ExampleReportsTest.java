package dap.warehouse.postgres;

import static dap.warehouse.postgres.ExampleStar.FRIDAY;
import static dap.warehouse.postgres.ExampleStar.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The example's reporting views over a few events, counted by hand.
class ExampleReportsTest {

    private static final String LOGIN = "auth_account_user_login";
    private static final String ORCHESTRATION = "auth_orchestration";
    private static final String TOLLS = "mZ9vKb3XsUo6CwRt1GfHy5NpLqAj";
    private static final String NOBODY = "client-of-nobody";
    private static final long FRIDAY_NOON = 1_772_798_400;
    private static final long MIDNIGHT = 1_772_841_600;

    private ExampleStar star;

    /// Journey w proves an identity on the web, across midnight; journey a tries it by app; journey
    /// s only signs in, at a service without a name; and one event belongs to no journey.
    @BeforeEach
    void load() throws SQLException {
        star = ExampleStar.create();
        star.conform(
                ORCHESTRATION,
                "AUTH_IPV_AUTHORISATION_REQUESTED",
                FRIDAY,
                event("w1", "w", MIDNIGHT - 60, "client_id", TOLLS, "user_user_id", "user-1"),
                event("a1", "a", FRIDAY_NOON, "client_id", TOLLS, "user_user_id", "user-2"));
        star.conform(
                LOGIN,
                "AUTH_AUTHENTICATION_COMPLETE",
                FRIDAY,
                event(
                        "w0",
                        "w",
                        MIDNIGHT - 90,
                        "client_id",
                        TOLLS,
                        "user_user_id",
                        "user-1",
                        "extensions_testuser",
                        "false"),
                event(
                        "a0",
                        "a",
                        FRIDAY_NOON - 9,
                        "client_id",
                        TOLLS,
                        "user_user_id",
                        "user-2",
                        "extensions_testuser",
                        "true"),
                event("s0", "s", FRIDAY_NOON, "client_id", NOBODY, "user_user_id", "user-1"));
        star.conform(
                "ipv_journey",
                "IPV_IDENTITY_ISSUED",
                FRIDAY.plusDays(1),
                event("w4", "w", MIDNIGHT + 30));
        star.conform(
                "ipv_cri_kbv",
                "IPV_KBV_CRI_VC_ISSUED",
                FRIDAY.plusDays(1),
                event(
                        "w2",
                        "w",
                        MIDNIGHT + 5,
                        "extensions_evidence",
                        "[{\"verificationscore\":2}]"),
                event(
                        "w3",
                        "w",
                        MIDNIGHT + 9,
                        "extensions_evidence",
                        "[{\"verificationscore\":0,\"failedcheckdetails\":[{\"checkmethod\":\"kbv\"}]}]"));
        star.conform(
                "dcmaw_cri",
                "DCMAW_CRI_VC_ISSUED",
                FRIDAY,
                event(
                        "a2",
                        "a",
                        FRIDAY_NOON + 300,
                        "extensions_evidence",
                        "[{\"validityscore\":0}]"));
        star.conform(
                "auth_account_management",
                "HOME_REPORT_SUSPICIOUS_ACTIVITY",
                FRIDAY,
                row("event_id", "h", "timestamp", Long.toString(FRIDAY_NOON)));
    }

    @AfterEach
    void close() throws SQLException {
        star.close();
    }

    @Test
    void journeysAreARowForEachJourney() throws SQLException {
        assertThat(
                        rows(
                                "journey_id, day, channel, relying_party, signed_in, identity_requested, identity_proved, events",
                                "journeys",
                                "journey_id"))
                .isEqualTo(
                        "(a,2026-03-06,App,\"Pay a bridge toll\",t,t,f,3) "
                                + "(s,2026-03-06,General,client-of-nobody,t,f,f,1) "
                                + "(w,2026-03-06,Web,\"Pay a bridge toll\",t,t,t,5)");
    }

    @Test
    void identityChecksTellWhatPassedByWhichRoute() throws SQLException {
        assertThat(
                        rows(
                                "event_id, journey_id, day, route, passed, failed_method",
                                "identity_checks",
                                "event_id"))
                .isEqualTo(
                        "(a2,a,2026-03-06,App,f,) (w2,w,2026-03-07,KBV,t,) (w3,w,2026-03-07,KBV,f,kbv)");
    }

    @Test
    void signInsAreARowForEachCompletedOne() throws SQLException {
        assertThat(
                        rows(
                                "event_id, journey_id, user_id, relying_party, test_user",
                                "sign_ins",
                                "event_id"))
                .isEqualTo(
                        "(a0,a,user-2,\"Pay a bridge toll\",t) (s0,s,user-1,client-of-nobody,) "
                                + "(w0,w,user-1,\"Pay a bridge toll\",f)");
    }

    @Test
    void relyingPartiesTellWhatWasDoneThere() throws SQLException {
        assertThat(
                        rows(
                                "relying_party, journeys, sign_ins, identity_requests, users, first_day, last_day",
                                "relying_parties",
                                "relying_party"))
                .isEqualTo(
                        "(client-of-nobody,1,1,0,1,2026-03-06,2026-03-06) "
                                + "(\"Pay a bridge toll\",2,2,2,2,2026-03-06,2026-03-06)");
    }

    @Test
    void everyViewAndColumnIsDocumentedInTheDatabase() throws SQLException {
        String undocumented =
                """
                SELECT coalesce(string_agg(c.relname || coalesce('.' || a.attname, ''), ' '), 'none')
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'reporting'
                LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                WHERE col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid) IS NULL
                """;

        assertThat(star.ask("SELECT count(*) FROM pg_views WHERE schemaname = 'reporting'"))
                .isEqualTo("4");
        assertThat(star.ask(undocumented)).isEqualTo("none");
    }

    @Test
    void viewsOfAnEmptyStarAreEmpty() throws SQLException {
        star.run("TRUNCATE conformed.fact_user_journey_event");

        for (String view :
                new String[] {"journeys", "identity_checks", "sign_ins", "relying_parties"}) {
            assertThat(star.ask("SELECT count(*) FROM reporting." + view)).as(view).isEqualTo("0");
        }
    }

    private static Map<String, String> event(
            String id, String journey, long timestamp, String... more) {
        Map<String, String> row = row(more);
        row.put("event_id", id);
        row.put("user_govuk_signin_journey_id", journey);
        row.put("timestamp", Long.toString(timestamp));
        return row;
    }

    private String rows(String columns, String view, String order) throws SQLException {
        return star.ask(
                "SELECT string_agg(r::text, ' ' ORDER BY lower(%s) COLLATE \"C\") FROM (SELECT %s FROM reporting.%s) r"
                        .formatted(order, columns, view));
    }
}
