package dap.run;

import dap.catalog.Catalog;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.DataSource;
import dap.project.Project;
import dap.run.RunResult.EventResult;
import dap.run.RunResult.FamilyResult;
import dap.run.RunResultFiles.Child;
import dap.store.LakeLayout;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What is written when a run has ended: the journal's last entry, result files, the failure hook.
final class RunEnd {

    private static final JsonMapper JSON = new JsonMapper();

    private final Project project;
    private final LakeLayout layout;
    private final Catalog catalog;
    private final InstantSource clock;

    RunEnd(Project project, LakeLayout layout, Catalog catalog, InstantSource clock) {
        this.project = project;
        this.layout = layout;
        this.catalog = catalog;
        this.clock = clock;
    }

    void write(RunResult result, List<FamilyStage> staged) {
        Instant endedAt = clock.instant();
        String json = JSON.writeValueAsString(result);
        catalog.runs().end(result.runId(), endedAt, result.status().name(), json);
        project.sources().forEach(source -> writeFiles(source.name(), result, staged, endedAt));
        if (result.status().needsAttention()) {
            new FailureHook(project.settings().hooks()).runFailed(json);
        }
    }

    private void writeFiles(
            DataSource source, RunResult result, List<FamilyStage> staged, Instant endedAt) {
        List<Child> children = new ArrayList<>();
        for (int index = 0; index < staged.size(); index++) {
            if (staged.get(index).source().equals(source)) {
                children.add(child(staged.get(index), result.families().get(index), endedAt));
            }
        }
        try {
            new RunResultFiles(layout.results(source), result.runId()).write(children);
        } catch (IOException e) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The results of run %s cannot be written to %s: %s."
                            .formatted(result.runId(), layout.results(source), e.getMessage()),
                    "The run itself is done and in the journal; see that the folder can be written.",
                    e);
        }
    }

    private static Child child(FamilyStage stage, FamilyResult result, Instant endedAt) {
        boolean failed = result.status().needsAttention();
        return new Child(
                result.family(),
                Map.of("product_family", result.family()),
                result,
                failed ? result.status().name() : null,
                failed ? cause(result) : null,
                stage.startedAt(),
                endedAt,
                log(stage, result));
    }

    private static String cause(FamilyResult result) {
        List<String> errors = new ArrayList<>();
        for (EventResult event : result.events()) {
            if (event.error() != null) {
                errors.add(event.error());
            }
        }
        if (result.warehouse().error() != null) {
            errors.add(result.warehouse().error());
        }
        return String.join(" ", errors);
    }

    private static List<String> log(FamilyStage stage, FamilyResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(stage.startedAt() + " begin " + result.family());
        for (EventResult event : result.events()) {
            lines.add(
                    "stage %s: %s, %d rows%s"
                            .formatted(
                                    event.event(),
                                    event.status(),
                                    event.rows(),
                                    because(event.error())));
        }
        lines.add(stage.endedAt() + " stage " + stage.status());
        lines.add(
                "conform: %s, %d rows%s"
                        .formatted(
                                result.warehouse().status(),
                                result.warehouse().rows(),
                                because(result.warehouse().error())));
        lines.add("end " + result.status());
        return lines;
    }

    private static String because(@Nullable String error) {
        return error == null ? "" : ": " + error;
    }
}
