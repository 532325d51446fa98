package dap.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo, whole, on Trino and on DuckDB: the same star.
class DemoOnTrinoTest {

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

    private final Trino trino = Trino.start();

    @TempDir Path folder;

    @AfterEach
    void forgetTables() {
        trino.forget("local-txma-raw", "local-txma-stage");
    }

    @Test
    void theDemoOnTrinoGivesTheStarOfDuckDb() throws Exception {
        Path onDuck = folder.resolve("duck");
        Path onTrino = folder.resolve("trino");
        Path lake = Files.createTempDirectory(trino.folder(), "demo");
        writeSettings(onTrino, lake);

        dap("demo", onDuck.toString(), "--events", "8000", "--days", "3", "--seed", "7");
        String ended =
                dap(
                        "demo",
                        onTrino.toString(),
                        "--events",
                        "8000",
                        "--days",
                        "3",
                        "--seed",
                        "7",
                        "--json");

        assertThat(ended).contains("\"unexplained\":0");
        String facts = facts(onTrino);
        assertThat(facts.length()).isGreaterThan(1_000_000);
        assertThat(facts).isEqualTo(facts(onDuck));
        assertThat(dap("run", "--json", "--project", onTrino.toString())).contains("UP_TO_DATE");

        loadFromCompactedStage(onTrino, lake);

        assertThat(facts(onTrino)).isEqualTo(facts);
    }

    /// Puts STAGE files together, and loads a new warehouse from them.
    private static void loadFromCompactedStage(Path project, Path lake) throws Exception {
        assertThat(dap("compact", "--json", "--project", project.toString()))
                .contains("\"files\":")
                .doesNotContain("\"files\":0");
        Path warehouse = lake.resolve("warehouse");
        try (var files = Files.walk(warehouse)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        dap("rebuild", "--warehouse", "--project", project.toString());
        dap("run", "--project", project.toString());
    }

    private static String facts(Path project) throws IOException, InterruptedException {
        return dap("query", "--on", "warehouse", "--json", "--project", project.toString(), FACTS);
    }

    private void writeSettings(Path project, Path lake) throws IOException {
        Path example = Path.of("..", "examples", "one-login");
        try (var files = Files.walk(example)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = project.resolve(example.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        Files.writeString(
                project.resolve("dap.yml"),
                """
                lake: %s
                engine:
                  name: trino
                  url: %s
                  user: demo
                  location: local:///%s
                """
                        .formatted(lake, trino.url(), lake.getFileName()));
    }

    /// @return what the command printed
    private static String dap(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-Ddap.home=" + Path.of("..").toAbsolutePath().normalize(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        command.addAll(List.of(words));
        Path out = Files.createTempFile("dap", ".out");
        Path err = Files.createTempFile("dap", ".err");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out) + Files.readString(err)).isZero();
        return Files.readString(out);
    }
}
