package dap.cli;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.query.LakeQuery;
import dap.query.ProjectTables;
import dap.sql.AthenaQuery;
import dap.store.WorkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `dap query`.
@Command(
        name = "query",
        description =
                "Asks the lake in Athena SQL, or the warehouse in its own. Works while a run goes on.")
final class QueryCommand implements Callable<Integer> {

    /// Which side is asked.
    enum Side {
        LAKE,
        WAREHOUSE
    }

    /// How rows are printed.
    enum Format {
        TABLE,
        CSV,
        JSON
    }

    @ParentCommand @Nullable Main main;

    @Parameters(paramLabel = "SQL", description = "The query; - reads it from standard input.")
    String sql = "";

    @Option(
            names = "--on",
            paramLabel = "lake|warehouse",
            description = "Which side is asked (default: lake).")
    Side side = Side.LAKE;

    @Option(
            names = "--format",
            paramLabel = "table|csv|json",
            description = "How rows are printed (default: table; json with --json).")
    @Nullable Format format;

    @Option(
            names = "--csv-safe",
            description =
                    "With CSV: put ' before texts that a spreadsheet would take for formulas.")
    boolean csvSafe;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        String text = sql.equals("-") ? standardInput() : sql;
        if (text.isBlank()) {
            throw new DapException(
                    ErrorCode.USAGE, "There is no query.", "Give one: dap query \"SELECT …\".");
        }
        Format wanted = format != null ? format : dap.options.json ? Format.JSON : Format.TABLE;
        RowPrinter printer =
                switch (wanted) {
                    case TABLE -> new RowPrinter.AsTable(dap.terminal());
                    case CSV -> new RowPrinter.AsCsv(dap.terminal(), csvSafe);
                    case JSON -> new RowPrinter.AsJson(dap.terminal());
                };
        try (Session session = dap.openSession()) {
            switch (side) {
                case LAKE -> askLake(session, text, printer);
                case WAREHOUSE -> session.warehouse().query(text, printer);
            }
            printer.end();
            return 0;
        }
    }

    private static void askLake(Session session, String text, RowPrinter printer) {
        try (WorkFolder work = WorkFolder.open(session.layout(), ProjectTables.WORK)) {
            ProjectTables tables =
                    new ProjectTables(session.project(), session.catalog(), session.layout(), work);
            AthenaQuery query = AthenaQuery.parse(text);
            LakeQuery.ask(
                    session.engine(),
                    () ->
                            query.bind(
                                    session.settings().environment(),
                                    session.clock().instant(),
                                    tables),
                    printer);
        }
    }

    private static String standardInput() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
