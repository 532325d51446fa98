package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `dap explain`: one event's way, wherever it ended. All tests ask one lake; none changes it.
class ExplainCommandTest {

    @TempDir static Path folder;
    @AutoClose private static Dap dap;

    @BeforeAll
    static void load() throws IOException {
        dap = Dap.withExample(folder).withRunningWarehouse();
        dap.ingest(
                event("other", "\"timestamp\":1760000001"),
                event(
                        "wanted",
                        "\"timestamp\":1760000123,\"user\":{\"user_id\":\"secret-person\"}"),
                event("twice", "\"timestamp\":1760000001"),
                event("twice", "\"timestamp\":1760000002"),
                event("again", "\"timestamp\":1760000001"),
                event("odd", "\"timestamp\":1760000001,\"user\":\"somebody\""),
                event("late", "\"timestamp\":\"soon\""),
                event("mentions", "\"timestamp\":1760000001,\"client_id\":\"mentioned\""),
                event("'; DROP TABLE x; --", "\"timestamp\":1760000001"),
                event("say \\\"hi\\\"", "\"timestamp\":1760000001"),
                event("Łódź", "\"timestamp\":1760000001"),
                event("../../x", "\"timestamp\":1760000001"));
        dap.call("run");
        dap.ingest(event("again", "\"timestamp\":1760000002"), event("new", "\"timestamp\":1"));
    }

    private static String event(String id, String rest) {
        return "{\"event_name\":\"AUTH_CREATE_ACCOUNT\",\"event_id\":\"%s\",%s}"
                .formatted(id, rest);
    }

    @Test
    void aFactNamesItsLineItsFileAndItsTable() {
        Ended explained = dap.call("explain", "wanted", "--json");

        assertThat(explained.exitCode()).as(explained.err()).isZero();
        JsonNode story = explained.json();
        assertThat(story.get("outcome").asString()).isEqualTo("It is a fact.");
        assertThat(story.get("facts").get(0).asString())
                .isEqualTo("conformed.fact_user_journey_event");
        JsonNode line = story.get("lines").get(0);
        assertThat(line.get("line").asLong()).isEqualTo(2);
        assertThat(dap.file(".dap").resolve(line.get("object").asString())).exists();
        assertThat(dap.file(".dap").resolve(line.get("stageFile").asString())).exists();
        assertThat(story.get("searchedAll").asBoolean()).isFalse();
    }

    @Test
    void ofCopiesItSaysWhichWonAndWhy() {
        JsonNode copies = dap.call("explain", "twice", "--json").json().get("copies");

        assertThat(copies).hasSize(2);
        assertThat(copies.get(0).get("current").asBoolean()).isTrue();
        assertThat(copies.get(1).get("why").asString())
                .isEqualTo("its timestamp is earlier; in conflict: it is of another content");
    }

    @Test
    void whatIsOnlyInRawIsFoundThere() {
        Ended explained = dap.call("explain", "new");

        assertThat(explained.exitCode()).as(explained.err()).isZero();
        assertThat(explained.out())
                .contains("It is in RAW, and not staged yet.", "line 2", "STAGE  not yet");
    }

    @Test
    void aRejectIsFoundWithItsReason() {
        JsonNode story = dap.call("explain", "late", "--json").json();

        assertThat(story.get("outcome").asString()).isEqualTo("It was rejected.");
        assertThat(story.get("rejects").get(0).get("reason").asString()).isEqualTo("bad-timestamp");
        assertThat(story.get("rejects").get(0).get("number").asLong()).isEqualTo(7);
    }

    @Test
    void aLineThatTheCrawlRejectedIsFoundWithItsReason() {
        JsonNode story = dap.call("explain", "odd", "--json").json();

        assertThat(story.get("lines").get(0).get("rejected").asString()).isEqualTo("type");
        assertThat(story.get("outcome").asString()).isEqualTo("It was rejected.");
    }

    @Test
    void anIdThatAnEventOnlyMentionsIsNotThatEvent() {
        Ended explained = dap.call("explain", "mentioned");

        assertThat(explained.exitCode()).isEqualTo(1);
        assertThat(explained.out()).contains("No line of RAW and no reject has this event_id.");
    }

    @Test
    void copiesThatWereNeverStagedAreFoundOnRequest() {
        assertThat(lines("explain", "again", "--json")).hasSize(1);
        assertThat(lines("explain", "again", "--json", "--everywhere")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'; DROP TABLE x; --", "say \"hi\"", "Łódź", "../../x"})
    void hostileIdsAreFoundAsTheyStandInTheLine(String id) {
        assertThat(lines("explain", id, "--json")).hasSize(1);
    }

    @Test
    void noValueOfTheEventIsShown() {
        assertThat(dap.call("explain", "wanted", "--everywhere").out())
                .contains("It is a fact.")
                .doesNotContain("secret-person", "1760000123");
    }

    @Test
    void anEmptyIdIsRefused() {
        assertThat(dap.call("explain", "").exitCode()).isEqualTo(2);
    }

    private static JsonNode lines(String... words) {
        return dap.call(words).json().get("lines");
    }
}
