package dap.cli;

import dap.catalog.RunCatalog;
import dap.catalog.RunRecord;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.run.Redrive;
import dap.run.RunRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `dap redrive`.
@Command(
        name = "redrive",
        description =
                "Reruns what failed: the families that failed, as of the failed run's instant, over the objects"
                        + " that it knew, less what has been staged since.")
final class RedriveCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "The run's id, as 'dap runs' shows it (default: the last run).")
    @Nullable String runId;

    @Option(names = "--stage-only", description = "Stop before the warehouse.")
    boolean stageOnly;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        try (Session session = dap.openSession()) {
            RunRequest request =
                    Redrive.of(
                            session.project(),
                            find(session.catalog().runs()),
                            stageOnly ? RunRequest.Reach.STAGE : RunRequest.Reach.CONFORMED);
            return RunCommand.execute(dap, session, request);
        }
    }

    private RunRecord find(RunCatalog runs) {
        if (runId == null) {
            return runs.runs(1).stream()
                    .findFirst()
                    .orElseThrow(() ->
                            new DapException(
                                    ErrorCode.USAGE, "Nothing has run yet.", "Try: dap run"));
        }
        return runs.findRun(runId)
                .orElseThrow(() ->
                        new DapException(
                                ErrorCode.USAGE,
                                "There is no run %s.".formatted(runId),
                                "'dap runs' lists them."));
    }
}
