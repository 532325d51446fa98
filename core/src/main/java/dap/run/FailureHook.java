package dap.run;

import dap.project.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a command or a URL that a run failed. What goes wrong in here is a warning, never a
/// failure of the run.
final class FailureHook {

    private static final Logger LOG = LoggerFactory.getLogger(FailureHook.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Settings.Hooks hooks;

    FailureHook(Settings.Hooks hooks) {
        this.hooks = hooks;
    }

    /// @param json the run's result
    void runFailed(String json) {
        hooks.onFailure().ifPresent(command -> run(command, json));
        hooks.webhook().ifPresent(url -> post(url, json));
    }

    private static void run(String command, String json) {
        try {
            Process process =
                    new ProcessBuilder("sh", "-c", command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (OutputStream input = process.getOutputStream()) {
                input.write(json.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // A command that does not read its input is no failure.
                LOG.debug("The failure hook did not read its input", e);
            }
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                LOG.warn(
                        "The command of hooks.on-failure did not end within {} s; it was stopped.",
                        PATIENCE.toSeconds());
            } else if (process.exitValue() != 0) {
                LOG.warn("The command of hooks.on-failure ended with {}.", process.exitValue());
            }
        } catch (IOException e) {
            LOG.warn("The command of hooks.on-failure could not be started: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void post(String url, String json) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(PATIENCE)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(json))
                            .build();
            int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status >= 300) {
                LOG.warn("The webhook answered {}.", status);
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("The webhook could not be called: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
