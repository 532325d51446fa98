package dap.cli;

import dap.model.FamilyName;
import dap.run.RunRequest;
import dap.run.RunResult;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `dap run`.
@Command(
        name = "run",
        description =
                "Takes what has arrived all the way to the star: crawl, stage, conform, family by family.")
final class RunCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Parameters(
            paramLabel = "FAMILY",
            arity = "0..*",
            description = "Only these families (default: all).")
    List<String> families = List.of();

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            description =
                    "The run's instant, as 2026-01-31T02:00:00Z: what now() returns; days before its day"
                            + " are closed (default: now).")
    @Nullable Instant asOf;

    @Option(names = "--stage-only", description = "Stop before the warehouse.")
    boolean stageOnly;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        try (Session session = dap.openSession()) {
            return execute(dap, session, request(session));
        }
    }

    /// Runs, and shows how it went.
    ///
    /// @return the exit code
    static int execute(Main dap, Session session, RunRequest request) {
        ProgressLine progress = new ProgressLine(dap.terminal());
        RunResult result = session.newRun(progress).execute(request);
        dap.terminal().clearProgress();
        if (dap.options.json) {
            dap.terminal().out().println(Json.text(result));
        } else {
            new RunReport(dap.terminal())
                    .print(result, session.catalog().runs().tasks(result.runId()));
        }
        return result.status().needsAttention() ? 1 : 0;
    }

    private RunRequest request(Session session) {
        Set<FamilyName> names = new LinkedHashSet<>();
        families.forEach(family -> names.add(new FamilyName(family)));
        return new RunRequest(
                names,
                asOf == null ? session.clock().instant() : asOf,
                stageOnly ? RunRequest.Reach.STAGE : RunRequest.Reach.CONFORMED);
    }
}
