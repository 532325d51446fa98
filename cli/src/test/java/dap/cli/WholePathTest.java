package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Events in, star out, each accounted for; and what happens when something is broken on the way.
class WholePathTest {

    private static final String DML = "athena-scripts/dml/insert_into/";

    @TempDir Path folder;
    @AutoClose private Dap dap;

    @BeforeEach
    void copyTheExample() throws IOException {
        dap = Dap.withExample(folder).withRunningWarehouse();
    }

    @Test
    void eventsReachTheStarAndEachIsAccountedFor() throws IOException {
        Ended ingested =
                dap.ingest(account("1"), account("2"), kbv("3"), suspicious("4"), "{broken");

        Ended run = dap.call("run", "--json");

        assertThat(ingested.json().get("accepted").asLong()).isEqualTo(4);
        assertThat(ingested.json().get("rejected").asLong()).isEqualTo(1);
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        assertThat(run.json().get("status").asString()).isEqualTo("SUCCEEDED");
        assertThat(dap.ask("warehouse", "SELECT count(*) FROM conformed.fact_user_journey_event"))
                .isEqualTo("4");
        assertThat(
                        dap.ask(
                                "lake",
                                "SELECT count(*) FROM \"environment-txma-stage\".\"auth_account_creation\""))
                .isEqualTo("2");
        assertLedger(5, 1, 4, 0);
    }

