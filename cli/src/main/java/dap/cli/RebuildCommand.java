package dap.cli;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.store.RunLock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `dap rebuild`.
@Command(
        name = "rebuild",
        description = "Makes a layer anew from the one before it. The next run does the loading.")
final class RebuildCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Option(
            names = "--warehouse",
            required = true,
            description = "Take the warehouse in use as this lake's own, and load it from STAGE.")
    boolean warehouse;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        if (!warehouse) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "There is nothing to rebuild.",
                    "Name a layer: dap rebuild --warehouse.");
        }
        try (Session session = dap.openSession();
                RunLock _ =
                        RunLock.acquire(session.layout(), "rebuild", session.clock().instant())) {
            long files = session.catalog().forgetWarehouse();
            dap.terminal()
                    .out()
                    .println(
                            dap.options.json
                                    ? Json.text(Map.of("files", files))
                                    : "%,d STAGE files will be offered to the warehouse by the next run: dap run"
                                            .formatted(files));
            return 0;
        }
    }
}
