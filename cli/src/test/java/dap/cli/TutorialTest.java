package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tutorial's own commands, in a shell, in their order.
class TutorialTest {

    private static final Path TUTORIAL = Path.of("..", "docs", "tutorial", "first-project.md");
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final int MINUTES = 3;

    @TempDir Path folder;

    @Test
    void theCommandsOfTheTutorialDoWhatItSays() throws Exception {
        String said = run(script());

        assertThat(said)
                .contains("No problems.")
                .contains("11 accepted, 1 rejected")
                .contains(
                        "12 lines = 1 rejected + 0 filtered + 10 facts + 1 duplicates + 0 waiting; 0 unexplained")
                .contains("UP_TO_DATE")
                .containsPattern("Apply for a parking permit +2 +1 +1")
                .contains("Did you mean extensions_reason?")
                .contains("exit code 1")
                .containsPattern("SIGN_IN_FAILED +1 +0 +0 +0 +0 +1 +failed +0")
                .contains(
                        "13 lines = 1 rejected + 0 filtered + 11 facts + 1 duplicates + 0 waiting; 0 unexplained")
                .contains("4 of 11 files written.")
                .containsPattern("mine-2 +wrong code +sms");
    }

    /// Ends with the first command that fails.
    private static String script() throws IOException {
        String commands =
                BLOCK.matcher(Files.readString(TUTORIAL))
                        .results()
                        .map((MatchResult block) -> block.group(1))
                        .collect(Collectors.joining("\n"));
        return """
        set -eu
        dap() {
            "$JAVA" -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \\
                --sun-misc-unsafe-memory-access=allow -cp "$DAP_CLASS_PATH" dap.cli.Main "$@"
        }
        """
                + commands;
    }

    private String run(String script) throws Exception {
        Path said = folder.resolve("said.txt");
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", script);
        shell.environment()
                .put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        shell.environment().put("DAP_CLASS_PATH", System.getProperty("java.class.path"));
        Process process =
                shell.directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).as(Files.readString(said)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }
}
