package dap.step.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dap.catalog.Catalog;
import dap.catalog.RawCatalog;
import dap.model.DataSource;
import dap.project.Settings;
import dap.store.LakeLayout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// A lake in a folder, to ingest into: late on 2 March 2026, UTC.
final class IngestLake implements AutoCloseable {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-03-02T23:30:00Z"));

    static final long OBJECT_BYTES = 16 << 20;

    final LakeLayout layout;
    private final Catalog catalog;

    IngestLake(Path root) {
        layout = new LakeLayout(root, "local");
        catalog = Catalog.open(layout.catalogFile());
    }

    RawCatalog raw() {
        return catalog.raw();
    }

    IngestStep step(long objectBytes) {
        Settings.Ingest settings = new Settings.Ingest(true, 100, objectBytes, 6);
        return new IngestStep(layout, raw(), settings, CLOCK);
    }

    IngestResult ingest(String text) {
        return ingest(text.getBytes(UTF_8));
    }

    IngestResult ingest(byte[] bytes) {
        return ingest(bytes, false);
    }

    IngestResult ingest(byte[] bytes, boolean again) {
        IngestInput input = new IngestInput.OfStream("test", new ByteArrayInputStream(bytes));
        return step(OBJECT_BYTES).ingest(request(again, input), IngestProgress.NONE);
    }

    static IngestRequest request(boolean again, IngestInput... inputs) {
        return new IngestRequest(DataSource.DEFAULT, List.of(inputs), Optional.empty(), again);
    }

    /// RAW objects in their places, by name.
    List<Path> objects() {
        return files(layout.rawLayer(DataSource.DEFAULT));
    }

    /// The text of all RAW objects, in the order of their names.
    String raw(List<Path> objects) {
        StringBuilder text = new StringBuilder();
        objects.forEach(object -> text.append(new String(gunzip(object), UTF_8)));
        return text.toString();
    }

    String rawText() {
        return raw(objects());
    }

    byte[] rejectedLines() {
        return rejected("lines.gz");
    }

    String reasons() {
        return new String(rejected("reasons.jsonl.gz"), UTF_8);
    }

    private byte[] rejected(String name) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        files(layout.rejects(DataSource.DEFAULT)).stream()
                .filter(file -> file.endsWith(name))
                .forEach(file -> all.writeBytes(gunzip(file)));
        return all.toByteArray();
    }

    List<Path> workFiles() {
        return files(layout.work());
    }

    private static List<Path> files(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gunzip(Path file) {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(byte[] text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// A valid event of its own, without a line feed.
    static String event(String name, int number) {
        return "{\"event_id\":\"id-%d\",\"event_name\":\"%s\",\"timestamp\":%d}"
                .formatted(number, name, 1_700_000_000 + number);
    }

    @Override
    public void close() {
        catalog.close();
    }
}
