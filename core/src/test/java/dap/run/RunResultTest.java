package dap.run;

import static org.assertj.core.api.Assertions.assertThat;

import dap.run.RunResult.FamilyResult;
import dap.run.RunResult.WarehouseResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RunResultTest {

    @Test
    void aRunInWhichSomeFamiliesFailedIsPartial() {
        assertThat(
                        RunResult.statusOf(
                                List.of(family(Status.FAILED), family(Status.SUCCEEDED)), false))
                .isEqualTo(Status.PARTIAL);
    }

    @Test
    void aRunInWhichAllFamiliesFailedFailed() {
        assertThat(
                        RunResult.statusOf(
                                List.of(family(Status.FAILED), family(Status.DISABLED)), false))
                .isEqualTo(Status.FAILED);
    }

    @Test
    void aRunThatFoundNothingToDoIsUpToDate() {
        assertThat(
                        RunResult.statusOf(
                                List.of(family(Status.UP_TO_DATE), family(Status.DISABLED)), false))
                .isEqualTo(Status.UP_TO_DATE);
    }

    @Test
    void aRunOfAProjectWithAFaultOfNoFamilyIsPartial() {
        assertThat(RunResult.statusOf(List.of(family(Status.SUCCEEDED)), true))
                .isEqualTo(Status.PARTIAL);
    }

    @Test
    void aRunWithAnIncompleteFamilyIsIncompleteAndHasNotFailed() {
        Status status =
                RunResult.statusOf(
                        List.of(family(Status.INCOMPLETE), family(Status.UP_TO_DATE)), false);

        assertThat(status).isEqualTo(Status.INCOMPLETE);
        assertThat(status.isFailure()).isFalse();
        assertThat(status.needsAttention()).isTrue();
    }

    @Test
    void aRunWithAFailedAndAnIncompleteFamilyIsPartial() {
        assertThat(
                        RunResult.statusOf(
                                List.of(family(Status.FAILED), family(Status.INCOMPLETE)), false))
                .isEqualTo(Status.PARTIAL);
    }

    @Test
    void theJsonFormIsTheOneThatScriptsRead() {
        RunResult result =
                new RunResult(
                        "r1",
                        Status.SUCCEEDED,
                        "2026-01-31T00:00:00Z",
                        List.of(family(Status.SUCCEEDED)));

        String json = new JsonMapper().writeValueAsString(result);

        assertThat(json)
                .isEqualTo(
                        "{\"runId\":\"r1\",\"status\":\"SUCCEEDED\",\"asOf\":\"2026-01-31T00:00:00Z\",\"families\":["
                                + "{\"family\":\"auth\",\"status\":\"SUCCEEDED\",\"events\":[],"
                                + "\"warehouse\":{\"status\":\"SUCCEEDED\",\"rows\":3,\"error\":null}}]}");
    }

    private static FamilyResult family(Status status) {
        return new FamilyResult(
                "auth", status, List.of(), new WarehouseResult(Status.SUCCEEDED, 3, null));
    }
}
