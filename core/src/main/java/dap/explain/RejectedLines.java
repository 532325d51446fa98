package dap.explain;

import dap.catalog.Catalog;
import dap.catalog.RawObject;
import dap.model.DataSource;
import dap.model.EventName;
import dap.plan.DeclaredTables;
import dap.project.Project;
import dap.project.Source;
import dap.raw.GzipMembers;
import dap.raw.LineReader;
import dap.raw.NormalizedCopy;
import dap.raw.RawOptions;
import dap.raw.RawTable;
import dap.raw.RejectReason;
import dap.raw.RejectedLine;
import dap.store.LakeLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Walks through all rejected lines: those that ingest kept out of RAW, and those that lie in RAW.
///
/// A line is only read where its visitor wants it; no more than one is in memory.
public final class RejectedLines {

    /// Takes the rejected lines, one after the other.
    public interface Visitor {

        /// Counts a line.
        ///
        /// @return how many of its bytes to read; 0 for none
        int visit(RejectedText line);

        /// Whether the text of every line is wanted, also of those for which one entry stands. It
        /// takes reading their object once more, and validating it again.
        default boolean wantsEach() {
            return false;
        }

        /// The bytes asked for; fewer where the line is shorter. Not called where there is no text:
        /// a file that was cut off, a line that its object does not have any more, and all but the
        /// first of an entry that stands for several, unless each is wanted.
        void read(RejectedText line, byte[] text) throws IOException;
    }

    private static final Path REASONS = Path.of("reasons.jsonl.gz");
    private static final JsonMapper JSON = new JsonMapper();

    /// Where in its line broken JSON breaks: as many causes as there are lines.
    private static final Pattern BYTE = Pattern.compile("byte \\d+");

    private final Project project;
    private final Catalog catalog;
    private final LakeLayout layout;

    public RejectedLines(Project project, Catalog catalog, LakeLayout layout) {
        this.project = project;
        this.catalog = catalog;
        this.layout = layout;
    }

    /// @throws IOException if the visitor failed to write what it read
    /// @throws dap.errors.DapException `STORE_UNAVAILABLE` if a file of rejects or an object from
    ///   which a line is wanted cannot be read
    public void visit(RejectFilter filter, Visitor visitor) throws IOException {
        for (Source source : project.sources()) {
            for (Path reasons : reasonFiles(source.name())) {
                visitIngest(reasons, filter, visitor);
            }
            for (EventName event : catalog.raw().tables(source.name()).keySet()) {
                for (RawObject object : catalog.raw().objects(source.name(), event)) {
                    if (object.rejected() > 0) {
                        visitObject(source, object, filter, visitor);
                    }
                }
            }
        }
    }

