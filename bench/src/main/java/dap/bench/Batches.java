package dap.bench;

import dap.model.Column;
import dap.warehouse.ConformBatch;
import dap.warehouse.ConformBatch.BatchFile;
import dap.warehouse.LandingTable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Batches of made-up events, as the lake engine unloads them: each one new, with random event ids.
final class Batches {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);
    private static final long FIRST_SECOND = 1_769_817_600;
    private static final int SECONDS = 86_400;
    private static final int CLIENTS = 12;

    private final LandingTable landing;
    private final Path folder;
    private final long rows;
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    private long made;

    Batches(LandingTable landing, Path folder, long rows) {
        this.landing = landing;
        this.folder = folder;
        this.rows = rows;
    }

    /// The next batch; the one before is deleted.
    ConformBatch next() throws IOException {
        Files.deleteIfExists(file());
        made++;
        try (Writer out = Files.newBufferedWriter(file())) {
            for (long row = 0; row < rows; row++) {
                out.write(line());
            }
        }
        return new ConformBatch(
                "00000000-0000-0000-0000-000000000000",
                landing,
                List.of(
                        new BatchFile(
                                made,
                                "stage/" + made,
                                "AUTH_CREATE_ACCOUNT",
                                DAY,
                                "20260201",
                                rows)),
                file());
    }

    private Path file() {
        return folder.resolve("batch-" + made + ".csv");
    }

    private String line() {
        long second = FIRST_SECOND + random.nextInt(SECONDS);
        return landing.columns().stream()
                .map(column -> value(column, second))
                .collect(Collectors.joining(",", "\"" + made + "\",", "\n"));
    }

    private String value(Column column, long second) {
        String value =
                switch (column.hiveName()) {
                    case "event_id", "user_govuk_signin_journey_id" ->
                            new UUID(random.nextLong(), random.nextLong()).toString();
                    case "client_id" -> "bench-client-" + random.nextInt(CLIENTS);
                    case "component_id" -> "AUTH";
                    case "user_user_id" ->
                            "urn:fdc:bench:2026:" + Long.toHexString(random.nextLong());
                    case "timestamp" -> Long.toString(second);
                    case "timestamp_formatted" ->
                            java.time.Instant.ofEpochSecond(second).toString();
                    case "year" -> Integer.toString(DAY.getYear());
                    case "month" -> Integer.toString(DAY.getMonthValue());
                    case "day" -> Integer.toString(DAY.getDayOfMonth());
                    case "processed_date" -> "20260201";
                    case "event_name" -> "AUTH_CREATE_ACCOUNT";
                    default -> "";
                };
        return value.isEmpty() ? "" : "\"" + value + "\"";
    }
}
