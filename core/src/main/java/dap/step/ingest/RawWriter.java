package dap.step.ingest;

import dap.raw.LineExaminer;
import dap.raw.LineReader;
import dap.raw.NamedFields;
import dap.raw.SchemaBuilder;
import dap.store.WorkFolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Puts accepted lines into RAW objects, by event, and notes what each object holds.
final class RawWriter {

    /// Text that may wait in memory over all objects.
    private static final long MAX_WAITING_BYTES = 48 << 20;

    /// An object in the making.
    static final class OpenObject {
        final String event;

        /// Within its event, from 1.
        final int number;

        final GzipFile file;
        final SchemaBuilder schema;
        long lines;

        OpenObject(String event, int number, GzipFile file, SchemaBuilder schema) {
            this.schema = schema;
            this.event = event;
            this.number = number;
            this.file = file;
        }
    }

    private final WorkFolder work;
    private final Compressor compressor;
    private final IngestLimits limits;
    private final NamedFields named;
    private final Map<String, OpenObject> open = new HashMap<>();
    private final List<OpenObject> objects = new ArrayList<>();
    private long written;

    RawWriter(WorkFolder work, Compressor compressor, IngestLimits limits, NamedFields named) {
        this.named = named;
        this.work = work;
        this.compressor = compressor;
        this.limits = limits;
    }

    boolean hasRoomFor(String event) {
        return open.size() < limits.events() || open.containsKey(event);
    }

    /// Writes the line that `examiner` has just accepted.
    void write(String event, LineReader line, LineExaminer examiner) {
        OpenObject object = objectFor(event, line.length() + 1);
        object.file.write(line.buffer(), line.offset(), line.length());
        object.file.write('\n');
        object.lines++;
        examiner.addTo(object.schema);
        written += line.length() + 1;
        if (written > MAX_WAITING_BYTES) {
            releaseIfMuchWaits();
        }
    }

    private OpenObject objectFor(String event, int bytes) {
        OpenObject object = open.get(event);
        if (object == null) {
            return openObject(event, 1);
        }
        boolean full = object.file.textBytes() + bytes > limits.objectBytes();
        if (full && object.lines > 0) {
            object.file.release();
            return openObject(event, object.number + 1);
        }
        return object;
    }

    private OpenObject openObject(String event, int number) {
        GzipFile file =
                new GzipFile(work.newFile("%s-%05d.gz".formatted(event, number)), compressor);
        SchemaBuilder schema = new SchemaBuilder(named.of(event));
        OpenObject object = new OpenObject(event, number, file, schema);
        open.put(event, object);
        objects.add(object);
        return object;
    }

    private void releaseIfMuchWaits() {
        written = open.values().stream().mapToLong(object -> object.file.waiting()).sum();
        if (written > MAX_WAITING_BYTES / 2) {
            release();
            written = 0;
        }
    }

    /// Hands over to the compressor what waits in memory.
    void release() {
        open.values().forEach(object -> object.file.release());
    }

    /// Ends all objects, whose chunks must be written.
    List<OpenObject> finish() {
        objects.forEach(object -> object.file.finish());
        return List.copyOf(objects);
    }

    /// Accepted lines by wire name.
    Map<String, Long> lines() {
        Map<String, Long> lines = new TreeMap<>();
        objects.forEach(object -> lines.merge(object.event, object.lines, Long::sum));
        return lines;
    }
}
