package dap.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Writes a run's results as a Step Functions distributed map writes them, for those who read such
/// files today: `manifest.json`, `SUCCEEDED_0.json`, `FAILED_0.json`, and one log a child.
final class RunResultFiles {

    private static final String ACCOUNT = "000000000000";
    private static final JsonMapper JSON = new JsonMapper();

    /// How one child (a family) of a run ended.
    ///
    /// @param input and
    /// @param output any value that has a JSON form
    /// @param error its code; null where the child succeeded
    /// @param cause one sentence; null where the child succeeded
    record Child(
            String name,
            Object input,
            Object output,
            @Nullable String error,
            @Nullable String cause,
            Instant startedAt,
            Instant endedAt,
            List<String> log) {}

    private final Path layer;
    private final String runId;

    RunResultFiles(Path layer, String runId) {
        this.layer = layer;
        this.runId = runId;
    }

    void write(List<Child> children) throws IOException {
        Path folder = Files.createDirectories(layer.resolve(runId));
        List<Object> succeeded = new ArrayList<>();
        List<Object> failed = new ArrayList<>();
        for (Child child : children) {
            Files.write(folder.resolve(child.name() + ".log"), child.log());
            (child.error() == null ? succeeded : failed).add(execution(child));
        }
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("FAILED", writeIfAny(folder, "FAILED_0.json", failed));
        files.put("PENDING", List.of());
        files.put("SUCCEEDED", writeIfAny(folder, "SUCCEEDED_0.json", succeeded));
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("DestinationBucket", bucket());
        manifest.put("MapRunArn", "arn:aws:states:local:" + ACCOUNT + ":mapRun:dap/" + runId);
        manifest.put("ResultFiles", files);
        Files.write(folder.resolve("manifest.json"), JSON.writeValueAsBytes(manifest));
    }

    private List<Object> writeIfAny(Path folder, String name, List<Object> executions)
            throws IOException {
        if (executions.isEmpty()) {
            return List.of();
        }
        byte[] bytes = JSON.writeValueAsBytes(executions);
        Files.write(folder.resolve(name), bytes);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("Key", layer.getFileName() + "/" + runId + "/" + name);
        entry.put("Size", bytes.length);
        return List.of(entry);
    }

    /// The first element of the layer's path: on AWS it is the bucket.
    private String bucket() {
        Path bucket = layer.getParent();
        return bucket == null ? "" : String.valueOf(bucket.getFileName());
    }

    private Map<String, Object> execution(Child child) {
        Map<String, Object> execution = new LinkedHashMap<>();
        execution.put(
                "ExecutionArn",
                "arn:aws:states:local:" + ACCOUNT + ":execution:dap/" + runId + ":" + child.name());
        execution.put("Input", JSON.writeValueAsString(child.input()));
        execution.put("InputDetails", Map.of("Included", true));
        execution.put("Name", child.name());
        if (child.error() == null) {
            execution.put("Output", JSON.writeValueAsString(child.output()));
        } else {
            execution.put("Error", child.error());
            execution.put("Cause", child.cause());
        }
        execution.put("OutputDetails", Map.of("Included", child.error() == null));
        execution.put("StartDate", child.startedAt().toString());
        execution.put("StateMachineArn", "arn:aws:states:local:" + ACCOUNT + ":stateMachine:dap");
        execution.put("Status", child.error() == null ? "SUCCEEDED" : "FAILED");
        execution.put("StopDate", child.endedAt().toString());
        return execution;
    }
}
