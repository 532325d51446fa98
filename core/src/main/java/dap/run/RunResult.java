package dap.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a run ended; its JSON form is what `dap run --json` prints.
///
/// @param asOf the run's instant, ISO, UTC
public record RunResult(String runId, Status status, String asOf, List<FamilyResult> families) {

    public RunResult {
        families = List.copyOf(families);
    }

    /// @param warehouse `DISABLED` where the warehouse does not take the family
    public record FamilyResult(
            String family, Status status, List<EventResult> events, WarehouseResult warehouse) {
        public FamilyResult {
            events = List.copyOf(events);
        }
    }

    /// @param rows rows staged by this run
    /// @param error one sentence; null unless it failed or is incomplete
    public record EventResult(String event, Status status, long rows, @Nullable String error) {}

    /// @param rows rows landed by this run
    /// @param error one sentence; null unless it or its stage failed, or it is incomplete
    public record WarehouseResult(Status status, long rows, @Nullable String error) {}

    /// The status of a run whose families ended so.
    ///
    /// @param faults whether the project has errors that belong to no family
    static Status statusOf(List<FamilyResult> families, boolean faults) {
        List<FamilyResult> tried =
                families.stream().filter(family -> family.status() != Status.DISABLED).toList();
        long failed = tried.stream().filter(family -> family.status().isFailure()).count();
        if (failed > 0) {
            return failed == tried.size() ? Status.FAILED : Status.PARTIAL;
        }
        if (faults) {
            return Status.PARTIAL;
        }
        if (tried.stream().anyMatch(family -> family.status() == Status.INCOMPLETE)) {
            return Status.INCOMPLETE;
        }
        boolean idle = tried.stream().allMatch(family -> family.status() == Status.UP_TO_DATE);
        return idle ? Status.UP_TO_DATE : Status.SUCCEEDED;
    }
}
