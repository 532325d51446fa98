package dap.engine.duckdb;

import dap.model.Column;
import dap.sql.tree.Projection;
import dap.sql.tree.Relation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// Reads RAW objects: JSON lines, gzip or not, with just the columns that a statement reads.
final class RawScans implements Scans {

    /// DuckDB's own default; the buffers are twice this for each thread.
    static final long USUAL_LINE_BYTES = 16L << 20;

    /// The longest line that is read at all.
    static final long MAX_LINE_BYTES = 256L << 20;

    /// How much more is tried where a line is longer than the buffers.
    static final int GROWTH = 4;

    private final List<Path> gzip = new ArrayList<>();
    private final List<Path> plain = new ArrayList<>();
    private final long maxLineBytes;

    private RawScans(long maxLineBytes) {
        this.maxLineBytes = maxLineBytes;
    }

    static RawScans of(Collection<Path> objects, long maxLineBytes) {
        RawScans scans = new RawScans(maxLineBytes);
        for (Path object : objects) {
            (isGzip(object) ? scans.gzip : scans.plain).add(object);
        }
        return scans;
    }

    /// For showing the SQL alone.
    static RawScans shown() {
        RawScans scans = new RawScans(USUAL_LINE_BYTES);
        scans.gzip.add(Path.of("raw-objects.gz"));
        return scans;
    }

    private static boolean isGzip(Path object) {
        try (InputStream in = Files.newInputStream(object)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String render(Relation.Scan scan, Projection projection) {
        List<String> reads = reads(projection.columns(scan.alias(), scan.table().columns()));
        return reads.size() == 1
                ? reads.getFirst()
                : reads.stream()
                        .map(r -> "SELECT * FROM " + r)
                        .collect(Collectors.joining(" UNION ALL ", "(", ")"));
    }

    /// How many reads a scan is.
    int count() {
        return reads(List.of()).size();
    }

    /// A statement that counts the lines.
    String countLines() {
        return reads(List.of()).stream()
                .map(read -> "SELECT 1 FROM " + read)
                .collect(Collectors.joining(" UNION ALL ", "SELECT count(*) FROM (", ") AS lines"));
    }

    /// One read for the objects with gzip, one for those without.
    List<String> reads(List<Column> columns) {
        List<String> reads = new ArrayList<>();
        if (!gzip.isEmpty()) {
            reads.add(read(gzip, columns, "gzip", maxLineBytes));
        }
        if (!plain.isEmpty()) {
            reads.add(read(plain, columns, "none", maxLineBytes));
        }
        return reads;
    }

    private static String read(
            List<Path> files, List<Column> columns, String compression, long maxLineBytes) {
        return "read_json(%s, format='newline_delimited', compression='%s', columns={%s}, maximum_object_size=%d, filename=true, hive_partitioning=false)"
                .formatted(list(files), compression, columns(columns), maxLineBytes);
    }

    static String list(List<Path> files) {
        return files.stream()
                .map(path -> Sql.text(path.toString()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String columns(List<Column> columns) {
        if (columns.isEmpty()) {
            // The lines alone matter, and DuckDB wants a column.
            return "'(none)': 'JSON'";
        }
        return columns.stream()
                .map(c -> Sql.text(c.name()) + ": " + Sql.text(DuckTypes.read(c.type())))
                .collect(Collectors.joining(", "));
    }
}
