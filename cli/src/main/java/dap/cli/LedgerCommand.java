package dap.cli;

import dap.cli.Terminal.Tone;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.ledger.Account;
import dap.ledger.Ledger;
import dap.ledger.LedgerRow;
import dap.ledger.ObjectRow;
import dap.run.Crawls;
import dap.step.crawl.IgnoredPath;
import dap.step.crawl.RawStrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `dap ledger`.
@Command(
        name = "ledger",
        description =
                "The account of every event: lines = rejected + filtered + facts + duplicates + waiting."
                        + " Looks at every RAW object, and lists those that are not as they should be."
                        + " Ends with 1 if anything is unexplained, or such an object is of an event that is loaded.")
final class LedgerCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Option(
            names = "--refused",
            description =
                    "List what the warehouse's procedures could not take, and why, in place of the account.")
    boolean refused;

    @Option(
            names = "--conflicts",
            description =
                    "List copies that share an event_id with an event's current version, and are of another event or"
                            + " content, in place of the account.")
    boolean conflicts;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        try (Session session = dap.openSessionToAskWarehouse()) {
            if (refused && conflicts) {
                throw new DapException(
                        ErrorCode.USAGE,
                        "--refused and --conflicts list different things.",
                        "Give one of them.");
            }
            if (refused) {
                return WarehouseLists.refused(dap, session);
            }
            if (conflicts) {
                return WarehouseLists.conflicts(dap, session);
            }
            lookAtObjects(dap, session);
            sayWhatNobodyReads(dap, session);
            Account account = session.newLedger().account();
            if (dap.options.json) {
                dap.terminal().out().println(Json.text(account));
            } else {
                print(dap.terminal(), account);
            }
            return account.isClean() ? 0 : 1;
        }
    }

    /// What is found is noted in the catalog.
    private static void lookAtObjects(Main dap, Session session) {
        if (session.catalog().isForReading()) {
            dap.terminal()
                    .err()
                    .println(
                            "note: you may only read the lake, so the RAW objects were not looked at again; they are shown as its owner's last command found them");
        } else {
            Crawls.look(session.project(), session.layout(), session.catalog(), session.clock());
        }
    }

    private static void sayWhatNobodyReads(Main dap, Session session) {
        List<IgnoredPath> strays = Crawls.strays(session.project(), session.layout());
        if (!strays.isEmpty()) {
            dap.terminal()
                    .err()
                    .println("note: " + RawStrays.sentence(strays) + " 'dap check' lists them");
        }
    }

    private static void print(Terminal terminal, Account account) {
        TextTable table =
                new TextTable(
                        "day",
                        "event",
                        "lines",
                        "rejected",
                        "filtered",
                        "facts",
                        "duplicates",
                        "waiting",
                        "for",
                        "unexplained");
        account.rows().forEach(row -> table.add(cells(row)));
        if (!table.isEmpty()) {
            table.lines().forEach(terminal.out()::println);
            terminal.out().println();
        }
        terminal.out().println(summary(terminal, account));
        long conflicts = Ledger.total(account.rows()).conflicts();
        if (conflicts > 0) {
            terminal.out()
                    .println(
                            conflicts == 1
                                    ? "1 copy conflicts with the current version of its event: dap ledger --conflicts"
                                    : "%,d copies conflict with the current version of their event: dap ledger --conflicts"
                                            .formatted(conflicts));
        }
        printObjects(terminal, account.objects());
    }

    /// RAW objects that are not as they should be, with what to do about each.
    static void printObjects(Terminal terminal, List<ObjectRow> objects) {
        if (objects.isEmpty()) {
            return;
        }
        terminal.out().println();
        terminal.out()
                .println(
                        terminal.toned(
                                Tone.BAD,
                                "%,d RAW objects are not as they should be:"
                                        .formatted(objects.size())));
        for (ObjectRow object : objects) {
            terminal.out()
                    .println(
                            "%s: %s%s, %,d lines %s%s"
                                    .formatted(
                                            object.state(),
                                            object.object(),
                                            object.detail().isEmpty() ? "" : " " + object.detail(),
                                            object.lines(),
                                            object.staged() ? "staged" : "not staged",
                                            object.enabled() ? "" : " (its event is not loaded)"));
            terminal.out().println("  " + object.remedy());
        }
    }

    private static Object[] cells(LedgerRow row) {
        return new Object[] {
            row.day(),
            row.event(),
            row.lines(),
            row.rejected(),
            row.filtered(),
            row.facts(),
            row.duplicates(),
            row.waiting(),
            row.waitingFor() == null ? "" : row.waitingFor(),
            row.unexplained()
        };
    }

    /// The whole account in one line.
    static String summary(Terminal terminal, Account account) {
        LedgerRow all = Ledger.total(account.rows());
        String balance =
                "%,d lines = %,d rejected + %,d filtered + %,d facts + %,d duplicates + %,d waiting; "
                        .formatted(
                                all.lines(),
                                all.rejected(),
                                all.filtered(),
                                all.facts(),
                                all.duplicates(),
                                all.waiting());
        return balance + unexplained(terminal, account);
    }

    /// The same without what is none: fits 80 columns.
    static String brief(Terminal terminal, Account account) {
        LedgerRow all = Ledger.total(account.rows());
        Map<String, Long> parts = new LinkedHashMap<>();
        parts.put("facts", all.facts());
        parts.put("duplicates", all.duplicates());
        parts.put("filtered", all.filtered());
        parts.put("rejected", all.rejected());
        parts.put("waiting" + waitingFor(account), all.waiting());
        return parts.entrySet().stream()
                .filter(part -> part.getValue() > 0)
                .map(part -> "%,d %s".formatted(part.getValue(), part.getKey()))
                .collect(
                        Collectors.joining(
                                " + ",
                                "%,d lines = ".formatted(all.lines()),
                                "; " + unexplained(terminal, account)));
    }

    /// ` (disabled)`, where all that wait do so for one reason.
    private static String waitingFor(Account account) {
        List<String> reasons =
                account.rows().stream()
                        .map(LedgerRow::waitingFor)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        return reasons.size() == 1 ? " (%s)".formatted(reasons.getFirst()) : "";
    }

    private static String unexplained(Terminal terminal, Account account) {
        return terminal.toned(
                account.unexplained() == 0 ? Tone.GOOD : Tone.BAD,
                "%,d unexplained".formatted(account.unexplained()));
    }
}
