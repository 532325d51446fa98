package dap.cli;

import dap.catalog.StageFile;
import dap.ledger.Account;
import dap.ledger.LedgerRow;
import dap.model.RowSink;
import dap.project.Event;
import dap.project.Family;
import dap.project.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the lake and the star hold, as the demo reports it.
///
/// @param star rows of each table, by its name
record DemoFigures(
        List<FamilyFigures> families,
        Map<String, Long> star,
        List<Day> days,
        List<Route> routes,
        List<Party> parties,
        Account account) {

    /// @param kinds how many events the family has
    /// @param lines in RAW
    /// @param staged rows of its STAGE table
    record FamilyFigures(String family, int kinds, long lines, long staged, long facts) {}

    /// Journeys that began on a day, by channel.
    ///
    /// @param day ISO; empty for journeys without a time
    record Day(String day, long app, long web, long general) {
        long all() {
            return app + web + general;
        }
    }

    /// Identity checks that came to a result.
    record Route(String route, long passed, long failed) {}

    /// @param identities journeys in which the service asked for a proved identity
    record Party(String name, long signIns, long identities) {}

    private static final List<String> STAR =
            List.of(
                    "fact_user_journey_event",
                    "dim_event",
                    "dim_date",
                    "dim_journey_channel",
                    "dim_relying_party",
                    "dim_verification_route");

    private static final String DAYS =
            """
            SELECT day, SUM(CASE WHEN channel = 'App' THEN 1 ELSE 0 END),
                SUM(CASE WHEN channel = 'Web' THEN 1 ELSE 0 END),
                SUM(CASE WHEN channel = 'General' THEN 1 ELSE 0 END)
            FROM reporting.journeys
            GROUP BY day
            ORDER BY day
            """;

    private static final String ROUTES =
            """
            SELECT route, SUM(CASE WHEN passed THEN 1 ELSE 0 END), SUM(CASE WHEN passed THEN 0 ELSE 1 END)
            FROM reporting.identity_checks
            GROUP BY route
            ORDER BY COUNT(*) DESC, route
            """;

    private static final String PARTIES =
            """
            SELECT relying_party, sign_ins, identity_requests
            FROM reporting.relying_parties
            ORDER BY sign_ins DESC, relying_party
            LIMIT 10
            """;

    static DemoFigures of(Session session) {
        Account account = session.newLedger().account();
        return new DemoFigures(
                families(session, account),
                star(session),
                rows(session, DAYS).stream()
                        .map(row ->
                                new Day(
                                        text(row, 0),
                                        number(row, 1),
                                        number(row, 2),
                                        number(row, 3)))
                        .toList(),
                rows(session, ROUTES).stream()
                        .map(row -> new Route(text(row, 0), number(row, 1), number(row, 2)))
                        .toList(),
                rows(session, PARTIES).stream()
                        .map(row -> new Party(text(row, 0), number(row, 1), number(row, 2)))
                        .toList(),
                account);
    }

    private static List<FamilyFigures> families(Session session, Account account) {
        List<FamilyFigures> families = new ArrayList<>();
        for (Source source : session.project().sources()) {
            for (Family family : source.families()) {
                Set<String> events =
                        family.events().stream()
                                .map(Event::name)
                                .map(name -> name.wireName())
                                .collect(Collectors.toSet());
                List<LedgerRow> rows =
                        account.rows().stream()
                                .filter(row -> events.contains(row.event()))
                                .toList();
                families.add(
                        new FamilyFigures(
                                family.name().name(),
                                events.size(),
                                rows.stream().mapToLong(LedgerRow::lines).sum(),
                                session
                                        .catalog()
                                        .stage()
                                        .files(source.name(), family.name())
                                        .stream()
                                        .mapToLong(StageFile::rows)
                                        .sum(),
                                rows.stream().mapToLong(LedgerRow::facts).sum()));
            }
        }
        return families;
    }

    private static Map<String, Long> star(Session session) {
        Map<String, Long> star = new LinkedHashMap<>();
        for (String table : STAR) {
            star.put(
                    table,
                    number(rows(session, "SELECT COUNT(*) FROM conformed." + table).getFirst(), 0));
        }
        return star;
    }

    private static List<List<@Nullable Object>> rows(Session session, String sql) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        session.warehouse()
                .query(
                        sql,
                        new RowSink() {
                            @Override
                            public void columns(List<String> columns) {
                                // Known: they are in the query.
                            }

                            @Override
                            public void row(List<@Nullable Object> values) {
                                rows.add(values);
                            }
                        });
        return rows;
    }

    private static String text(List<@Nullable Object> row, int index) {
        return Objects.toString(row.get(index), "");
    }

    private static long number(List<@Nullable Object> row, int index) {
        return row.get(index) instanceof Number number ? number.longValue() : 0;
    }
}
