package dap.project;

import static org.assertj.core.api.Assertions.assertThat;

import dap.model.Column;
import dap.model.EventName;
import dap.model.FamilyName;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneLoginExampleTest {

    private static final Project EXAMPLE =
            ProjectReader.read(Path.of("../examples/one-login"), Overrides.NONE);
    private static final Source TXMA = EXAMPLE.sources().getFirst();

    @Test
    void theLakeSideHasNoProblem() {
        assertThat(TXMA.problems()).isEmpty();
        assertThat(TXMA.families()).allSatisfy(family -> assertThat(family.problems()).isEmpty());
        assertThat(TXMA.families())
                .flatExtracting(Family::events)
                .allSatisfy(event -> assertThat(event.problems()).isEmpty());
    }

    @Test
    void everyEventHasItsInsert() {
        assertThat(TXMA.families())
                .flatExtracting(Family::events)
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(event -> assertThat(event.dml()).isPresent());
    }

    @Test
    void oneEventIsDisabled() {
        assertThat(TXMA.findEvent(new EventName("ipv_kbv_cri_request_sent")))
                .hasValueSatisfying(event -> assertThat(event.enabled()).isFalse());
    }

    @Test
    void theStageTableLiesInTheFamilysFolder() {
        TableDefinition table =
                TXMA.findStageTable(new FamilyName("auth_account_creation")).orElseThrow();

        assertThat(table.schema()).isEqualTo("local-txma-stage");
        assertThat(table.location())
                .hasValue("s3://local-dap-stage-layer/txma/AUTH_ACCOUNT_CREATION");
        assertThat(table.partitionKeys())
                .extracting(Column::name)
                .isEqualTo(List.of("processed_date", "event_name"));
    }

    @Test
    void thePinnedTableKeepsItsNestedType() {
        TableDefinition table =
                TXMA.findPinnedRawTable(new EventName("home_report_suspicious_activity"))
                        .orElseThrow();

        assertThat(table.findColumn("extensions").orElseThrow().type().toHive())
                .isEqualTo(
                        "struct<notify_reference:string,zendesk_ticket_number:string,"
                                + "suspicious_activities:array<struct<client_id:string,event_id:string,"
                                + "event_type:string,session_id:string,timestamp:bigint>>>");
    }
}
