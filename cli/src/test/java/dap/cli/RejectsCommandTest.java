package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import dap.raw.RejectReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// `dap rejects`, over one lake that no test changes.
class RejectsCommandTest {

    private static final String LATE =
            "{\"event_name\":\"AUTH_CREATE_ACCOUNT\",\"event_id\":\"a1\",\"timestamp\":\"soon\","
                    + "\"user\":{\"user_id\":\"Secret Person\",\"Their Name\":7}}";
    private static final String BROKEN = "{\"event_name\":\"AUTH_CREATE_ACCOUNT\",";
    private static final String ODD =
            "{\"event_name\":\"AUTH_CREATE_ACCOUNT\",\"event_id\":\"a4\",\"timestamp\":1760000001,"
                    + "\"user\":\"Secret\"}";

    @TempDir static Path folder;
    private static Dap dap;

    @BeforeAll
    static void load() throws IOException {
        dap = Dap.withExample(folder);
        dap.ingest(
                good("a0"),
                LATE,
                LATE.replace("a1", "a2"),
                BROKEN,
                "{\"event_name\":\"AUTH_CREATE_ACCOUNT\",\"oops\"",
                ODD);
        dap.call("crawl", "raw");
    }

    private static String good(String id) {
        return ("{\"event_name\":\"AUTH_CREATE_ACCOUNT\",\"event_id\":\"%s\",\"timestamp\":1760000001,"
                        + "\"user\":{\"user_id\":\"u\"}}")
                .formatted(id);
    }

    @Test
    void linesOfOneCauseAreOneGroup() {
        JsonNode groups = groups();

        assertThat(groups).hasSize(3);
        assertThat(groups.get(0).get("lines").asLong()).isEqualTo(2);
        assertThat(texts(groups, "reason"))
                .containsExactlyInAnyOrder("bad-timestamp", "not-json", "type");
    }

    @Test
    void theyAreAsManyAsTheLedgerSays() {
        long rejected = 0;
        for (JsonNode row : dap.call("ledger", "--json").json().get("rows")) {
            rejected += row.get("rejected").asLong();
        }

        assertThat(dap.call("rejects", "--json").json().get("rejected").asLong())
                .isEqualTo(rejected)
                .isEqualTo(5);
    }

    @Test
    void aSampleShowsHowTheLineIsBuiltAndNoValue() {
        JsonNode late = groups("--reason", "bad-timestamp").get(0);

        assertThat(late.get("sample").asString())
                .isEqualTo(
                        "{\"event_name\":\"xxxx_xxxxxx_xxxxxxx\",\"event_id\":\"x9\",\"timestamp\":\"xxxx\","
                                + "\"user\":{\"user_id\":\"xxxxxx xxxxxx\",\"xxxxx xxxx\":9}}");
    }

    @Test
    void aLineThatLiesInRawHasItsPlaceThereAndASample() {
        JsonNode odd = groups("--reason", "type").get(0);

        assertThat(dap.file(".dap").resolve(odd.get("location").asString())).isRegularFile();
        assertThat(odd.get("sample").asString()).endsWith("\"user\":\"xxxxxx\"}");
        assertThat(odd.get("cause").asString()).contains("user");
    }

    @Test
    void theyAreToldByEventInEitherCase() {
        assertThat(groups("--event", "auth_create_account", "--reason", "bad-timestamp"))
                .hasSize(1);
        assertThat(groups("--event", "AUTH_CODE_ISSUED")).isEmpty();
    }

    @Test
    void theReportNamesTheHint() {
        Ended ended = dap.call("rejects");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains(
                        "5 rejected lines, 3 causes.",
                        "Give timestamp as whole seconds since 1970, a number.")
                .doesNotContain("Secret", "soon");
    }

    @Test
    void anUnknownReasonIsRefusedWithTheNearest() {
        Ended ended = dap.call("rejects", "--reason", "bad-timestmp");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("did you mean `bad-timestamp`?");
    }

    @Test
    void anExportHoldsTheLinesByteForByte() throws IOException {
        Path file = folder.resolve("rejected.jsonl");

        Ended ended = dap.call("rejects", "export", "-o", file.toString());

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(Files.readAllLines(file)).hasSize(5).contains(LATE, BROKEN, ODD);
        assertThat(ended.out()).contains("dap rejects replay");
    }

    @Test
    void anExportTakesTheSameFilters() {
        Ended ended = dap.call("rejects", "export", "--reason", "type");

        assertThat(ended.out()).isEqualTo(ODD + "\n");
    }

    @Test
    void anExportHandsOutEachLineWhereOneEntryStandsForMany(@TempDir Path other)
            throws IOException {
        Dap many = Dap.withExample(other);
        String[] odd = new String[1_500];
        Arrays.setAll(odd, i -> ODD.replace("a4", "b" + i));
        many.ingest(odd);
        many.ingest(good("a0"));
        many.call("crawl", "raw");

        Ended ended = many.call("rejects", "export", "--json", "-o", other.resolve("x").toString());

        assertThat(many.call("rejects", "--json").json().get("rejected").asLong()).isEqualTo(1_500);
        assertThat(ended.json().get("missing").asLong()).as(ended.err()).isZero();
        assertThat(Files.readAllLines(other.resolve("x"))).containsExactlyInAnyOrder(odd);
    }

    @Test
    void anExportSaysHowManyLinesItCannotHandOut(@TempDir Path other) throws IOException {
        Dap cut = Dap.withExample(other);
        cut.ingest(good("a0"));
        Path object;
        try (Stream<Path> files = Files.walk(cut.file(".dap/local-dap-raw-layer"))) {
            object = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] whole = Files.readAllBytes(object);
        Files.write(object.resolveSibling("cut.gz"), Arrays.copyOf(whole, whole.length - 9));
        cut.call("crawl", "raw");

        Ended ended = cut.call("rejects", "export", "--json", "-o", other.resolve("x").toString());

        assertThat(ended.json().get("missing").asLong()).as(ended.out()).isEqualTo(1);
        assertThat(ended.err()).contains("rejected lines are not among them");
    }

    @Test
    void anExportOverwritesNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.txt"), "mine");

        Ended ended = dap.call("rejects", "export", "-o", file.toString());

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(file).hasContent("mine");
    }

    @ParameterizedTest
    @EnumSource(RejectReason.class)
    void everyReasonHasAHintThatFitsALine(RejectReason reason) {
        assertThat(RejectsCommand.hint(reason)).endsWith(".").hasSizeLessThan(90);
    }

    private static JsonNode groups(String... options) {
        List<String> words = new ArrayList<>(List.of("rejects", "--json"));
        words.addAll(List.of(options));
        return dap.call(words.toArray(String[]::new)).json().get("groups");
    }

    private static List<String> texts(JsonNode groups, String field) {
        List<String> texts = new ArrayList<>();
        groups.forEach(group -> texts.add(group.get(field).asString()));
        return texts;
    }
}
