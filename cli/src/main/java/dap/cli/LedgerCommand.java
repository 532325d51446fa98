package dap.cli;

import dap.cli.Terminal.Tone;
import dap.ledger.Account;
import dap.ledger.Ledger;
import dap.ledger.LedgerRow;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// `dap ledger`.
@Command(
        name = "ledger",
        description =
                "The account of every event: lines = rejected + filtered + facts + duplicates + waiting."
                        + " Ends with 1 if anything is unexplained.")
final class LedgerCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        try (Session session = dap.openSession()) {
            Account account = session.newLedger().account();
            if (dap.options.json) {
                dap.terminal().out().println(Json.text(account));
            } else {
                print(dap.terminal(), account);
            }
            return account.unexplained() == 0 ? 0 : 1;
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
        return balance
                + terminal.toned(
                        account.unexplained() == 0 ? Tone.GOOD : Tone.BAD,
                        "%,d unexplained".formatted(account.unexplained()));
    }
}
