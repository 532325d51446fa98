package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateEventsCommandTest {

    @TempDir Path folder;
    private Dap dap;

    @BeforeEach
    void nowhere() throws IOException {
        dap = Dap.withExample(folder.resolve("project"));
    }

    @Test
    void eventsAreLinesOnStandardOutputTheSameForTheSameSeed() {
        Ended first = generate("--events=300", "--days=2", "--last-day=2026-03-08", "--seed=4");
        Ended second = generate("--events=300", "--days=2", "--last-day=2026-03-08", "--seed=4");

        assertThat(first.out().lines()).hasSize(300).allMatch(line -> line.startsWith("{"));
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(first.err()).isEmpty();
    }

    @Test
    void aFileThatEndsWithGzIsGzip() throws IOException {
        Path file = folder.resolve("deep/er/events.jsonl.gz");

        Ended made = generate("--events=50", "--days=1", "-o", file.toString());

        assertThat(made.out()).contains("50 events in " + file);
        assertThat(lines(file)).hasSize(50);
    }

    @Test
    void aFolderGetsAFileForEachDay() throws IOException {
        Ended made =
                generate(
                        "--json",
                        "--events=500",
                        "--days=2",
                        "--last-day=2026-03-08",
                        "-o",
                        folder.resolve("out") + "/");

        assertThat(made.json().get("files")).hasSize(2);
        assertThat(lines(folder.resolve("out/2026-03-07.jsonl.gz")))
                .isNotEmpty()
                .allMatch(line -> line.contains("\"timestamp_formatted\":\"2026-03-07T"));
    }

    @Test
    void aRecordWithoutFaultsIsRefused() {
        Ended refused = generate("--faults-record=" + folder.resolve("r.csv"));

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("Add --faults.");
    }

    @Test
    void aShareThatIsNoneIsRefused() {
        Ended refused = generate("--faults=101", "-o", folder.resolve("x").toString());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("above 0 and at most 100");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        Ended failed = generate("--events=5", "-o", file.resolve("below.jsonl").toString());

        assertThat(failed.exitCode()).isEqualTo(4);
        assertThat(failed.err()).contains(file.toString());
    }

    private Ended generate(String... words) {
        return dap.call(
                Stream.concat(Stream.of("generate-events"), Arrays.stream(words))
                        .toArray(String[]::new));
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
