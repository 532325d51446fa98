package dap.step.ingest;

import dap.catalog.IngestCommit;
import dap.raw.LineReader;
import dap.raw.RejectReason;
import dap.raw.ValidationResult.Rejected;
import dap.store.WorkFolder;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// Keeps rejected lines byte for byte, and for each of them why.
final class RejectWriter {

    /// Rejected lines, each with a line feed.
    private static final String LINES = "lines.gz";

    /// JSON lines, one for each rejected line.
    static final String REASONS = "reasons.jsonl.gz";

    /// @param line its number in the input, from 1; of an array: the element's
    /// @param offset where it lies in the text of [#LINES]
    /// @param bytes its length there, without the line feed; 0 where there is nothing to keep
    private record Reason(
            long line, String reason, String detail, String event, long offset, long bytes) {}

    private record Key(String event, RejectReason reason) {}

    private static final ObjectWriter JSON = new JsonMapper().writerFor(Reason.class);

    private final IngestLimits limits;
    private final GzipFile lines;
    private final GzipFile reasons;
    private final Map<Key, Long> counts = new HashMap<>();

    RejectWriter(WorkFolder work, Compressor compressor, IngestLimits limits) {
        this.limits = limits;
        lines = new GzipFile(work.newFile(LINES), compressor);
        reasons = new GzipFile(work.newFile(REASONS), compressor);
    }

    /// Keeps the current line.
    void write(LineReader line, Rejected rejected) {
        long offset = lines.textBytes();
        line.copyLine(lines);
        long bytes = lines.textBytes() - offset;
        lines.write('\n');
        note(line.number(), rejected, offset, bytes);
    }

    /// Keeps a fault that no line belongs to.
    void writeFault(long number, Rejected rejected) {
        note(number, rejected, lines.textBytes(), 0);
    }

    private void note(long number, Rejected rejected, long offset, long bytes) {
        String code = rejected.reason().code();
        byte[] json =
                JSON.writeValueAsBytes(
                        new Reason(
                                number, code, rejected.detail(), rejected.event(), offset, bytes));
        reasons.write(json, 0, json.length);
        reasons.write('\n');
        Key key = new Key(rejected.event(), rejected.reason());
        boolean room = counts.size() < limits.events() || counts.containsKey(key);
        counts.merge(room ? key : new Key("", rejected.reason()), 1L, Long::sum);
    }

    /// Hands over what waits in memory; to be drained and then ended by [#finish()].
    void release() {
        lines.release();
        reasons.release();
    }

    /// Ends the files, whose chunks must be written.
    ///
    /// @return them; none if nothing was rejected
    List<GzipFile> finish() {
        if (counts.isEmpty()) {
            return List.of();
        }
        List<GzipFile> files = List.of(lines, reasons);
        files.forEach(GzipFile::finish);
        return files;
    }

    List<IngestCommit.Rejects> counts() {
        return counts.entrySet().stream()
                .map(count ->
                        new IngestCommit.Rejects(
                                count.getKey().event(), count.getKey().reason(), count.getValue()))
                .toList();
    }

    long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<RejectReason, Long> byReason() {
        Map<RejectReason, Long> byReason = new EnumMap<>(RejectReason.class);
        counts.forEach((key, lines) -> byReason.merge(key.reason(), lines, Long::sum));
        return byReason;
    }
}
