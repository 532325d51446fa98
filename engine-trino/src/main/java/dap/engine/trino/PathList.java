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
/// @param relation has the columns `path`, `part` and `shown`, under the alias `p`
/// @param list what stands in `"$path" IN (…)`
record PathList(String relation, String list) {

    /// A fifth of Trino's `query.max-length`, as a statement may name several tables, and each
    /// twice.
    static final int MAX_CHARACTERS = 200_000;

    /// @param path as the cluster names it
    /// @param part the part of a compacted file that is read; empty where all of a file is
    /// @param shown what `"$path"` shows
    record Entry(String path, String part, String shown) {

        int characters() {
            return path.length() + part.length() + shown.length();
        }

        String row() {
            return "(%s, %s, %s)".formatted(Sql.text(path), Sql.text(part), Sql.text(shown));
        }

        String json() {
            return "{\"path\":%s,\"part\":%s,\"shown\":%s}\n"
                    .formatted(quoted(path), quoted(part), quoted(shown));
        }

        private static String quoted(String text) {
            return '"'
                    + String.valueOf(JsonStringEncoder.getInstance().quoteAsCharArray(text))
                    + '"';
        }
    }

    static PathList of(List<Entry> entries, Scratch scratch) throws SQLException, IOException {
        long characters = entries.stream().mapToLong(Entry::characters).sum();
        return characters <= MAX_CHARACTERS ? inText(entries) : inTable(entries, scratch);
    }

    private static PathList inText(List<Entry> entries) {
        return new PathList(
                entries.stream()
                        .map(Entry::row)
                        .collect(Collectors.joining(", ", "(VALUES ", ") AS p(path, part, shown)")),
                entries.stream()
                        .map(e -> Sql.text(e.path()))
                        .distinct()
                        .collect(Collectors.joining(", ")));
    }

    private static PathList inTable(List<Entry> entries, Scratch scratch)
            throws SQLException, IOException {
        Path folder = scratch.newFolder();
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("paths.json"))) {
            for (Entry entry : entries) {
                out.write(entry.json());
            }
        }
        String table =
                scratch.jsonTableOver(
                        List.of(
                                new Column("path", Scalar.STRING),
                                new Column("part", Scalar.STRING),
                                new Column("shown", Scalar.STRING)),
                        folder);
        return new PathList(table + " AS p", "SELECT path FROM " + table);
    }
}
