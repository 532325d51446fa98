package dap.check;

import dap.errors.Problem;
import dap.project.Migration;
import dap.project.Source;
import dap.project.SqlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether every `event_id` that ingest takes fits the columns that keep it. One that does not is
/// refused by the warehouse, long after it was taken.
final class IdentityWidths {

    private static final String WIDTH =
            "event_id\"?\\s+(?:n?varchar|character\\s+varying|n?char|character|bpchar)\\s*\\(\\s*(\\d{1,5})\\s*\\)";

    /// A fact table's CREATE up to its `event_id`; a type in brackets does not end it.
    private static final Pattern CREATED =
            Pattern.compile(
                    "create\\s+table\\s+(?:if\\s+not\\s+exists\\s+)?([\\w.\"]*\\bfact_\\w+)\"?\\s*\\([^;]*?\\b"
                            + WIDTH,
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern ALTERED =
            Pattern.compile(
                    "alter\\s+table\\s+([\\w.\"]*\\bfact_\\w+)\"?\\s+alter\\s+column\\s+\"?event_id\"?\\s+type\\s+(?:n?varchar|character\\s+varying)\\s*\\(\\s*(\\d{1,5})\\s*\\)",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*");

    private IdentityWidths() {}

    /// A width as it was declared last.
    private record Declared(String table, int width, String file, int line) {}

    /// The fact tables of `source` whose `event_id` is narrower than `allowed` characters.
    static List<Problem> problems(Source source, int allowed) {
        List<Declared> declared = new ArrayList<>();
        for (Migration migration : source.warehouse().migrations()) {
            read(migration.toRun(), CREATED, declared);
            read(migration.toRun(), ALTERED, declared);
        }
        return declared.stream()
                .filter(column -> column.width() < allowed)
                .map(column ->
                        Problem.error(
                                column.file(),
                                column.line(),
                                "event_id of %s takes %d characters, and ingest takes event_ids of up to %d."
                                        .formatted(column.table(), column.width(), allowed),
                                "Set ingest.max-event-id-length to %d in dap.yml, or widen the column in a new migration."
                                        .formatted(column.width())))
                .toList();
    }

    private static void read(SqlFile file, Pattern pattern, List<Declared> declared) {
        // A blank in place of each character of a comment keeps the lines.
        Matcher found =
                pattern.matcher(
                        COMMENT.matcher(file.text())
                                .replaceAll(comment -> " ".repeat(comment.group().length())));
        while (found.find()) {
            String table = found.group(1).replace("\"", "");
            int line = Math.toIntExact(file.text().substring(0, found.end()).lines().count());
            declared.removeIf(column -> column.table().equals(table));
            declared.add(new Declared(table, Integer.parseInt(found.group(2)), file.file(), line));
        }
    }
}
