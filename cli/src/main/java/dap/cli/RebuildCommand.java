package dap.cli;

import dap.cli.Terminal.Tone;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.run.Rebuild;
import dap.run.RebuildDryRun;
import dap.run.RebuildDryRun.LineChange;
import dap.run.RunRequest;
import dap.store.RunLock;
import dap.warehouse.postgres.embedded.Binaries;
import dap.warehouse.postgres.embedded.DamagedData;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `dap rebuild`.
@Command(
        name = "rebuild",
        description =
                "Rebuilds catalog, STAGE and star from RAW alone: after the catalog was lost, or an older copy of"
                        + " it was restored. Until it is done, reports are incomplete.")
final class RebuildCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Option(
            names = "--warehouse",
            description =
                    "Only the star: take the warehouse in use as this lake's own, and offer it all of STAGE with the"
                            + " next run. Data on which the embedded one does not start are set aside, not"
                            + " deleted.")
    boolean warehouse;

    @Option(
            names = "--catalog",
            description = "Give up catalog, STAGE and star, and leave the loading to the next run.")
    boolean catalog;

    @Option(
            names = "--dry-run",
            description =
                    "Show what would be given up, and which lines would be accepted or rejected differently; change nothing.")
    boolean dryRun;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        if (warehouse && (catalog || dryRun)) {
            throw new DapException(
                    ErrorCode.USAGE, "--warehouse stands alone.", "Leave the other options out.");
        }
        try (Session session = dap.openSession()) {
            return warehouse ? forgetWarehouse(dap, session) : rebuild(dap, session);
        }
    }

    private static int forgetWarehouse(Main dap, Session session) {
        try (RunLock _ = RunLock.acquire(session.layout(), "rebuild", session.clock().instant())) {
            session.catalog().requireWhole();
            Optional<Path> damaged =
                    session.settings().warehouse().url().isPresent()
                            ? Optional.empty()
                            : DamagedData.setAside(
                                    session.layout().warehouseFolder(),
                                    Binaries.inCacheOf(System.getenv()));
            long files = session.catalog().forgetWarehouse();
            if (dap.options.json) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("files", files);
                damaged.ifPresent(path -> json.put("setAside", path.toString()));
                dap.terminal().out().println(Json.text(json));
                return 0;
            }
            damaged.ifPresent(path ->
                    dap.terminal()
                            .out()
                            .println(
                                    "The embedded PostgreSQL did not start: its data are now in %s, and a new warehouse took their place."
                                            .formatted(path)));
            dap.terminal()
                    .out()
                    .println(
                            "%,d STAGE files will be offered to the warehouse by the next run: dap run"
                                    .formatted(files));
            return 0;
        }
    }

    private int rebuild(Main dap, Session session) {
        if (dryRun) {
            say(
                    dap,
                    Rebuild.stageFiles(session.project(), session.layout()).size(),
                    session.newRebuildDryRun().map(RebuildDryRun::changes).orElse(List.of()));
            return 0;
        }
        Rebuild.GivenUp givenUp = session.newRebuild().begin();
        if (catalog || !dap.options.json) {
            say(dap, givenUp);
        }
        return catalog
                ? 0
                : RunCommand.execute(
                        dap,
                        session,
                        new RunRequest(
                                Set.of(), session.clock().instant(), RunRequest.Reach.CONFORMED));
    }

    private static void say(Main dap, int stageFiles, List<LineChange> changes) {
        if (dap.options.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("stageFiles", stageFiles);
            json.put("changes", changes.stream().map(RebuildCommand::json).toList());
            dap.terminal().out().println(Json.text(json));
            return;
        }
        if (!changes.isEmpty()) {
            TextTable table =
                    new TextTable("event", "day", "accepted now", "rejected now", "missing");
            changes.forEach(change ->
                    table.add(
                            change.event().name(),
                            change.day(),
                            change.accepted(),
                            change.rejected(),
                            change.missing()));
            table.lines().forEach(dap.terminal().out()::println);
        }
        dap.terminal()
                .out()
                .println(
                        "%,d STAGE files and the facts that came from them would be given up, and rebuilt from RAW. %s"
                                .formatted(
                                        stageFiles,
                                        dap.terminal()
                                                .toned(Tone.CAUTION, "Nothing was changed.")));
    }

    private static Map<String, Object> json(LineChange change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("event", change.event().name());
        json.put("day", change.day().toString());
        json.put("accepted", change.accepted());
        json.put("rejected", change.rejected());
        json.put("missing", change.missing());
        return json;
    }

    private void say(Main dap, Rebuild.GivenUp givenUp) {
        if (dap.options.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("stageFiles", givenUp.stageFiles());
            json.put("facts", givenUp.facts());
            dap.terminal().out().println(Json.text(json));
        } else {
            dap.terminal()
                    .out()
                    .println(
                            "%,d STAGE files and %,d facts given up.%s"
                                    .formatted(
                                            givenUp.stageFiles(),
                                            givenUp.facts(),
                                            catalog
                                                    ? " The next run rebuilds them from RAW: dap run"
                                                    : ""));
        }
    }
}
