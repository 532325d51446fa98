package dap.run;

import dap.catalog.RunRecord;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.FamilyName;
import dap.project.Project;
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

    /// The request that drives `failed` again, an incomplete run too: what waits is tried once
    /// more. A run that was killed left no word of its families, so all are asked for; one that
    /// nothing has closed yet may have known every object there is. A backfill that did not get as
    /// far as putting its days in the place of the old ones is begun again.
    ///
    /// @throws DapException `USAGE` if the run did not fail, or is a backfill of what the project
    ///   does not have any more
    public static RunRequest of(Project project, RunRecord failed, RunRequest.Reach reach) {
        if (!isFailed(failed)) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "Run %s did not fail: it ended with %s."
                            .formatted(failed.id(), failed.status().orElse("no status")),
                    "'dap run' takes what has arrived since; 'dap runs' lists the runs.");
        }
        if (failed.restage().isPresent() && !hasStaged(failed)) {
            return Backfill.of(project, failed.restage().get(), failed.asOf(), reach);
        }
        return new RunRequest(
                failedFamilies(failed), failed.asOf(), reach, failed.endedAt(), Optional.empty());
    }

    /// Whether a backfill's days are restaged, and only the star failed.
    private static boolean hasStaged(RunRecord failed) {
        return JSON.readTree(failed.result().orElse("{}"))
                .path("families")
                .valueStream()
                .flatMap(family -> family.path("events").valueStream())
                .anyMatch(event -> event.path("status").asString().equals(Status.SUCCEEDED.name()));
    }

    /// Whether a run failed, in part or wholly, ended incomplete, or was killed.
    public static boolean isFailed(RunRecord run) {
        return run.status().map(status -> Status.valueOf(status).needsAttention()).orElse(true);
    }

    private static Set<FamilyName> failedFamilies(RunRecord failed) {
        Set<FamilyName> families = new LinkedHashSet<>();
        for (JsonNode family : JSON.readTree(failed.result().orElse("{}")).path("families")) {
            if (Status.valueOf(family.path("status").asString()).needsAttention()) {
                families.add(new FamilyName(family.path("family").asString()));
            }
        }
        return families;
    }
}
