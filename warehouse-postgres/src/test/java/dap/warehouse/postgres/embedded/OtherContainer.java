package dap.warehouse.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process that sees none of ours, as in another container; or, where the system lets nobody make
/// namespaces, the lock and the words of one.
final class OtherContainer {

    private static final List<String> NAMESPACES =
            List.of("--pid", "--ipc", "--fork", "--kill-child", "--mount-proc");

    private OtherContainer() {}

    /// What a command begins with to run in a container; empty where that is not permitted.
    static List<String> prefix() throws IOException, InterruptedException {
        for (List<String> user : List.of(List.<String>of(), List.of("--user", "--map-root-user"))) {
            List<String> prefix = new ArrayList<>(List.of("unshare"));
            prefix.addAll(user);
            prefix.addAll(NAMESPACES);
            List<String> trial = new ArrayList<>(prefix);
            trial.add("true");
            if (new ProcessBuilder(trial).start().waitFor() == 0) {
                return prefix;
            }
        }
        return List.of();
    }

    /// Holds the server's lock in `folder` as a server of another boot or container does, until the
    /// process is killed.
    static Process holding(Path folder) throws IOException {
        Process holder =
                new ProcessBuilder(
                                "flock",
                                folder.resolve("running.lock").toString(),
                                "sh",
                                "-c",
                                "echo held; exec sleep 600")
                        .start();
        holder.inputReader().readLine();
        Files.writeString(
                folder.resolve("running"),
                "77\nother-host\n2026-01-05T10:00:00Z\nanother-boot\npid:[1]\n");
        return holder;
    }
}
