package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One odd line among good ones: whatever it is, the good ones become facts, that day and later.
class OddLinesTest {

    private static final String PINNED =
            """
              SignInFailedTable:
                Type: AWS::Glue::Table
                Properties:
                  DatabaseName: !Ref RawDatabase
                  TableInput:
                    Name: sign_in_failed
                    StorageDescriptor:
                      Columns:
                        - { Name: event_id, Type: string }
                        - { Name: event_name, Type: string }
                        - { Name: timestamp, Type: int }
                        - { Name: component_id, Type: string }
                        - { Name: client_id, Type: string }
                        - { Name: timestamp_formatted, Type: string }
                        - { Name: extensions, Type: "struct<reason:string>" }
                        - { Name: note, Type: "%s" }
            """;

    @TempDir Path folder;
    @AutoClose private Dap dap;

    @BeforeEach
    void create() {
        dap = Dap.withStarter(folder.resolve("project")).withRunningWarehouse();
    }

    @Test
    void goodLinesBecomeFactsBesideOddOnesThatDayAndLater() throws IOException {
        ingest(
                "2026-01-06",
                good("a", 5),
                odd("o1", "\"note\":[]"),
                odd("o2", "\"client_id\":{\"x\":1}"));
        assertThat(run()).isEqualTo(7);

        ingest("2026-01-07", good("b", 5), odd("o3", "\"note\":{\"k\":1}"));
        ingest(
                "2026-01-08",
                good("c", 5),
                odd("o4", "\"extensions\":[7]"),
                odd("o5", "\"extensions\":\"x\""));
        assertThat(run()).isEqualTo(18);

        assertThat(rejected())
                .containsExactly(
                        "type extensions: array for struct 1",
                        "type extensions: string for struct 1");
        assertThat(dap.call("rebuild", "--json").exitCode()).isZero();
        assertThat(run()).isEqualTo(18);
    }

    @Test
    void thousandsOfFieldsTakeNoColumnFromTheOthers() throws IOException {
        ingest("2026-01-06", good("a", 5), odd("o1", fields("a", 1_500)));
        ingest("2026-01-07", good("b", 5), odd("o2", fields("z", 1_500)));
        assertThat(run()).isEqualTo(12);

        assertThat(
                        dap.ask(
                                "warehouse",
                                "SELECT count(*) FROM conformed.fact_user_journey_event WHERE"
                                        + " component_id = 'ACCOUNTS' AND (reason = 'wrong code' OR"
                                        + " event_id LIKE 'o%')"))
                .isEqualTo("12");
    }

