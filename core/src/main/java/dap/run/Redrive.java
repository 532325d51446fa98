package dap.run;

import dap.catalog.RunRecord;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.FamilyName;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A failed run once more: its instant, the families that failed, and the RAW objects that it knew,
/// less what has been staged since.
public final class Redrive {

    private static final JsonMapper JSON = new JsonMapper();

    private Redrive() {}

    /// The request that drives `failed` again. A run that was killed left no word of its families,
    /// so all are asked for; one that nothing has closed yet may have known every object there is.
    ///
    /// @throws DapException `USAGE` if the run did not fail
    public static RunRequest of(RunRecord failed, RunRequest.Reach reach) {
        if (!isFailed(failed)) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "Run %s did not fail: it ended with %s."
                            .formatted(failed.id(), failed.status().orElse("no status")),
                    "'dap run' takes what has arrived since; 'dap runs' lists the runs.");
        }
        return new RunRequest(
                failedFamilies(failed), failed.asOf(), reach, failed.endedAt(), Optional.empty());
    }

    /// Whether a run failed, in part or wholly, or was killed.
    public static boolean isFailed(RunRecord run) {
        return run.status().map(status -> Status.valueOf(status).isFailure()).orElse(true);
    }

    private static Set<FamilyName> failedFamilies(RunRecord failed) {
        Set<FamilyName> families = new LinkedHashSet<>();
        for (JsonNode family : JSON.readTree(failed.result().orElse("{}")).path("families")) {
            if (Status.valueOf(family.path("status").asString()).isFailure()) {
                families.add(new FamilyName(family.path("family").asString()));
            }
        }
        return families;
    }
}
