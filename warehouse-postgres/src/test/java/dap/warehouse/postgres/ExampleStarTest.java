package dap.warehouse.postgres;

import static dap.warehouse.postgres.ExampleStar.FRIDAY;
import static dap.warehouse.postgres.ExampleStar.row;
import static org.assertj.core.api.Assertions.assertThat;

import dap.warehouse.Conformed;
import java.sql.CallableStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What goes wrong in platforms of this kind, and cannot in the example's star: a test for each
/// fault, over the example's own procedures.
class ExampleStarTest {

    private static final String SIGN_UP = "auth_account_creation";
    private static final String CREATED = "AUTH_CREATE_ACCOUNT";
    private static final String KBV = "ipv_cri_kbv";
    private static final String ISSUED = "IPV_KBV_CRI_VC_ISSUED";

    private ExampleStar star;

    @BeforeEach
    void create() throws SQLException {
        star = ExampleStar.create();
    }

    @AfterEach
    void close() throws SQLException {
        star.close();
    }

    @Test
    void noDateAndNoClientAndNoRouteDropNoEvent() throws SQLException {
        star.run(
                "UPDATE conformed.ref_events SET sub_domain = NULL WHERE event_name = 'AUTH_CREATE_ACCOUNT'");

        Conformed conformed =
                star.conform(
                        SIGN_UP,
                        CREATED,
                        FRIDAY,
                        row("event_id", "no-time"),
                        row("event_id", "long-ago", "timestamp", "-2000000000"),
                        row("event_id", "far-ahead", "timestamp", "2147483647"));

        assertThat(conformed.facts()).isEqualTo(3);
        assertThat(star.facts()).isEqualTo(3);
        assertThat(star.fact("no-time", "date_key")).isEqualTo("-1");
    }

    @Test
    void aSecondLoadOfADayAndALateFileReachTheStar() throws SQLException {
        star.conform(SIGN_UP, CREATED, FRIDAY, event("first"));
        star.conform(SIGN_UP, CREATED, FRIDAY, event("same-day"));
        star.conform(SIGN_UP, CREATED, FRIDAY.minusDays(40), event("late"));

        assertThat(star.facts()).isEqualTo(3);
        assertThat(
                        star.ask(
                                "SELECT maxrundate FROM conformed.batchcontrol WHERE product_family = 'auth_account_creation'"))
                .startsWith("2026-03-07");
    }

    @Test
    void anEventReferencedLaterIsFilledBack() throws SQLException {
        star.run("DELETE FROM conformed.ref_events WHERE event_name = 'AUTH_CREATE_ACCOUNT'");
        Conformed before = star.conform(SIGN_UP, CREATED, FRIDAY, event("early"));
        star.conform(
                SIGN_UP,
                "AUTH_CHECK_USER_NO_ACCOUNT_WITH_EMAIL",
                FRIDAY.plusDays(9),
                event("other"));
        star.refreshReferenceData();

        Conformed after = star.conformWaiting(SIGN_UP);

        assertThat(before.facts()).isZero();
        assertThat(before.waiting()).isEqualTo(1);
        assertThat(after.facts()).isEqualTo(1);
        assertThat(star.fact("early", "component_id")).isEqualTo("AUTH");
    }

    @Test
    void aRowWithoutIdentityKeepsNoOtherOut() throws SQLException {
        star.conform(SIGN_UP, CREATED, FRIDAY, event("before"));

        star.conform(SIGN_UP, CREATED, FRIDAY, row("component_id", "AUTH"), event("after"));

        assertThat(star.facts()).isEqualTo(2);
    }

    @Test
    void everyKeyOfAFactHasAMember() throws SQLException {
        star.conform(SIGN_UP, CREATED, FRIDAY, row("event_id", "bare"), event("full"));
        star.conform(KBV, ISSUED, FRIDAY, row("event_id", "kbv"));

        for (String dimension :
                List.of(
                        "dim_event event_key",
                        "dim_date date_key",
                        "dim_journey_channel journey_channel_key",
                        "dim_relying_party relying_party_key",
                        "dim_verification_route verification_route_key")) {
            String[] names = dimension.split(" ", -1);
            assertThat(
                            star.ask(
                                    "SELECT count(*) FROM conformed.fact_user_journey_event f LEFT JOIN conformed.%s d ON d.%s = f.%s WHERE d.%s IS NULL"
                                            .formatted(names[0], names[1], names[1], names[1])))
                    .as(dimension)
                    .isEqualTo("0");
            assertThat(
                            star.ask(
                                    "SELECT count(*) FROM conformed.%s WHERE %s = -1"
                                            .formatted(names[0], names[1])))
                    .as("the unknown member of " + dimension)
                    .isEqualTo("1");
        }
    }

    @Test
    void aRelyingPartySeenBeforeItsReferenceGetsItsName() throws SQLException {
        String client = "hT4cRqPz8WkVn2LsYb7DgJ0xMfQe";
        star.run("DELETE FROM conformed.ref_relying_parties WHERE client_id = '" + client + "'");
        star.run("DELETE FROM conformed.dim_relying_party WHERE client_id = '" + client + "'");
        star.conform(SIGN_UP, CREATED, FRIDAY, row("event_id", "1", "client_id", client));
        String nameOf =
                "SELECT coalesce(display_name, 'none') FROM conformed.dim_relying_party WHERE client_id = '%s'"
                        .formatted(client);
        assertThat(star.ask(nameOf)).isEqualTo("none");

        star.refreshReferenceData();

        assertThat(star.ask(nameOf)).isEqualTo("Register for an allotment");
        assertThat(
                        star.ask(
                                "SELECT count(*) FROM conformed.dim_relying_party WHERE client_id = '"
                                        + client
                                        + "'"))
                .isEqualTo("1");
    }

