package dap.run;

import dap.errors.DapException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How often, and how patiently, what may pass is tried again.
final class Retries {

    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_DELAY = Duration.ofMillis(250);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    private Retries() {}

    static FailsafeExecutor<Object> withBackoff() {
        return Failsafe.with(
                RetryPolicy.builder()
                        .handleIf(Retries::mayPass)
                        .withMaxAttempts(ATTEMPTS)
                        .withBackoff(FIRST_DELAY, LONGEST_DELAY)
                        .onRetry(event ->
                                LOG.warn(
                                        "Trying again (attempt {} of {}): {}",
                                        event.getAttemptCount() + 1,
                                        ATTEMPTS,
                                        reason(event.getLastException())))
                        .build());
    }

    private static String reason(@Nullable Throwable failure) {
        return failure instanceof DapException exception
                ? exception.problem()
                : String.valueOf(failure);
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof DapException exception && exception.code().mayPass();
    }
}
