package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// RAW objects that change, vanish or are cut off, through the whole pipeline, and what is decided
/// about them.
class RawCommandTest {

    @TempDir Path folder;

    @Test
    void objectsThatAreNotAsTheyShouldBeAreSaidUntilSomebodyDecides() throws IOException {
        Dap dap = Dap.withStarter(folder.resolve("project")).withWarehouse();
        Path changing = object(dap, 5, "changing.gz");
        Path vanishing = object(dap, 6, "vanishing.gz");
        Path cut = object(dap, 7, "it's cut.gz");
        write(changing, "a", "b");
        write(vanishing, "c");
        write(cut, "d", "e");
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(whole, whole.length - 9));
        Path making = object(dap, 7, "next.gz.TMP");
        write(making, "f");

        Ended first = dap.call("run", "--json");

        assertThat(first.exitCode()).as(first.out() + first.err()).isEqualTo(1);
        assertThat(first.json().get("status").asString()).isEqualTo("INCOMPLETE");
        assertThat(first.out()).contains("it's cut.gz").contains("dap raw accept");
        assertThat(facts(dap)).isEqualTo("3");
        assertThat(states(dap)).isEqualTo("cut-off");

        // The half-written one is completed; the one in the making gets its name.
        Files.write(cut, whole);
        Files.move(making, making.resolveSibling("next.gz"));
        Ended second = dap.call("run");
        assertThat(second.exitCode()).as(second.out() + second.err()).isZero();
        assertThat(facts(dap)).isEqualTo("6");
        Ended clean = dap.call("ledger", "--json");
        assertThat(clean.exitCode()).as(clean.out()).isZero();
        assertThat(clean.json().get("objects")).isEmpty();

        write(changing, "a", "x", "y");
        Files.delete(vanishing);
        Ended red = dap.call("ledger");
        assertThat(red.exitCode()).isEqualTo(1);
        assertThat(red.out())
                .contains("changed: ")
                .contains("missing: ")
                .contains("dap raw accept ")
                .contains("dap raw forget ");
        assertThat(states(dap)).isEqualTo("changed missing");
        assertThat(dap.call("status").exitCode()).isEqualTo(1);
        assertThat(dap.call("status", "--json").json().get("objects")).hasSize(2);
        assertThat(dap.call("run").exitCode()).isEqualTo(1);

        Ended tried = dap.call("raw", "accept", "--dry-run", "--json");
        assertThat(tried.json().get("accepted")).hasSize(1);
        assertThat(states(dap)).isEqualTo("changed missing");
        Ended wrong = dap.call("raw", "forget", changing.toString());
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("is changed").contains("dap raw accept");

        Ended accepted = dap.call("raw", "accept", changing.toString());
        assertThat(accepted.exitCode()).as(accepted.out() + accepted.err()).isZero();
        assertThat(facts(dap)).isEqualTo("7");
        assertThat(states(dap)).isEqualTo("missing");

        Ended forgotten = dap.call("raw", "forget", "--json");
        assertThat(forgotten.json().get("forgotten")).hasSize(1);
        assertThat(states(dap)).isEmpty();
        Ended end = dap.call("ledger", "--json");
        assertThat(end.exitCode()).as(end.out()).isZero();
        assertThat(end.json().get("unexplained").asLong()).isZero();
        assertThat(dap.call("run").exitCode()).isZero();
        assertThat(dap.call("status").exitCode()).isZero();
        assertThat(facts(dap)).isEqualTo("7");
    }

    private static String facts(Dap dap) {
        return dap.ask("warehouse", "SELECT count(*) FROM conformed.fact_user_journey_event");
    }

    private static String states(Dap dap) {
        StringBuilder states = new StringBuilder();
        for (JsonNode object : dap.call("ledger", "--json").json().get("objects")) {
            states.append(object.get("state").asString()).append(' ');
        }
        return states.toString().trim();
    }

    private static Path object(Dap dap, int day, String name) throws IOException {
        Path folder =
                dap.file(
                        ".dap/local-dap-raw-layer/txma/SIGN_IN_STARTED/year=2026/month=01/day=0"
                                + day);
        return Files.createDirectories(folder).resolve(name);
    }

    private static void write(Path object, String... ids) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            for (String id : ids) {
                gzip.write(
                        "{\"event_id\":\"%s\",\"event_name\":\"SIGN_IN_STARTED\",\"timestamp\":1767600000,\"client_id\":\"library-card\"}\n"
                                .formatted(id)
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.write(object, bytes.toByteArray());
    }
}
