package dap.cli;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// The `dap` command: its subcommands, and how a failure becomes words and an exit code.
@Command(
        name = "dap",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Audit events in, a star schema out, every event accounted for.",
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            IngestCommand.class,
            CrawlCommand.class,
            PlanCommand.class,
            RunCommand.class,
            RunsCommand.class,
            StatusCommand.class,
            RedriveCommand.class,
            BackfillCommand.class,
            LedgerCommand.class,
            RawCommand.class,
            ExplainCommand.class,
            RejectsCommand.class,
            QueryCommand.class,
            TranslateCommand.class,
            LineageCommand.class,
            CheckCommand.class,
            GenerateCommand.class,
            GenerateEventsCommand.class,
            CompactCommand.class,
            RebuildCommand.class,
            WarehouseCommand.class,
            HelpCommand.class,
            AutoComplete.GenerateCompletion.class
        })
public final class Main {

    @Mixin GlobalOptions options = new GlobalOptions();
    @Spec CommandLine.Model.CommandSpec spec;

    private final Terminal terminal;

    Main(Terminal terminal) {
        this.terminal = terminal;
        // Set by picocli before any command runs.
        this.spec = CommandLine.Model.CommandSpec.create();
    }

    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess();
        int exitCode = execute(terminal, args);
        terminal.out().flush();
        System.exit(exitCode);
    }

    /// Runs one command line as the process would, and returns its exit code.
    static int execute(Terminal terminal, String... args) {
        return commandLine(terminal).execute(args);
    }

    /// The whole command line, ready to be executed or shown.
    static CommandLine commandLine(Terminal terminal) {
        Main main = new Main(terminal);
        CommandLine line = new CommandLine(main);
        line.setOut(new PrintWriter(terminal.out(), true, terminal.out().charset()));
        line.setErr(new PrintWriter(terminal.err(), true, terminal.err().charset()));
        line.setExecutionExceptionHandler((failure, command, result) -> main.fail(failure));
        line.setExecutionStrategy(main::runWithLogging);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        addHelpBelow(line);
        return line;
    }

    /// `dap run --help` is what `dap help run` is.
    private static void addHelpBelow(CommandLine command) {
        for (CommandLine below : command.getSubcommands().values()) {
            if (below.getCommandSpec().findOption("--help") == null) {
                below.getCommandSpec()
                        .addOption(
                                OptionSpec.builder("-h", "--help")
                                        .usageHelp(true)
                                        .description("How the command is used.")
                                        .build());
            }
            addHelpBelow(below);
        }
    }

    private int runWithLogging(ParseResult result) {
        Logging.configure(options.verbose);
        if (!result.hasSubcommand()) {
            if (!result.isUsageHelpRequested() && !result.isVersionHelpRequested()) {
                spec.commandLine().usage(terminal.out());
                return result.originalArgs().isEmpty() ? 0 : ErrorCode.USAGE.exitCode();
            }
        }
        return new CommandLine.RunLast().execute(result);
    }

    private int fail(Exception failure) {
        terminal.clearProgress();
        DapException error =
                failure instanceof DapException known
                        ? known
                        : new DapException(
                                ErrorCode.INTERNAL,
                                "DAP itself failed: %s.".formatted(failure.getClass().getName()),
                                "Please report it, with the output of the same command and -v.",
                                failure);
        if (options.json) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("code", error.code().name());
            body.put("problem", error.problem());
            body.put("hint", error.hint());
            terminal.out().println(Json.text(Map.of("error", body)));
        }
        PrintStream err = terminal.err();
        err.println(terminal.toned(Terminal.Tone.BAD, "error: ") + error.problem());
        err.println("  " + error.hint());
        if (options.verbose || error.code() == ErrorCode.INTERNAL) {
            printStack(err, failure);
        }
        return error.code().exitCode();
    }

    /// Classes and lines only: messages of foreign exceptions may hold values of events.
    private static void printStack(PrintStream err, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            err.println("caused by " + cause.getClass().getName());
            for (StackTraceElement frame : cause.getStackTrace()) {
                err.println("    at " + frame);
            }
        }
    }

    Terminal terminal() {
        return terminal;
    }

    /// The project and what it runs on, as the global options say.
    Session openSession() {
        return Session.open(options);
    }

    /// The same, where the warehouse will be asked.
    Session openSessionToAskWarehouse() {
        return Session.openToAskWarehouse(options);
    }

    /// The version that the build wrote into the jar.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"dap " + (version == null ? "(not packaged)" : version)};
        }
    }
}
