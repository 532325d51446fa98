package dap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir Path lake;
    private LakeLayout layout;

    @BeforeEach
    void layout() {
        layout = new LakeLayout(lake.resolve("new"), "local");
    }

    @Test
    void isHadOnceInAProcess() {
        try (RunLock _ = RunLock.acquire(layout, "run-1", NOON)) {

            assertThatThrownBy(() -> RunLock.acquire(layout, "run-2", NOON))
                    .isInstanceOf(DapException.class)
                    .hasMessageContaining("is held by run run-1")
                    .hasMessageContaining("since 2026-03-02T12:00:00Z");
        }
    }

    @Test
    void canBeHadAgainOnceClosed() {
        RunLock.acquire(layout, "run-1", NOON).close();

        try (RunLock _ = RunLock.acquire(layout, "run-2", NOON)) {
            assertThat(RunLock.holder(layout).orElseThrow().runId()).isEqualTo("run-2");
        }
    }

    @Test
    void isHeldAgainstOtherProcessesUntilTheirEnd() throws Exception {
        Process other = holdInAnotherProcess();
        try {

            assertThatThrownBy(() -> RunLock.acquire(layout, "run-2", NOON))
                    .isInstanceOfSatisfying(
                            DapException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.LAKE_HELD))
                    .hasMessageContaining("process " + other.pid());
        } finally {
            other.destroyForcibly().waitFor();
        }
        RunLock.acquire(layout, "run-2", NOON).close();
    }

    @Test
    void aHolderInAnotherContainerIsNamedByNoNumberThatMeansAnotherHere() throws Exception {
        Process other = holdInAnotherProcess();
        try {
            Files.writeString(
                    layout.lockFile(),
                    "77 other-host 2026-03-02T12:00:00Z run-1 another-boot pid:[1]\n");

            assertThatThrownBy(() -> RunLock.acquire(layout, "run-2", NOON))
                    .hasMessageContaining("run run-1 (process 77 on other-host")
                    .extracting(e -> ((DapException) e).hint())
                    .asString()
                    .contains("in another container")
                    .doesNotContain("77");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    private Process holdInAnotherProcess() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                Objects.requireNonNull(System.getProperty("java.class.path")),
                                Holder.class.getName(),
                                layout.root().toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("held");
        return process;
    }

    /// Holds a lake until its standard input ends.
    static final class Holder {
        static void main(String[] args) throws IOException {
            try (RunLock _ =
                    RunLock.acquire(new LakeLayout(Path.of(args[0]), "local"), "run-1", NOON)) {
                System.out.println("held");
                System.in.read();
            }
        }
    }
}
