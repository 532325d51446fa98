package dap.cli;

import dap.explain.RejectedLines;
import dap.explain.RejectedText;
import dap.model.DataSource;
import dap.raw.LineExaminer;
import dap.raw.LineReader;
import dap.raw.RawOptions;
import dap.raw.RejectReason;
import dap.raw.ValidationResult;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/// Rejected lines that would be taken now: a setting, or a rule of DAP's, has changed since, or
/// they lay in the wrong folder. They are kept in files, one for each source and arrival day.
final class ReplayedLines implements RejectedLines.Visitor, AutoCloseable {

    /// Whose lines a file holds.
    record Batch(DataSource source, LocalDate arrivalDay) {}

    private final Path folder;
    private final LineExaminer examiner;
    private final Map<Batch, Path> files = new LinkedHashMap<>();
    private final Map<Path, OutputStream> open = new LinkedHashMap<>();
    private long rejected;
    private long taken;

    /// @param folder where the files are written; they hold the values of events
    ReplayedLines(Path folder, RawOptions options) {
        this.folder = folder;
        this.examiner = LineExaminer.ofAnyEvent(options);
    }

    /// The files; each whole once this is closed.
    Map<Batch, Path> files() {
        return files;
    }

    /// Lines in the files.
    long taken() {
        return taken;
    }

    /// Lines that stay rejected.
    long left() {
        return rejected - taken;
    }

    /// A line that does not fit its table, or its statement, is tried again by the next run itself.
    @Override
    public int visit(RejectedText line) {
        rejected += line.lines();
        boolean comesBack =
                line.reason() == RejectReason.TYPE || line.reason() == RejectReason.STATEMENT;
        return comesBack ? 0 : LineReader.MAX_LINE_BYTES;
    }

    @Override
    public boolean wantsEach() {
        return true;
    }

    @Override
    public void read(RejectedText line, byte[] text) throws IOException {
        if (examiner.examine(text, 0, text.length) instanceof ValidationResult.Accepted) {
            OutputStream out = fileOf(line);
            out.write(text);
            out.write('\n');
            taken++;
        }
    }

    private OutputStream fileOf(RejectedText line) throws IOException {
        // The layer's folder, then the source's.
        DataSource source = new DataSource(Path.of(line.location()).getName(1).toString());
        Batch batch = new Batch(source, line.arrivalDay());
        Path file = files.get(batch);
        if (file == null) {
            file = folder.resolve("replay-" + files.size() + ".jsonl");
            files.put(batch, file);
            open.put(file, new BufferedOutputStream(Files.newOutputStream(file)));
        }
        OutputStream out = open.get(file);
        if (out == null) {
            throw new IllegalStateException("closed: " + file);
        }
        return out;
    }

    @Override
    public void close() throws IOException {
        for (OutputStream out : open.values()) {
            out.close();
        }
        open.clear();
    }
}
