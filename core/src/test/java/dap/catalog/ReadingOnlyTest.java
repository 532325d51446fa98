package dap.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Writers that come and go while a catalog is read that cannot be written.
class ReadingOnlyTest {

    @TempDir Path folder;
    private Path file;
    private ReadingOnly reading;
    private Jdbi jdbi;

    private final AtomicInteger readings = new AtomicInteger();

    @BeforeEach
    void makeACatalog() {
        file = folder.resolve("catalog.db");
        write();
        reading = new ReadingOnly(file);
        jdbi = reading.jdbi();
    }

    /// As a command does that comes, writes and goes.
    private void write() {
        try (Catalog catalog = Catalog.open(file)) {
            catalog.runs()
                    .begin("run-" + readings.get(), Instant.EPOCH, Instant.EPOCH, Optional.empty());
        }
    }

    private static int runs(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM run").mapTo(Integer.class).one();
    }

    @Test
    void whatChangedMeanwhileIsReadAgain() {
        int found =
                reading.read(
                        jdbi,
                        handle -> {
                            int now = runs(handle);
                            if (readings.incrementAndGet() <= 2) {
                                write();
                            }
                            return now;
                        });

        assertThat(found).isEqualTo(3);
        assertThat(readings).hasValue(3);
    }

    @Test
    void whatChangesForEverIsNotHandedOut() {
        assertThatThrownBy(() ->
                        reading.read(
                                jdbi,
                                handle -> {
                                    readings.incrementAndGet();
                                    write();
                                    return runs(handle);
                                }))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("was changed each time it was read");
    }

    @Test
    void whatFailsOnceIsReadAgain() {
        int found =
                reading.read(
                        jdbi,
                        handle -> {
                            if (readings.incrementAndGet() == 1) {
                                throw new ConnectionException(new SQLException("no index"));
                            }
                            return runs(handle);
                        });

        assertThat(found).isEqualTo(1);
    }

    @Test
    void whatFailsAlwaysFails() {
        assertThatThrownBy(() ->
                        reading.read(
                                jdbi,
                                handle -> {
                                    readings.incrementAndGet();
                                    throw new ConnectionException(new SQLException("no index"));
                                }))
                .isInstanceOf(ConnectionException.class);
        assertThat(readings).hasValueGreaterThan(1);
    }
}