    private List<Path> reasonFiles(DataSource source) {
        Path folder = layout.rejects(source);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith(REASONS)).sorted().toList();
        } catch (IOException e) {
            throw EventExplainer.unreadable(folder, e);
        }
    }

    /// What one ingest rejected: the lines lie in `lines.gz` in the order of their reasons.
    private void visitIngest(Path reasons, RejectFilter filter, Visitor visitor)
            throws IOException {
        Path folder = reasons.resolveSibling("");
        Path lines = reasons.resolveSibling(RejectReasons.LINES);
        LocalDate day = LocalDate.parse(String.valueOf(folder.resolveSibling("").getFileName()));
        try (LineReader rows = LineReader.open(reasons);
                KeptLines kept = new KeptLines(lines)) {
            while (rows.next()) {
                JsonNode row = JSON.readTree(rows.buffer(), rows.offset(), rows.length());
                RejectReason reason = RejectReason.ofCode(row.path("reason").asString());
                String event = row.path("event").asString();
                if (filter.takes(event, reason)) {
                    RejectedText line =
                            new RejectedText(
                                    event,
                                    day,
                                    reason,
                                    cause(row.path("detail").asString()),
                                    layout.keyOf(folder),
                                    row.path("line").asLong(),
                                    1);
                    long bytes = Math.min(visitor.visit(line), row.path("bytes").asLong());
                    if (bytes > 0) {
                        visitor.read(line, kept.at(row.path("offset").asLong(), (int) bytes));
                    }
                }
            }
        }
    }

    private void visitObject(Source source, RawObject object, RejectFilter filter, Visitor visitor)
            throws IOException {
        Map<RejectReason, RejectedText> many = new EnumMap<>(RejectReason.class);
        Map<Long, RejectedText> wanted = new HashMap<>();
        Map<Long, Integer> bytes = new HashMap<>();
        long last = 0;
        for (RejectedLine reject : catalog.raw().rejects(object.id())) {
            if (filter.takes(object.event().wireName(), reject.reason())) {
                RejectedText line =
                        new RejectedText(
                                object.event().wireName(),
                                object.arrivalDay(),
                                reject.reason(),
                                cause(reject.detail()),
                                object.key(),
                                reject.line(),
                                reject.lines());
                int most = visitor.visit(line);
                if (most > 0 && line.lines() > 1 && visitor.wantsEach()) {
                    many.put(line.reason(), line);
                } else if (most > 0) {
                    wanted.put(line.number(), line);
                    bytes.put(line.number(), most);
                    last = line.number();
                }
            }
        }
        if (!wanted.isEmpty()) {
            readObject(layout.pathOf(object.key()), wanted, bytes, last, visitor);
        }
        if (!many.isEmpty()) {
            readEach(source, object, many, visitor);
        }
    }

    /// Reads all lines for which the entries stand: from the line of its entry on, those of the
    /// same reason, as the object is validated now.
    private void readEach(
            Source source,
            RawObject object,
            Map<RejectReason, RejectedText> entries,
            Visitor visitor)
            throws IOException {
        RawTable table =
                new DeclaredTables(project.settings().environment(), source)
                        .raw(object.event(), catalog.raw().table(source.name(), object.event()));
        NormalizedCopy.rejects(
                layout.pathOf(object.key()),
                object.event(),
                table,
                new RawOptions(
                        project.settings().ingest().requireEventId(),
                        project.settings().ingest().maxEventIdLength()),
                (line, reason, detail) -> {
                    RejectedText entry = entries.get(reason);
                    boolean hasText = line.fault() == null;
                    if (entry != null && line.number() >= entry.number() && hasText) {
                        byte[] text = new byte[line.length()];
                        System.arraycopy(line.buffer(), line.offset(), text, 0, text.length);
                        visitor.read(entry, text);
                    }
                });
    }

    private static void readObject(
            Path object,
            Map<Long, RejectedText> wanted,
            Map<Long, Integer> bytes,
            long last,
            Visitor visitor)
            throws IOException {
        try (LineReader lines = LineReader.open(object)) {
            while (lines.number() < last && lines.next()) {
                RejectedText line = wanted.get(lines.number());
                if (line != null && lines.fault() == null) {
                    int most = Math.min(lines.length(), bytes.getOrDefault(line.number(), 0));
                    byte[] text = new byte[most];
                    System.arraycopy(lines.buffer(), lines.offset(), text, 0, most);
                    visitor.read(line, text);
                }
            }
        }
    }

    private static String cause(String detail) {
        return BYTE.matcher(detail).matches() ? "" : detail;
    }

    /// The text of a `lines.gz`, read forwards; opened when it is first asked for.
    private static final class KeptLines implements AutoCloseable {

        private final Path file;
        private InputStream text = InputStream.nullInputStream();
        private boolean open;
        private long position;

        KeptLines(Path file) {
            this.file = file;
        }

        byte[] at(long offset, int bytes) {
            try {
                if (!open) {
                    text = GzipMembers.textOf(Files.newInputStream(file));
                    open = true;
                }
                text.skipNBytes(offset - position);
                byte[] line = text.readNBytes(bytes);
                position = offset + line.length;
                return line;
            } catch (IOException e) {
                throw EventExplainer.unreadable(file, e);
            }
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }
}
