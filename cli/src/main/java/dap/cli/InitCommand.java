package dap.cli;

import dap.author.StarterProject;
import dap.cli.Terminal.Tone;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `dap init`.
@Command(
        name = "init",
        description =
                "A small new project in DIR that runs as it is: one family, three events, a star. Its README"
                        + " explains it file by file.")
final class InitCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Parameters(paramLabel = "DIR", description = "A new folder, or an empty one.")
    Path folder = Path.of("");

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        List<String> files = StarterProject.create(folder);
        if (dap.options.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("project", folder.toString());
            json.put("files", files);
            dap.terminal().out().println(Json.text(json));
        } else {
            print(dap.terminal(), files);
        }
        return 0;
    }

    private void print(Terminal terminal, List<String> files) {
        PrintStream out = terminal.out();
        files.forEach(
                file -> out.println(terminal.toned(Tone.GOOD, "new  ") + folder.resolve(file)));
        out.println();
        out.println(
                terminal.toned(
                        Tone.STRONG,
                        "A project of one family. Its README.md explains it. Try next:"));
        String home = System.getProperty("dap.home");
        if (home != null) {
            out.println("  alias dap=" + Terminal.quoted(home + "/dap"));
        }
        out.println("  cd " + Terminal.quoted(folder.toString()));
        out.println(
                "  dap ingest "
                        + StarterProject.EVENTS
                        + " --arrival-day "
                        + StarterProject.ARRIVAL_DAY);
        out.println("  dap run");
        out.println("  dap ledger");
        out.println("  dap query --on warehouse 'SELECT * FROM reporting.sign_ins'");
    }
}
