package dap.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dap.project.Event;
import dap.project.TableDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every DML of the example over made-up and hostile events: Trino's rows are DuckDB's, and each
/// reads the other's STAGE files as its own.
class DmlParityTest {

    private static final long EVENTS = 12_000;
    private static final int DAYS = 2;
    private static final double HOSTILE_PERCENT = 3;

    @TempDir Path folder;

    @Test
    void everyStatementGivesTheSameRowsOnBothEngines() throws IOException {
        long seed = Long.getLong("dap.parity.seed", 11);
        List<String> differences = new ArrayList<>();
        try (SharedLake lake = new SharedLake(folder, Trino.start())) {
            lake.fill(EVENTS, DAYS, HOSTILE_PERCENT, seed);
            lake.stage();
            lake.show();
            for (Event event : lake.events()) {
                lake.insertByTrino(event);
            }
            long rows = 0;
            for (TableDefinition table : lake.stageTables()) {
                rows += lake.rows(table);
                lake.surplus(table, true)
                        .forEach(row -> differences.add(table.name() + " Trino alone: " + row));
                lake.surplus(table, false)
                        .forEach(row -> differences.add(table.name() + " DuckDB alone: " + row));
                assertThat(lake.unloaded(table, true))
                        .as("what DuckDB reads of Trino's files, " + table.name())
                        .isEqualTo(lake.unloaded(table, false));
            }

            assertThat(differences).as("seed " + seed).isEmpty();
            assertThat(rows).isGreaterThan(EVENTS / 2);
        }
    }
}