    @Test
    void familiesAtOnceMakeEachMemberOnceAndDoNotBlockEachOther() throws Exception {
        List<String> families =
                List.of(SIGN_UP, KBV, "ipv_cri_fraud", "ipv_journey", "dcmaw_cri", "ipv_cri_f2f");
        List<String> events =
                List.of(
                        CREATED,
                        ISSUED,
                        "IPV_FRAUD_CRI_VC_ISSUED",
                        "IPV_JOURNEY_START",
                        "DCMAW_CRI_START",
                        "F2F_CRI_START");
        try (ExecutorService threads = Executors.newFixedThreadPool(families.size())) {
            List<Future<Conformed>> running = new ArrayList<>();
            for (int round = 0; round < 4; round++) {
                for (int i = 0; i < families.size(); i++) {
                    String id = families.get(i) + round;
                    String client = "client-" + round;
                    String family = families.get(i);
                    String event = events.get(i);
                    running.add(
                            threads.submit(() ->
                                    star.conform(
                                            family,
                                            event,
                                            FRIDAY,
                                            row("event_id", id, "client_id", client))));
                }
            }
            for (Future<Conformed> conformed : running) {
                assertThat(conformed.get().facts()).isEqualTo(1);
            }
        }

        assertThat(star.facts()).isEqualTo(24);
        assertThat(
                        star.ask(
                                "SELECT count(*) FROM (SELECT client_id FROM conformed.dim_relying_party GROUP BY client_id HAVING count(*) > 1) d"))
                .isEqualTo("0");
        assertThat(
                        star.ask(
                                "SELECT count(*) FROM (SELECT verification_route_name FROM conformed.dim_verification_route GROUP BY 1 HAVING count(*) > 1) d"))
                .isEqualTo("0");
        assertThat(
                        star.ask(
                                "SELECT count(*) FROM conformed.dim_relying_party WHERE client_id LIKE 'client-%'"))
                .isEqualTo("4");
    }

    @Test
    void theNewestCopyIsTheLatestInTimeAndNotOfTheGreatestDayOfMonth() throws SQLException {
        LocalDate january = LocalDate.of(2026, 1, 31);
        LocalDate february = LocalDate.of(2026, 2, 1);

        star.conform(SIGN_UP, CREATED, january, copy("a", "1769871600", "january"));
        star.conform(SIGN_UP, CREATED, february, copy("a", "1769958000", "february"));
        star.conform(SIGN_UP, CREATED, february, copy("b", "1769958000", "february"));
        star.conform(SIGN_UP, CREATED, january, copy("b", "1769871600", "january"));

        assertThat(star.fact("a", "component_id")).isEqualTo("february");
        assertThat(star.fact("b", "component_id")).isEqualTo("february");
    }

    @Test
    void aValueTooLargeForItsColumnFailsNothing() throws SQLException {
        String huge = "x".repeat(70_000);

        star.conform(
                KBV,
                ISSUED,
                FRIDAY,
                row(
                        "event_id",
                        "huge",
                        "client_id",
                        huge,
                        "component_id",
                        huge,
                        "user_user_id",
                        huge,
                        "extensions_evidence",
                        "[{\"type\":\"%s\",\"verificationscore\":99999999999}]".formatted(huge)),
                event("small"));

        assertThat(star.facts()).isEqualTo(2);
        assertThat(star.fact("huge", "length(component_id)")).isEqualTo("100");
        assertThat(star.fact("huge", "length(type)")).isEqualTo("1000");
        assertThat(star.fact("huge", "verification_score")).isEqualTo("NULL");
    }

    @Test
    void elementsBeyondTheFirstAreToldOf() throws SQLException {
        star.run(
                """
                INSERT INTO dap_txma_stage.ipv_cri_kbv (event_id, event_name, processed_date, extensions_evidence)
                VALUES ('1', 'IPV_KBV_CRI_VC_ISSUED', '20260307', '[{"type":"a"},{"type":"b"}]'),
                    ('2', 'IPV_KBV_CRI_VC_ISSUED', '20260307', '[{"type":"a"}]')
                """);
        star.run("SET search_path TO public, dap_redshift");
        try (CallableStatement call =
                star.connection().prepareCall("CALL conformed.sp_ipv_cri_kbv()")) {
            call.execute();

            List<String> told = new ArrayList<>();
            for (Throwable note : call.getWarnings()) {
                told.add(note.getMessage());
            }
            assertThat(told)
                    .contains(
                            "ipv_cri_kbv: 1 events hold arrays of several elements; the first is in the star");
        }
        assertThat(star.fact("1", "type")).isEqualTo("a");
    }

    @Test
    void aCopyThatLostIsAudited() throws SQLException {
        star.conform(SIGN_UP, CREATED, FRIDAY, event("twice"), event("once"), event("twice"));

        assertThat(star.facts()).isEqualTo(2);
        assertThat(
                        star.ask(
                                "SELECT event_id || ' ' || total_duplicate_event_count_minus_one FROM audit.err_duplicate_event_id_auth_account_creation_1"))
                .isEqualTo("twice 1");
    }

    private static Map<String, String> event(String id) {
        return row("event_id", id, "timestamp", "1772787600", "component_id", "AUTH");
    }

    private static Map<String, String> copy(String id, String timestamp, String component) {
        return row("event_id", id, "timestamp", timestamp, "component_id", component);
    }
}
