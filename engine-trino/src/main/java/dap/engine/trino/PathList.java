package dap.engine.trino;

import dap.model.Column;
import dap.model.HiveType.Scalar;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.io.JsonStringEncoder;

/// The files that a statement reads: in its text where they are few, else in a table of their own,
/// as Trino takes no statement of more than a million characters.
///
/// @param relation has the columns `path` and `shown`, under the alias `p`
/// @param list what stands in `"$path" IN (…)`
record PathList(String relation, String list) {

    /// A fifth of Trino's `query.max-length`, as a statement may name several tables, and each
    /// twice.
    static final int MAX_CHARACTERS = 200_000;

    /// @param path as the cluster names it
    /// @param shown what `"$path"` shows
    record Entry(String path, String shown) {}

    static PathList of(List<Entry> entries, Scratch scratch) throws SQLException, IOException {
        long characters =
                entries.stream().mapToLong(e -> e.path().length() + e.shown().length()).sum();
        return characters <= MAX_CHARACTERS ? inText(entries) : inTable(entries, scratch);
    }

    private static PathList inText(List<Entry> entries) {
        return new PathList(
                entries.stream()
                        .map(e -> "(" + Sql.text(e.path()) + ", " + Sql.text(e.shown()) + ")")
                        .collect(Collectors.joining(", ", "(VALUES ", ") AS p(path, shown)")),
                entries.stream().map(e -> Sql.text(e.path())).collect(Collectors.joining(", ")));
    }

    private static PathList inTable(List<Entry> entries, Scratch scratch)
            throws SQLException, IOException {
        Path folder = scratch.newFolder();
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("paths.json"))) {
            for (Entry entry : entries) {
                out.write(
                        "{\"path\":%s,\"shown\":%s}\n"
                                .formatted(json(entry.path()), json(entry.shown())));
            }
        }
        String table =
                scratch.jsonTableOver(
                        List.of(
                                new Column("path", Scalar.STRING),
                                new Column("shown", Scalar.STRING)),
                        folder);
        return new PathList(table + " AS p", "SELECT path FROM " + table);
    }

    private static String json(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
