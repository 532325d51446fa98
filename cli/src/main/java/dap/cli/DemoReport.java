package dap.cli;

import dap.cli.Terminal.Tone;
import dap.ledger.Account;
import dap.model.RowSink;
import dap.run.RunResult;
import dap.run.RunResult.EventResult;
import dap.run.RunResult.FamilyResult;
import dap.run.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of the demo: families, the star's tables, the ledger, what to try next.
final class DemoReport {

    private static final String STAR =
            """
            SELECT 'fact_user_journey_event' AS "table", count(*) AS "rows" FROM conformed.fact_user_journey_event
            UNION ALL SELECT 'dim_event', count(*) FROM conformed.dim_event
            UNION ALL SELECT 'dim_date', count(*) FROM conformed.dim_date
            UNION ALL SELECT 'dim_journey_channel', count(*) FROM conformed.dim_journey_channel
            UNION ALL SELECT 'dim_relying_party', count(*) FROM conformed.dim_relying_party
            UNION ALL SELECT 'dim_verification_route', count(*) FROM conformed.dim_verification_route
            """;

    private static final String BUSIEST =
            """
            SELECT rp.display_name AS "relying party", d.date AS "day", count(*) AS "events"
            FROM conformed.fact_user_journey_event f
            JOIN conformed.dim_relying_party rp ON rp.relying_party_key = f.relying_party_key
            JOIN conformed.dim_date d ON d.date_key = f.date_key
            WHERE f.relying_party_key <> -1
            GROUP BY rp.display_name, d.date
            ORDER BY count(*) DESC, rp.display_name, d.date
            LIMIT 5
            """;

    private final Terminal terminal;
    private final Session session;
    private final Path folder;

    DemoReport(Terminal terminal, Session session, Path folder) {
        this.terminal = terminal;
        this.session = session;
        this.folder = folder;
    }

    void print(RunResult result, double seconds) {
        heading("Families");
        TextTable families = new TextTable("family", "events", "staged", "into the star", "status");
        for (FamilyResult family : result.families()) {
            families.add(
                    family.family(),
                    family.events().size(),
                    family.events().stream().mapToLong(EventResult::rows).sum(),
                    family.warehouse().rows(),
                    family.status());
        }
        print(families);

        heading("The star");
        print(ask(STAR));
        heading("The busiest relying parties and days");
        print(ask(BUSIEST));

        heading("The ledger");
        Account account = session.newLedger().account();
        terminal.out().println(LedgerCommand.summary(terminal, account));
        terminal.out().println();
        Tone tone = result.status().isFailure() ? Tone.BAD : Tone.GOOD;
        terminal.out()
                .println(
                        terminal.toned(
                                tone, "%s in %.1f s.".formatted(words(result.status()), seconds)));
        next();
    }

    private static String words(Status status) {
        return switch (status) {
            case SUCCEEDED -> "Done";
            case UP_TO_DATE -> "Nothing was new";
            case FAILED, PARTIAL, UNKNOWN, HELD_BACK, SKIPPED -> status.name();
        };
    }

    private void heading(String text) {
        terminal.out().println();
        terminal.out().println(terminal.toned(Tone.STRONG, text));
    }

    private void print(TextTable table) {
        table.lines().forEach(line -> terminal.out().println("  " + line));
    }

    private TextTable ask(String sql) {
        Rows rows = new Rows();
        session.warehouse().query(sql, rows);
        TextTable table = new TextTable(rows.names);
        rows.rows.forEach(row -> table.add(row.toArray()));
        return table;
    }

    private static final class Rows implements RowSink {
        private List<String> names = List.of();
        private final List<List<Object>> rows = new ArrayList<>();

        @Override
        public void columns(List<String> columns) {
            names = List.copyOf(columns);
        }

        @Override
        public void row(List<@Nullable Object> values) {
            rows.add(values.stream().<Object>map(value -> value == null ? "" : value).toList());
        }
    }

    private void next() {
        heading("Try next");
        String dap = "./dap --project " + folder;
        terminal.out().println("  " + dap + " run            # nothing is new: it is up to date");
        terminal.out().println("  " + dap + " ledger         # every event and day accounted for");
        terminal.out().println("  " + dap + " status         # what the last run did");
        terminal.out()
                .println(
                        "  "
                                + dap
                                + " query 'SELECT event_name, count(*) FROM auth_account_creation GROUP BY 1'");
    }
}
