package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import dap.generator.EventGenerator;
import dap.generator.GeneratorOptions;
import dap.warehouse.postgres.embedded.EmbeddedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Two lakes of the example that get the same events, day by day: one is disturbed, and comes to
/// the same as the other.
final class TwinLakes {

    private static final int EVENTS_A_DAY = 1_000;

    private final Path folder;
    private final Dap disturbed;
    private final Dap undisturbed;
    private final EventGenerator events;

    TwinLakes(Path folder, int days) throws IOException {
        this.folder = folder;
        disturbed = Dap.withExample(folder.resolve("disturbed")).withWarehouse();
        undisturbed = Dap.withExample(folder.resolve("undisturbed")).withWarehouse();
        events =
                new EventGenerator(
                        new GeneratorOptions((long) EVENTS_A_DAY * days, days, Dap.yesterday(), 7));
    }

    Dap disturbed() {
        return disturbed;
    }

    Dap undisturbed() {
        return undisturbed;
    }

    LocalDate day(int index) {
        return events.days().get(index);
    }

    /// Nobody disturbs it.
    void ingest(int index) throws IOException {
        LocalDate day = day(index);
        Path input = write(index);
        for (Dap lake : List.of(disturbed, undisturbed)) {
            Ended ended = lake.call("ingest", "--arrival-day", day.toString(), input.toString());
            assertThat(ended.exitCode()).as(ended.err()).isZero();
        }
    }

    /// The day's events as a file.
    Path write(int index) throws IOException {
        LocalDate day = day(index);
        Path input = folder.resolve(day + ".jsonl");
        try (OutputStream out = Files.newOutputStream(input)) {
            events.writeDay(day, out);
        }
        return input;
    }

    /// One more run of each, and all that can be asked is the same.
    ///
    /// @param story what was done, for the message
    void compare(List<String> story) throws IOException {
        Ended last = disturbed.call("run", "--json");
        Ended only = undisturbed.call("run", "--json");

        assertThat(last.exitCode()).as(story + last.err() + last.out()).isZero();
        assertThat(only.exitCode()).as(only.err() + only.out()).isZero();
        try (EmbeddedServer _ = disturbed.attachWarehouse();
                EmbeddedServer _ = undisturbed.attachWarehouse()) {
            assertThat(star(disturbed)).as(story.toString()).isEqualTo(star(undisturbed));
            assertThat(stageRows(disturbed)).as(story.toString()).isEqualTo(stageRows(undisturbed));
            assertThat(ledger(disturbed)).as(story.toString()).isEqualTo(ledger(undisturbed));
        }
        assertThat(filesInTheMaking()).as(story.toString()).isEmpty();
        assertThat(disturbed.file(".dap/warehouse/data/postmaster.pid"))
                .as("a server still runs")
                .doesNotExist();
    }

    /// All facts, with the natural keys of what they refer to, and all members; without surrogate
    /// keys and without the day and the batch in which a row came.
    private static List<String> star(Dap lake) {
        List<String> star = new ArrayList<>();
        rows(
                        lake,
                        "warehouse",
                        """
                        SELECT to_jsonb(f) - array['user_journey_event_key', 'event_key', 'verification_route_key',
                                   'journey_channel_key', 'relying_party_key', 'processed_date', 'batch_id',
                                   'created_date', 'modified_date'] AS fact,
                               e.event_name, v.verification_route_name, c.channel_name, r.client_id
                        FROM conformed.fact_user_journey_event f
                        LEFT JOIN conformed.dim_event e USING (event_key)
                        LEFT JOIN conformed.dim_verification_route v USING (verification_route_key)
                        LEFT JOIN conformed.dim_journey_channel c USING (journey_channel_key)
                        LEFT JOIN conformed.dim_relying_party r USING (relying_party_key)
                        ORDER BY f.event_id\
                        """)
                .forEach(row -> star.add(row.toString()));
        for (String dimension :
                List.of(
                        "event",
                        "date",
                        "journey_channel",
                        "relying_party",
                        "verification_route")) {
            String table = "dim_" + dimension;
            rows(
                            lake,
                            "warehouse",
                            """
                            SELECT (to_jsonb(d) - array['%s_key', 'batch_id', 'created_date', 'modified_date'])::text AS member
                            FROM conformed.%s d ORDER BY 1\
                            """
                                    .formatted(dimension, table))
                    .forEach(row -> star.add(table + row));
        }
        return star;
    }

    private static String stageRows(Dap lake) {
        List<String> counts = new ArrayList<>();
        for (String family :
                List.of("auth_account_creation", "auth_account_management", "ipv_cri_kbv")) {
            rows(
                            lake,
                            "lake",
                            """
                            SELECT event_name, count(*) AS n, count(DISTINCT event_id) AS ids
                            FROM %s GROUP BY event_name ORDER BY event_name\
                            """
                                    .formatted(family))
                    .forEach(row -> counts.add(row.toString()));
        }
        return String.join("\n", counts);
    }

    private static String ledger(Dap lake) {
        Ended ended = lake.call("ledger", "--json");
        assertThat(ended.exitCode()).as(ended.err() + ended.out()).isZero();
        return ended.json().get("rows").toString();
    }

    private static JsonNode rows(Dap lake, String side, String sql) {
        Ended ended = lake.call("query", "--on", side, "--json", sql);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ended.json();
    }

    private List<Path> filesInTheMaking() throws IOException {
        try (Stream<Path> files = Files.walk(disturbed.file(".dap/local-dap-work"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
