package dap.warehouse.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterTest {

    private static final int TIMES = 3_000;

    @TempDir Path data;

    @Test
    void aFileThatIsRemovedWhileItIsReadTellsOfNoServer()
            throws IOException, InterruptedException, ExecutionException {
        AtomicBoolean reading = new AtomicBoolean(true);
        try (ExecutorService server = Executors.newSingleThreadExecutor()) {
            Future<?> comingAndGoing =
                    server.submit(() -> {
                        while (reading.get()) {
                            Files.writeString(Postmaster.file(data), "1\n");
                            Files.delete(Postmaster.file(data));
                        }
                        return null;
                    });
            try {
                for (int i = 0; i < TIMES; i++) {
                    assertThat(Postmaster.running(data)).isEmpty();
                }
            } finally {
                reading.set(false);
            }
            comingAndGoing.get();
        }
    }
}