    @Test
    void aSecondRunHasNothingToDo() throws IOException {
        dap.ingest(account("1"));
        dap.call("run");

        Ended again = dap.call("run", "--json");

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.json().get("status").asString()).isEqualTo("UP_TO_DATE");
    }

    @Test
    void theSameInputIsIngestedOnce() throws IOException {
        dap.ingest(account("1"));

        Ended again = dap.ingest(account("1"));

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.json().get("already").asBoolean()).isTrue();
    }

    @Test
    void aBrokenDmlFailsItsFamilyAloneAndTheFixedOneBringsItsRowsIn() throws IOException {
        dap.ingest(account("1"), kbv("2"), suspicious("3"));
        Path dml = dap.file(DML + "ipv_kbv_cri_start.sql");
        String good = Files.readString(dml);
        Files.writeString(dml, good.replace("SELECT", "SELEKT"));

        Ended broken = dap.call("run", "--json");

        assertThat(broken.exitCode()).as(broken.err()).isEqualTo(1);
        assertThat(broken.json().get("status").asString()).isEqualTo("PARTIAL");
        JsonNode event = event(broken, "ipv_cri_kbv", "ipv_kbv_cri_start");
        assertThat(event.get("status").asString()).isEqualTo("FAILED");
        assertThat(event.get("error").asString()).containsPattern("ipv_kbv_cri_start\\.sql:\\d+");
        assertThat(family(broken, "ipv_cri_kbv").get("warehouse").get("status").asString())
                .isEqualTo("UPSTREAM_FAILED");
        assertThat(waitingFor("IPV_KBV_CRI_START")).isEqualTo("failed");
        assertLedger(3, 0, 2, 1);

        Files.writeString(dml, good);
        Ended fixed = dap.call("run", "--json");

        assertThat(fixed.exitCode()).as(fixed.err()).isZero();
        assertLedger(3, 0, 3, 0);
    }

    @Test
    void aViewOverAFamilyThatIsHeldBackStopsNoOther() throws IOException {
        dap.ingest(account("1"), kbv("2"));
        Files.delete(dap.file(DML + "ipv_kbv_cri_start.sql"));
        Files.writeString(
                dap.file("redshift-scripts/flyway/migrations/V90__view.sql"),
                """
                CREATE VIEW conformed.v_kbv AS SELECT event_id FROM dap_txma_stage.ipv_cri_kbv
                WITH NO SCHEMA BINDING;
                """);

        Ended run = dap.call("run", "--json");

        assertThat(family(run, "auth_account_creation").get("status").asString())
                .isEqualTo("SUCCEEDED");
        assertLedger(2, 0, 1, 1);
    }

    @Test
    void anEventWithoutItsFileFailsItsFamilyAlone() throws IOException {
        dap.ingest(account("1"), kbv("2"));
        Files.delete(dap.file(DML + "ipv_kbv_cri_start.sql"));

        Ended run = dap.call("run", "--json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(event(run, "ipv_cri_kbv", "ipv_kbv_cri_start").get("error").asString())
                .contains("ipv_kbv_cri_start.sql");
        assertThat(family(run, "auth_account_creation").get("status").asString())
                .isEqualTo("SUCCEEDED");
        assertLedger(2, 0, 1, 1);
    }

    @Test
    void aFamilyWithoutItsStageTableFailsAlone() throws IOException {
        dap.ingest(account("1"), kbv("2"));
        Path stage = dap.file("iac/main/resources/stage.yml");
        String good = Files.readString(stage);
        Files.writeString(stage, good.replace("Name: ipv_cri_kbv", "Name: something_else"));

        Ended run = dap.call("run", "--json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(family(run, "ipv_cri_kbv").get("status").asString()).isEqualTo("FAILED");
        assertThat(family(run, "auth_account_creation").get("status").asString())
                .isEqualTo("SUCCEEDED");
        assertLedger(2, 0, 1, 1);

        Files.writeString(stage, good);
        assertThat(dap.call("run").exitCode()).isZero();
        assertLedger(2, 0, 2, 0);
    }

    @Test
    void aProcedureThatRaisesFailsItsFamilyAlone() throws IOException {
        dap.ingest(account("1"), kbv("2"));
        Path procedure = dap.file("athena-scripts/redshift_scripts/sp_ipv_cri_kbv.sql");
        String good = Files.readString(procedure);
        Files.writeString(
                procedure,
                """
                CREATE OR REPLACE PROCEDURE conformed.sp_ipv_cri_kbv()
                AS $$
                BEGIN
                    RAISE EXCEPTION 'not today';
                END;
                $$ LANGUAGE plpgsql;
                """);

        Ended run = dap.call("run", "--json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        JsonNode warehouse = family(run, "ipv_cri_kbv").get("warehouse");
        assertThat(warehouse.get("status").asString()).isEqualTo("FAILED");
        assertThat(warehouse.get("error").asString())
                .contains("sp_ipv_cri_kbv.sql")
                .contains("not today");
        assertThat(waitingFor("IPV_KBV_CRI_START")).isEqualTo("staged");
        assertLedger(2, 0, 1, 1);

        Files.writeString(procedure, good);
        assertThat(dap.call("run").exitCode()).isZero();
        assertLedger(2, 0, 2, 0);
    }

    @Test
    void copiesOfAnEventAreOneFactAndTheRestAreDuplicates() throws IOException {
        dap.ingest(account("1"), account("1"));
        dap.call("run");
        dap.ingest(account("1"), account("2"));

        dap.call("run");

        assertThat(dap.ask("warehouse", "SELECT count(*) FROM conformed.fact_user_journey_event"))
                .isEqualTo("2");
        assertThat(
                        dap.ask(
                                "warehouse",
                                "SELECT total_duplicate_event_count_minus_one"
                                        + " FROM audit.err_duplicate_event_id_auth_account_creation_1"))
                .isEqualTo("2");
        assertLedger(4, 0, 2, 0);
    }

    @Test
    void rowsThatTheReferenceDataLackWaitUntilItHasThem() throws IOException {
        Path setup =
                dap.file(
                        "athena-scripts/redshift_scripts/sp_setup_conformed_schema_statements.sql");
        String complete = Files.readString(setup);
        Files.writeString(
                setup, complete.replaceFirst("    UNION ALL SELECT 'IPV_KBV_CRI_START'.*\n", ""));
        dap.ingest(account("1"), kbv("2"));

        Ended lacking = dap.call("run", "--json");
        Ended again = dap.call("run");

        assertThat(lacking.exitCode()).as(lacking.out()).isEqualTo(1);
        assertThat(lacking.json().get("status").asString()).isEqualTo("INCOMPLETE");
        JsonNode family = family(lacking, "ipv_cri_kbv");
        assertThat(family.get("status").asString()).isEqualTo("INCOMPLETE");
        assertThat(family.get("warehouse").get("error").asString())
                .isEqualTo(
                        "1 landed events of ipv_cri_kbv have no fact: 1 are of events that no reference"
                                + " table conformed.ref_… names (IPV_KBV_CRI_START).");
        assertThat(family(lacking, "auth_account_creation").get("status").asString())
                .isEqualTo("SUCCEEDED");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.out())
                .contains("INCOMPLETE", "Name these events in the reference data and run again");
        assertThat(waitingFor("IPV_KBV_CRI_START")).isEqualTo("unreferenced");
        assertLedger(2, 0, 1, 1);

        Files.writeString(setup, complete);
        Ended referenced = dap.call("run", "--json");

        assertThat(referenced.json().get("status").asString()).isEqualTo("SUCCEEDED");
        assertLedger(2, 0, 2, 0);
        assertThat(dap.call("run", "--json").json().get("status").asString())
                .isEqualTo("UP_TO_DATE");
    }

    @Test
    void aRunWhoseProcedureLeavesEventsOutIsIncompleteUntilItTakesThem() throws IOException {
        dap.ingest(account("1"), kbv("2"));
        Path procedure = dap.file("athena-scripts/redshift_scripts/sp_ipv_cri_kbv.sql");
        String good = Files.readString(procedure);
        Files.writeString(
                procedure,
                """
                CREATE OR REPLACE PROCEDURE conformed.sp_ipv_cri_kbv() NONATOMIC
                AS $$
                BEGIN
                    DELETE FROM conformed.batchcontrol WHERE 1/0 = 1;
                EXCEPTION WHEN OTHERS THEN
                    RAISE INFO 'never mind';
                END;
                $$ LANGUAGE plpgsql;
                """);

        Ended first = dap.call("run");
        Ended second = dap.call("run");
        Ended redriven = dap.call("redrive");

        for (Ended run : List.of(first, second, redriven)) {
            assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
            assertThat(run.out())
                    .contains(
                            "1 landed events of ipv_cri_kbv have no fact: 1 were left out by conformed.sp_ipv_cri_kbv.",
                            "See 'dap explain");
        }
        assertThat(waitingFor("IPV_KBV_CRI_START")).isEqualTo("staged");
        assertLedger(2, 0, 1, 1);

        Files.writeString(procedure, good);
        assertThat(dap.call("run").exitCode()).isZero();
        assertLedger(2, 0, 2, 0);
    }

    @Test
    void whatArrivesForADayLongStagedComesWithTheNextRun() throws IOException {
        dap.ingest(account("1"), kbv("2"));
        dap.call("run");
        dap.ingest(account("3"));

        Ended run = dap.call("run", "--json");

        assertThat(family(run, "auth_account_creation").get("warehouse").get("rows").asLong())
                .isEqualTo(1);
        assertLedger(3, 0, 3, 0);
    }

    @Test
    void whatTheWarehouseTookWithoutTheCatalogHearingOfItIsNotTakenTwice() throws IOException {
        dap.ingest(account("1"), account("1"), kbv("2"));
        dap.call("run");
        dap.call("rebuild", "--warehouse");

        Ended run = dap.call("run", "--json");

        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        assertThat(family(run, "ipv_cri_kbv").get("warehouse").get("status").asString())
                .isEqualTo("UP_TO_DATE");
        assertLedger(3, 0, 2, 0);
    }

    @Test
    void aDisabledEventAndAnUnmappedOneWait() throws IOException {
        dap.ingest(
                account("1"),
                event("IPV_KBV_CRI_REQUEST_SENT", "2", ""),
                event("NOBODY_KNOWS_ME", "3", ""));

        Ended run = dap.call("run", "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(waitingFor("IPV_KBV_CRI_REQUEST_SENT")).isEqualTo("disabled");
        assertThat(waitingFor("NOBODY_KNOWS_ME")).isEqualTo("unmapped");
        assertLedger(3, 0, 1, 2);
    }

    @Test
    void objectsThatOthersWroteCountLikeOurOwn() throws IOException {
        Path object =
                folder.resolve(
                        ".dap/local-dap-raw-layer/txma/AUTH_CREATE_ACCOUNT/year=%04d/month=%02d/day=%02d/delivery.json"
                                .formatted(
                                        Dap.yesterday().getYear(),
                                        Dap.yesterday().getMonthValue(),
                                        Dap.yesterday().getDayOfMonth()));
        Files.createDirectories(object.getParent());
        Files.writeString(object, account("1") + "\n\n" + account("2") + "\nnonsense\n");

        Ended run = dap.call("run", "--json");

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertLedger(3, 1, 2, 0);
    }

    @Test
    void aFolderThatIsNoProjectIsRefusedWithTheHint() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.endsWith("product_family_config.json")).toList()) {
                Files.delete(file);
            }
        }

        Ended run = dap.call("run");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("product_family_config.json");
    }

    private void assertLedger(long lines, long rejected, long facts, long waiting) {
        Ended ledger = dap.call("ledger", "--json");
        long[] sums = new long[4];
        for (JsonNode row : ledger.json().get("rows")) {
            sums[0] += row.get("lines").asLong();
            sums[1] += row.get("rejected").asLong();
            sums[2] += row.get("facts").asLong();
            sums[3] += row.get("waiting").asLong();
        }
        assertThat(ledger.json().get("unexplained").asLong()).as(ledger.out()).isZero();
        assertThat(ledger.exitCode()).as(ledger.err()).isZero();
        assertThat(sums).as(ledger.out()).containsExactly(lines, rejected, facts, waiting);
    }

    private String waitingFor(String event) {
        for (JsonNode row : dap.call("ledger", "--json").json().get("rows")) {
            if (row.get("event").asString().equals(event)) {
                return row.get("waitingFor").asString();
            }
        }
        throw new AssertionError("the ledger does not know " + event);
    }

    private static JsonNode family(Ended run, String name) {
        for (JsonNode family : run.json().get("families")) {
            if (family.get("family").asString().equals(name)) {
                return family;
            }
        }
        throw new AssertionError("no family " + name + " in " + run.out());
    }

    private static JsonNode event(Ended run, String family, String name) {
        for (JsonNode event : family(run, family).get("events")) {
            if (event.get("event").asString().equals(name)) {
                return event;
            }
        }
        throw new AssertionError("no event " + name + " in " + run.out());
    }

    private static String account(String id) {
        return event("AUTH_CREATE_ACCOUNT", id, ",\"client_id\":\"made-up-client\"");
    }

    private static String kbv(String id) {
        return event("IPV_KBV_CRI_START", id, "");
    }

    private static String suspicious(String id) {
        return event(
                "HOME_REPORT_SUSPICIOUS_ACTIVITY",
                id,
                ",\"extensions\":{\"notify_reference\":\"n-1\",\"suspicious_activities\":[{\"event_type\":\"X\","
                        + "\"event_id\":\"e\",\"timestamp\":1700000000}]}");
    }

    private static String event(String name, String id, String more) {
        return "{\"event_name\":\"%s\",\"event_id\":\"id-%s\",\"timestamp\":1760000000,\"timestamp_formatted\":\"2025-10-09T08:53:20.000Z\",\"component_id\":\"AUTH\",\"user\":{\"user_id\":\"urn:fdc:gov.uk:2022:made-up\",\"govuk_signin_journey_id\":\"j-%s\"}%s}"
                .formatted(name, id, id, more);
    }
}