    private static String fields(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"%s%04d\":%d".formatted(prefix, i, i))
                .collect(Collectors.joining(","));
    }

    @Test
    void linesThatWereRejectedComeBackWhenThePinOfTheirColumnChanges() throws IOException {
        Path raw = dap.file("iac/main/resources/raw.yml");
        String template = Files.readString(raw);
        Files.writeString(raw, template + PINNED.formatted("struct<k:int>"));
        ingest("2026-01-06", good("a", 5), odd("o1", "\"note\":{\"k\":1}"));
        assertThat(run()).isEqualTo(1);
        assertThat(rejected()).containsExactly("type note: string for struct 5");

        Files.writeString(raw, template + PINNED.formatted("string"));
        assertThat(dap.call("rebuild", "--dry-run", "--json").json().get("changes").toString())
                .isEqualTo(
                        "[{\"event\":\"sign_in_failed\",\"day\":\"2026-01-06\",\"accepted\":5,"
                                + "\"rejected\":0,\"missing\":0}]");

        assertThat(run()).isEqualTo(6);
        assertThat(rejected()).isEmpty();
        assertThat(dap.call("run", "--json").json().get("status").asString())
                .isEqualTo("UP_TO_DATE");
    }

    @Test
    void aLineOnWhichTheStatementFailsIsLeftOutAndComesBackWithAnother() throws IOException {
        Path dml = dap.file("athena-scripts/dml/insert_into/sign_in_failed.sql");
        String text = Files.readString(dml);
        String field = "extensions.reason AS varchar";
        assertThat(text).contains(field);
        Files.writeString(
                dml, text.replace(field, "CAST(extensions.reason AS integer) AS varchar"));
        ingest("2026-01-06", numbered("a", 40), odd("o1", "\"extensions\":{\"reason\":\"soon\"}"));
        ingest("2026-01-06", numbered("b", 40), odd("o2", "\"extensions\":{\"reason\":\"later\"}"));

        assertThat(run()).isEqualTo(80);
        assertThat(rejected())
                .singleElement()
                .asString()
                .matches(
                        "statement athena-scripts/dml/insert_into/sign_in_failed.sql:\\d+:\\d+:"
                                + " extensions_reason 2");
        assertThat(dap.call("explain", "o1").out()).contains("statement");

        Files.writeString(dml, text);
        assertThat(run()).isEqualTo(82);
        assertThat(rejected()).isEmpty();
    }

    @Test
    void anEventMostOfWhoseLinesTheStatementFailsOnFailsAndNamesOne() throws IOException {
        Path dml = dap.file("athena-scripts/dml/insert_into/sign_in_failed.sql");
        Files.writeString(
                dml,
                Files.readString(dml)
                        .replace(
                                "extensions.reason AS varchar",
                                "CAST(extensions.reason AS integer) AS varchar"));
        ingest("2026-01-06", numbered("a", 2), good("b", 3));

        Ended run = dap.call("run");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out() + run.err())
                .contains("It fails on line 3 of local-dap-raw-layer/txma/SIGN_IN_FAILED/")
                .doesNotContain("wrong code");
    }

    @Test
    void aRunThatRejectsFarMoreThanUsualIsIncomplete() throws IOException {
        Path raw = dap.file("iac/main/resources/raw.yml");
        Files.writeString(raw, Files.readString(raw) + PINNED.formatted("struct<k:int>"));
        ingest("2026-01-06", good("a", 30), odd("o1", "\"note\":{\"k\":1}"));

        Ended run = dap.call("run", "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.json().get("status").asString()).isEqualTo("INCOMPLETE");
        assertThat(run.out()).contains("30 of 31 lines were rejected, 97 % where 0 % are usual.");
        assertThat(dap.call("run", "--json").exitCode()).isZero();
    }

    private static String[] numbered(String prefix, int lines) {
        return IntStream.range(0, lines)
                .mapToObj(i -> line(prefix + i, "\"extensions\":{\"reason\":\"%d\"}".formatted(i)))
                .toArray(String[]::new);
    }

    private String[] good(String prefix, int lines) {
        return IntStream.range(0, lines)
                .mapToObj(i ->
                        line(
                                prefix + i,
                                "\"note\":\"n\"",
                                "\"extensions\":{\"reason\":\"wrong code\"}"))
                .toArray(String[]::new);
    }

    private static String[] odd(String id, String member) {
        return new String[] {line(id, member)};
    }

    private static String line(String id, String... members) {
        return "{\"event_id\":\"%s\",\"event_name\":\"SIGN_IN_FAILED\",\"timestamp\":1767600000,%s}"
                .formatted(
                        id,
                        String.join(
                                ",",
                                Stream.concat(
                                                Stream.of(
                                                        "\"component_id\":\"ACCOUNTS\"",
                                                        client(members)),
                                                Arrays.stream(members))
                                        .toList()));
    }

    private static String client(String... members) {
        boolean odd = Arrays.stream(members).anyMatch(member -> member.contains("client_id"));
        return odd ? "\"again\":true" : "\"client_id\":\"library-card\"";
    }

    private void ingest(String day, String[]... lines) throws IOException {
        Path file =
                Files.write(
                        folder.resolve("in.jsonl"),
                        Arrays.stream(lines).flatMap(Arrays::stream).toList());
        Ended ended = dap.call("ingest", file.toString(), "--arrival-day", day);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
    }

    /// Runs, checks the ledger, and counts the facts.
    private long run() {
        Ended run = dap.call("run", "--json");
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        Ended ledger = dap.call("ledger", "--json");
        assertThat(ledger.json().get("unexplained").asLong()).as(ledger.out()).isZero();
        return Long.parseLong(
                dap.ask("warehouse", "SELECT count(*) FROM conformed.fact_user_journey_event"));
    }

    private List<String> rejected() {
        return dap.call("rejects", "--json")
                .json()
                .get("groups")
                .valueStream()
                .map(group ->
                        "%s %s %d"
                                .formatted(
                                        group.get("reason").asString(),
                                        group.get("cause").asString(),
                                        group.get("lines").asLong()))
                .sorted()
                .toList();
    }
}
