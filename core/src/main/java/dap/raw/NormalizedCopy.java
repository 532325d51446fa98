package dap.raw;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.EventName;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Copies the good lines of objects so that every engine reads the same rows from them: JSON lines,
/// keys spelt as the table's columns, each value of its declared type, read as Trino's OpenX reader
/// reads it; nothing that the table does not declare.
public final class NormalizedCopy {

    private static final String EVENT_ID = "event_id";
    private static final int BUFFER_BYTES = 1 << 18;

    private final EventName event;
    private final RawOptions options;

    private final ValueReader values = new ValueReader();
    private final Shape shape;
    private final LineFitter fitter;

    private NormalizedCopy(EventName event, RawTable table, RawOptions options) {
        this.event = event;
        this.options = options;
        this.shape = Shape.of(table.columns());
        this.fitter = new LineFitter(table.kind());
    }

    /// What a copy, or a check, found.
    ///
    /// @param goodLines lines that were written
    /// @param rejects of each object, in the order in which they were given
    /// @param coerced values that lost something: became null, lost a fraction, were cut
    public record Report(long goodLines, List<List<RejectedLine>> rejects, long coerced) {
        public Report {
            rejects = List.copyOf(rejects);
        }
    }

    /// Writes the good lines of `objects`, all of one event, to `target`, uncompressed; not synced.
    ///
    /// @param target a path whose name does not end with `.gz`; replaced if it exists
    /// @throws DapException `STORE_UNAVAILABLE` if an object cannot be read, or the copy not
    ///   written; the caller removes what is there of it
    public static Report write(
            List<Path> objects, EventName event, RawTable table, RawOptions options, Path target) {
        return write(objects, event, table, options, target, (_, _) -> {});
    }

    /// Hears where each line of the copy comes from, in their order.
    @FunctionalInterface
    public interface Origins {
        /// @param object its index among the objects, from 0
        /// @param line its number there
        void add(int object, long line);
    }

    /// The same, and says where each line comes from.
    public static Report write(
            List<Path> objects,
            EventName event,
            RawTable table,
            RawOptions options,
            Path target,
            Origins origins) {
        NormalizedCopy copy = new NormalizedCopy(event, table, options);
        try (OutputStream file = Files.newOutputStream(target);
                OutputStream out = new BufferedOutputStream(file, BUFFER_BYTES);
                RowWriter rows = new RowWriter(out)) {
            return copy.read(objects, rows, origins);
        } catch (IOException e) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The normalized copy %s cannot be written: %s."
                            .formatted(target, e.getMessage()),
                    "Check that the lake's folder can be written and the disk is not full.",
                    e);
        }
    }

    /// What [#write] would find, without writing.
    public static Report check(
            List<Path> objects, EventName event, RawTable table, RawOptions options) {
        try {
            return new NormalizedCopy(event, table, options).read(objects, null, (_, _) -> {});
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written here", e);
        }
    }

    /// Takes the lines that are rejected, with their text at hand.
    public interface RejectSink {
        void reject(LineReader line, RejectReason reason, String detail) throws IOException;
    }

    /// Gives `sink` every line of the object that [#write] would reject, in order.
    ///
    /// @throws IOException if the sink failed
    public static void rejects(
            Path object, EventName event, RawTable table, RawOptions options, RejectSink sink)
            throws IOException {
        new NormalizedCopy(event, table, options).read(object, null, sink, _ -> {});
    }

    private Report read(List<Path> objects, @Nullable RowWriter rows, Origins origins)
            throws IOException {
        long good = 0;
        List<List<RejectedLine>> rejects = new ArrayList<>();
        for (Path object : objects) {
            RejectLog log = new RejectLog();
            int index = rejects.size();
            good +=
                    read(
                            object,
                            rows,
                            (line, reason, detail) -> log.add(line.number(), reason, detail),
                            line -> origins.add(index, line));
            rejects.add(log.toList());
        }
        return new Report(good, rejects, fitter.coerced());
    }

    private long read(
            Path object, @Nullable RowWriter rows, RejectSink rejects, LongConsumer copied)
            throws IOException {
        LineExaminer examiner = LineExaminer.ofEvent(options, event);
        long good = 0;
        try (LineReader reader = LineReader.open(object)) {
            while (reader.next()) {
                switch (reader.validate(examiner)) {
                    case ValidationResult.Accepted _ -> {
                        if (copy(reader, rows, rejects)) {
                            copied.accept(reader.number());
                            good++;
                        }
                    }
                    case ValidationResult.Rejected reject ->
                            rejects.reject(reader, reject.reason(), reject.detail());
                }
            }
        }
        return good;
    }

    private boolean copy(LineReader line, @Nullable RowWriter rows, RejectSink rejects)
            throws IOException {
        try {
            JsonValue.Members members =
                    values.read(line.buffer(), line.offset(), line.length(), shape);
            Map<String, Object> row = fitter.fit(members, shape);
            if (rows != null) {
                nameIfNameless(row, line);
                rows.write(row);
            }
            return true;
        } catch (TypeMismatch mismatch) {
            rejects.reject(line, RejectReason.TYPE, mismatch.detail());
            return false;
        }
    }

    /// A line without `event_id` gets one from its bytes: the same line always the same.
    private void nameIfNameless(Map<String, Object> row, LineReader line) {
        Shape.Field column = shape.fields().get(EVENT_ID);
        if (options.requireEventId() || column == null) {
            return;
        }
        if (!(row.get(column.name()) instanceof String id) || id.isBlank()) {
            row.put(column.name(), stableId(line).toString());
        }
    }

    private static UUID stableId(LineReader line) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("event without event_id\n".getBytes(StandardCharsets.UTF_8));
            digest.update(line.buffer(), line.offset(), line.length());
            byte[] hash = digest.digest();
            long high = ByteBuffer.wrap(hash).getLong(0);
            long low = ByteBuffer.wrap(hash).getLong(8);
            // Version 8 of RFC 9562: made as its maker likes.
            return new UUID((high & ~0xF000L) | 0x8000L, (low & ~(3L << 62)) | (1L << 63));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
