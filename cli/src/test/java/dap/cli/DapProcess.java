package dap.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// `dap` in a process of its own, on the class path of the tests.
final class DapProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path out;
    private final Path err;

    private DapProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static DapProcess start(List<String> words) throws IOException {
        return start(List.of(), words);
    }

    /// @param options further ones for the virtual machine
    static DapProcess start(List<String> options, List<String> words) throws IOException {
        return start(options, Map.of(), words);
    }

    /// @param environment what stands in it beside our own
    static DapProcess start(
            List<String> options, Map<String, String> environment, List<String> words)
            throws IOException {
        return start(List.of(), options, environment, words);
    }

    /// @param before a program that starts the virtual machine, with its arguments
    static DapProcess start(
            List<String> before,
            List<String> options,
            Map<String, String> environment,
            List<String> words)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(words);
        Path out = Files.createTempFile("dap", ".out");
        Path err = Files.createTempFile("dap", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new DapProcess(process, out, err);
    }

    Process process() {
        return process;
    }

    /// Waits for its end.
    Dap.Ended end() {
        return end(PATIENCE);
    }

    Dap.Ended end(Duration patience) {
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("dap did not end: " + Files.readString(err));
            }
            return new Dap.Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Kills it after a while, unless it has ended by then.
    ///
    /// @return whether it was killed
    boolean killAfter(Duration wait) throws InterruptedException {
        boolean ended = process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        return !ended;
    }

    /// Sends a signal, as a terminal or a service manager does.
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(name, process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
    }
}
