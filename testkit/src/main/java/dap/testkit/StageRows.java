package dap.testkit;

import dap.model.Column;
import dap.model.FamilyName;
import dap.model.HiveType.Scalar;
import dap.warehouse.ConformBatch;
import dap.warehouse.ConformBatch.BatchFile;
import dap.warehouse.LandingTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
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
    private final List<BatchFile> files = new ArrayList<>();
    private final List<BatchFile> standIns = new ArrayList<>();
    private final List<String> replaced = new ArrayList<>();
    private boolean retry;
    private final StringBuilder csv = new StringBuilder();

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

    /// Adds a file with `rows`, processed on the day after `arrivalDay`.
    public StageRows file(String key, String event, LocalDate arrivalDay, Row... rows) {
        return add(files, key, event, arrivalDay, rows);
    }

    /// Adds a file that was conformed before, whose copies may stand in for replaced ones.
    public StageRows standIn(String key, String event, LocalDate arrivalDay, Row... rows) {
        return add(standIns, key, event, arrivalDay, rows);
    }

    /// Names files whose rows the warehouse gives up.
    public StageRows inPlaceOf(String... keys) {
        replaced.addAll(List.of(keys));
        return this;
    }

    /// Asks for rows that were refused to be tried again.
    public StageRows retry() {
        retry = true;
        return this;
    }

    private StageRows add(
            List<BatchFile> to, String key, String event, LocalDate arrivalDay, Row... rows) {
        long id = 1000L + files.size() + standIns.size();
        String processed = arrivalDay.plusDays(1).format(DateTimeFormatter.BASIC_ISO_DATE);
        to.add(new BatchFile(id, key, event, arrivalDay, processed, rows.length));
        for (Row row : rows) {
            Stream<@Nullable Object> values =
                    Stream.of(row.eventId(), row.timestamp(), row.clientId(), processed, event);
            csv.append('"').append(id).append('"').append(',');
            csv.append(values.map(StageRows::quoted).collect(Collectors.joining(","))).append('\n');
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
        try {
            Path file = Files.createTempFile(folder, "batch", ".csv");
            Files.writeString(file, csv);
            return new ConformBatch(
                    lakeId, table, files, replaced, standIns, file, Optional.of(PROCEDURE), retry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
