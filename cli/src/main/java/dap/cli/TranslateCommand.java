package dap.cli;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.query.Translation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `dap translate`.
@Command(
        name = "translate",
        description =
                "What an engine will be given: an event's DML or a query for the lake, anything else for the"
                        + " warehouse, unless --on says so. Runs nothing.")
final class TranslateCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Option(
            names = "--on",
            paramLabel = "lake|warehouse",
            description =
                    "Whose SQL it is: Athena's or Redshift's (default: as the statement and the file's name tell).")
    QueryCommand.@Nullable Side side;

    @Parameters(paramLabel = "FILE|-", description = "The SQL; - reads it from standard input.")
    String file = "-";

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        String text = read();
        try (Session session = dap.openSession()) {
            Translation translation =
                    new Translation(
                            session.project(),
                            session.catalog(),
                            session.layout(),
                            session.engine(),
                            session.warehouse(),
                            session.clock());
            String translated =
                    translate(translation, file.equals("-") ? "standard input" : file, text);
            dap.terminal()
                    .out()
                    .println(dap.options.json ? Json.text(Map.of("sql", translated)) : translated);
            return 0;
        }
    }

    private String translate(Translation translation, String name, String text) {
        if (side == null) {
            return translation.of(name, text);
        }
        return switch (side) {
            case LAKE -> translation.forLake(name, text);
            case WAREHOUSE -> translation.forWarehouse(name, text);
        };
    }

    private String read() {
        try {
            return file.equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
        } catch (MalformedInputException e) {
            throw new DapException(
                    ErrorCode.FILE_MISSING,
                    "%s is not text in UTF-8.".formatted(file),
                    "Save it as UTF-8.",
                    e);
        } catch (IOException e) {
            if (file.equals("-")) {
                throw new UncheckedIOException(e);
            }
            throw new DapException(
                    ErrorCode.FILE_MISSING,
                    "%s cannot be read.".formatted(file),
                    "Name a file with SQL, or - for standard input.",
                    e);
        }
    }
}
