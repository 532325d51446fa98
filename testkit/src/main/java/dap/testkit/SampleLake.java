package dap.testkit;

import dap.engine.LakeEngine;
import dap.engine.StagedFile;
import dap.model.Column;
import dap.model.EventName;
import dap.model.HiveType;
import dap.model.HiveType.Scalar;
import dap.model.RowSink;
import dap.model.TableName;
import dap.sql.AthenaDml;
import dap.sql.AthenaQuery;
import dap.sql.BoundInsert;
import dap.sql.InsertBinding;
import dap.sql.LakeTables;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// A lake with one event and its stage table, in a folder.
final class SampleLake implements LakeTables {

    static final String DML_FILE = "dml/insert_into/a_b.sql";

    /// Every column of the event as it is.
    static final String ALL =
            """
            INSERT INTO "environment-txma-stage"."a" (event_id, timestamp, client_id, processed_date, event_name)
            SELECT event_id, timestamp, client_id, date_format(now(), '%Y%m%d'), event_name
            FROM "environment-txma-raw".a_b\
            """;

    private static final Instant AS_OF = Instant.parse("2024-01-06T03:04:05Z");

    private static final LakeTable RAW =
            new LakeTable(
                    new TableName("local-txma-raw", "a_b"),
                    LakeTable.Layer.RAW,
                    List.of(
                            new Column("event_id", Scalar.STRING),
                            new Column("event_name", Scalar.STRING),
                            new Column("timestamp", Scalar.BIGINT),
                            new Column("client_id", Scalar.STRING),
                            new Column(
                                    "user",
                                    new HiveType.Struct(
                                            List.of(
                                                    new Column("user_id", Scalar.STRING),
                                                    new Column("client-name", Scalar.STRING),
                                                    new Column("client_name", Scalar.STRING),
                                                    new Column("Mixed", Scalar.BOOLEAN))))),
                    List.of(
                            new Column("year", Scalar.STRING),
                            new Column("month", Scalar.STRING),
                            new Column("day", Scalar.STRING)));

    static final LakeTable STAGE =
            new LakeTable(
                    new TableName("local-txma-stage", "a"),
                    LakeTable.Layer.STAGE,
                    List.of(
                            new Column("event_id", Scalar.STRING),
                            new Column("timestamp", Scalar.BIGINT),
                            new Column("client_id", Scalar.STRING)),
                    List.of(
                            new Column("processed_date", Scalar.STRING),
                            new Column("event_name", Scalar.STRING)));

    private final Path folder;
    private final List<TableFile> rawFiles = new ArrayList<>();
    private final List<TableFile> stageFiles = new ArrayList<>();

    SampleLake(Path folder) {
        this.folder = folder;
    }

    static String event(String id) {
        return "{\"event_id\":\"%s\",\"event_name\":\"A_B\",\"timestamp\":5,\"user\":{\"user_id\":\"u%s\"}}"
                .formatted(id, id);
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Path gzip(String name, String... lines) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path(name)))) {
            out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        }
        return path(name);
    }

    /// Where RAW objects lie in a lake.
    Path inRaw(String name, String... lines) throws IOException {
        Path partition = Files.createDirectories(path("raw/A_B/year=2024/month=01/day=05"));
        return gzip(folder.relativize(partition.resolve(name)).toString(), lines);
    }

    /// Where STAGE files lie in a lake.
    Path inStage(String name) throws IOException {
        return Files.createDirectories(path("stage/A/processed_date=20240106/event_name=A_B"))
                .resolve(name);
    }

    Path plain(String name, String... lines) throws IOException {
        return Files.writeString(path(name), String.join("\n", lines) + "\n");
    }

    InsertBinding binding() {
        return new InsertBinding(
                "local", AS_OF, new EventName("a_b"), LocalDate.of(2024, 1, 5), RAW, STAGE);
    }

    BoundInsert insert(String dml) {
        return AthenaDml.parse(DML_FILE, dml).bind(binding());
    }

    String unloadedText(LakeEngine engine, String file, String... columns) throws IOException {
        Path csv = path(file + ".csv");
        engine.unload(STAGE, List.of(new StagedFile(7, path(file))), List.of(columns), csv);
        return Files.readString(csv);
    }

    List<String> unloaded(LakeEngine engine, String file, String... columns) throws IOException {
        return unloadedText(engine, file, columns).lines().toList();
    }

    void rawFile(Path path) {
        rawFiles.add(new TableFile(path, path.toString(), List.of("2024", "01", "05")));
    }

    void stageFile(Path path) {
        stageFiles.add(new TableFile(path, path.toString(), List.of("20240106", "A_B")));
    }

    /// The columns, then the rows, one after the other.
    String query(LakeEngine engine, String sql) {
        StringBuilder text = new StringBuilder();
        RowSink sink =
                new RowSink() {
                    @Override
                    public void columns(List<String> names) {
                        text.append(names);
                    }

                    @Override
                    public void row(List<@Nullable Object> values) {
                        text.append(values);
                    }
                };
        engine.query(AthenaQuery.parse(sql).bind("local", AS_OF, this), sink);
        return text.toString();
    }

    @Override
    public Optional<LakeTable> findTable(TableName name) {
        return List.of(RAW, STAGE).stream().filter(table -> table.name().equals(name)).findFirst();
    }

    @Override
    public List<TableName> tables() {
        return List.of(RAW.name(), STAGE.name());
    }

    @Override
    public List<TableFile> files(TableName name) {
        return name.equals(RAW.name()) ? rawFiles : stageFiles;
    }
}
