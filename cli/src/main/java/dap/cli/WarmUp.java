package dap.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Calls the usual commands once, over a small demo in a given folder, while the JDK records what
/// they load: the build makes the ahead-of-time cache of it, by which every later start is faster.
final class WarmUp {

    private static final List<List<String>> COMMANDS =
            List.of(
                    List.of("--help"),
                    List.of("run", "--json"),
                    List.of("runs"),
                    List.of("status"),
                    List.of("plan"),
                    List.of("ledger"),
                    List.of("check"),
                    List.of("explain", "no-such-event"),
                    List.of("query", "SELECT count(*) FROM auth_account_creation"),
                    List.of("query", "--on", "warehouse", "--json", "SELECT 1"));

    private WarmUp() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        try (PrintStream discard =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Terminal nowhere = Terminal.ofStreams(discard, discard);
            Main.execute(nowhere, "demo", folder.toString(), "--events", "200", "--days", "1");
            for (List<String> command : COMMANDS) {
                List<String> line = new ArrayList<>(List.of("--project", folder.toString()));
                line.addAll(command);
                Main.execute(nowhere, line.toArray(String[]::new));
            }
        }
        System.exit(0);
    }
}
