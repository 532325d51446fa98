package dap.testkit;

import dap.model.Column;
import dap.model.FamilyName;
import dap.model.HiveType.Scalar;
import dap.warehouse.ConformBatch;
import dap.warehouse.ConformBatch.BatchFile;
import dap.warehouse.ConformBatch.Fallbacks;
import dap.warehouse.ConformBatch.Replaced;
import dap.warehouse.LandingTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Builds a batch of STAGE rows as the conform step hands it to a warehouse: files, and their CSV.
public final class StageRows {

    /// The STAGE table of family `sign_up`.
    public static final LandingTable SIGN_UP = landingOf("sign_up");

    /// The STAGE table of family `log_in`, with the same columns.
    public static final LandingTable LOG_IN = landingOf("log_in");

    private final LandingTable table;
    private final String lakeId;
    private int fileCount;
    private final Map<LandingTable, Part> fallbacks = new LinkedHashMap<>();
    private final List<String> replaced = new ArrayList<>();
    private final List<String> superseded = new ArrayList<>();
    private boolean retry;
    private final Part own = new Part();

    private StageRows(LandingTable table, String lakeId) {
        this.table = table;
        this.lakeId = lakeId;
    }

    public static StageRows of(LandingTable table, String lakeId) {
        return new StageRows(table, lakeId);
    }

    private static LandingTable landingOf(String family) {
        return new LandingTable(
                new FamilyName(family),
                List.of(
                        new Column("event_id", Scalar.STRING),
                        new Column("timestamp", Scalar.INT),
                        new Column("client_Id", Scalar.STRING),
                        new Column("processed_date", Scalar.STRING),
                        new Column("event_name", Scalar.STRING)));
    }

    /// A row as a test names it.
    public record Row(@Nullable String eventId, long timestamp, @Nullable String clientId) {}

    public static Row row(@Nullable String eventId, long timestamp, @Nullable String clientId) {
        return new Row(eventId, timestamp, clientId);
    }

    /// Files, and their rows as CSV.
    private static final class Part {
        private final List<BatchFile> files = new ArrayList<>();
        private final StringBuilder csv = new StringBuilder();

        Path writeIn(Path folder) {
            try {
                return Files.writeString(Files.createTempFile(folder, "batch", ".csv"), csv);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Adds a file with `rows`, processed on the day after `arrivalDay`.
    public StageRows file(String key, String event, LocalDate arrivalDay, Row... rows) {
        return add(own, key, event, arrivalDay, rows);
    }

    /// Adds a file that was conformed before, whose copies may come forward.
    public StageRows fallback(String key, String event, LocalDate arrivalDay, Row... rows) {
        return fallback(table, key, event, arrivalDay, rows);
    }

    /// The same of another family.
    public StageRows fallback(
            LandingTable family, String key, String event, LocalDate arrivalDay, Row... rows) {
        return add(
                fallbacks.computeIfAbsent(family, _ -> new Part()), key, event, arrivalDay, rows);
    }

    /// Names files whose rows the warehouse gives up.
    public StageRows inPlaceOf(String... keys) {
        replaced.addAll(List.of(keys));
        return this;
    }

    /// Names files with other copies in whose own place others are about to come.
    public StageRows superseded(String... keys) {
        superseded.addAll(List.of(keys));
        return this;
    }

    /// Asks for rows that were refused to be tried again.
    public StageRows retry() {
        retry = true;
        return this;
    }

    private StageRows add(Part to, String key, String event, LocalDate arrivalDay, Row... rows) {
        long id = 1000L + fileCount++;
        String processed = arrivalDay.plusDays(1).format(DateTimeFormatter.BASIC_ISO_DATE);
        to.files.add(new BatchFile(id, key, event, arrivalDay, processed, rows.length));
        for (Row row : rows) {
            Stream<@Nullable Object> values =
                    Stream.of(row.eventId(), row.timestamp(), row.clientId(), processed, event);
            to.csv.append('"').append(id).append('"').append(',');
            to.csv
                    .append(values.map(StageRows::quoted).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return this;
    }

    private static String quoted(@Nullable Object value) {
        return value == null ? "" : '"' + value.toString().replace("\"", "\"\"") + '"';
    }

    /// The hash of the procedure's text that every batch names.
    public static final String PROCEDURE = "a1b2";

    /// The batch, with its CSV in `folder`.
    public ConformBatch in(Path folder) {
        Replaced given =
                new Replaced(
                        replaced,
                        fallbacks.entrySet().stream()
                                .map(entry ->
                                        new Fallbacks(
                                                entry.getKey(),
                                                entry.getValue().files,
                                                entry.getValue().writeIn(folder),
                                                true))
                                .toList(),
                        superseded);
        return new ConformBatch(
                lakeId,
                table,
                own.files,
                given,
                own.writeIn(folder),
                Optional.of(PROCEDURE),
                retry);
    }
}
