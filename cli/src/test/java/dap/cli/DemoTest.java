package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `dap demo`, whole.
class DemoTest {

    /// All of a fact but surrogate keys, processed_date, created and modified.
    private static final String FACTS =
            """
            SELECT f.event_id, e.event_name, d.date, c.channel_name, r.client_id, v.verification_route_name,
                f.user_user_id, f.event_time, f.user_govuk_signin_journey_id, f.component_id, f.test_user,
                f.validity_score, f.verification_score, f.identity_fraud_score
            FROM conformed.fact_user_journey_event f
            JOIN conformed.dim_event e ON e.event_key = f.event_key
            JOIN conformed.dim_date d ON d.date_key = f.date_key
            JOIN conformed.dim_journey_channel c ON c.journey_channel_key = f.journey_channel_key
            JOIN conformed.dim_relying_party r ON r.relying_party_key = f.relying_party_key
            JOIN conformed.dim_verification_route v ON v.verification_route_key = f.verification_route_key
            ORDER BY f.event_id
            """;

    @TempDir Path folder;
    private String homeBefore = "";

    @BeforeEach
    void dapLiesHere() {
        homeBefore = System.getProperty("dap.home", "");
        System.setProperty("dap.home", Path.of("..").toAbsolutePath().normalize().toString());
    }

    @AfterEach
    void dapLiesElsewhere() {
        System.setProperty("dap.home", homeBefore);
    }

    @Test
    void twiceWithOneSeedGivesTheSameFacts() {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");

        Ended one = demo(first);
        Ended other = demo(second);

        assertThat(one.exitCode()).as(one.err()).isZero();
        assertThat(other.exitCode()).as(other.err()).isZero();
        JsonNode facts = facts(first);
        assertThat(facts).hasSizeGreaterThan(2_900);
        assertThat(facts(second)).isEqualTo(facts);
        assertThat(one.json().get("unexplained").asLong()).isZero();
        assertThat(one.json().get("star").get("fact_user_journey_event").asLong())
                .isEqualTo(facts.size());
        assertThat(
                        call("--project", first.toString(), "run", "--json")
                                .json()
                                .get("status")
                                .asString())
                .isEqualTo("UP_TO_DATE");
    }

    @Test
    void theReportShowsEveryPart() {
        Ended shown = call("demo", folder.resolve("demo").toString(), "--events=2000", "--days=2");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .contains(
                        "2,000 events of 2 days in RAW, 0 rejected",
                        "auth_account_creation",
                        "fact_user_journey_event",
                        "Journeys by day and channel",
                        "Driving License",
                        "Claim a rail refund",
                        "0 unexplained",
                        "Done in")
                .doesNotContain("\u001b");
    }

    @Test
    void aFolderOfOtherFilesIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "two years of work");

        Ended refused = call("demo", folder.toString());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("Name a new folder");
        assertThat(folder).isDirectoryContaining("glob:**thesis.txt");
        assertThat(folder.resolve("athena-scripts")).doesNotExist();
    }

    private static Ended demo(Path folder) {
        return call("demo", folder.toString(), "--events=3000", "--days=2", "--seed=5", "--json");
    }

    private static JsonNode facts(Path project) {
        return call("--project", project.toString(), "query", "--on", "warehouse", "--json", FACTS)
                .json();
    }

    private static Ended call(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode =
                Main.execute(
                        Terminal.ofStreams(
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8)),
                        words);
        return new Ended(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }
}
