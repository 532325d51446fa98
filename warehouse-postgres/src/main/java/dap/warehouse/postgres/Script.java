package dap.warehouse.postgres;

import dap.project.SqlFile;
import dap.warehouse.postgres.SqlScanner.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A user's file and the PostgreSQL text that it became, so that an error in the one is shown in
/// the other.
record Script(SqlFile source, String translated) {

    private static final Pattern BODY = Pattern.compile("\\$[A-Za-z_]*\\$");

    private static final int LINES_OF_A_STATEMENT = 5;

    List<Statement> statements() {
        return SqlScanner.statements(translated);
    }

    /// `file:line` of a position in the translated text.
    String location(int offset) {
        return locationOfLine(SqlScanner.lineAt(translated, offset));
    }

    /// `file:line` of a line of the procedure's body, as PL/pgSQL counts: the first is what follows
    /// the opening dollar quote.
    String locationInBody(int bodyLine) {
        Matcher body = BODY.matcher(translated);
        int first = body.find() ? SqlScanner.lineAt(translated, body.end()) : 1;
        return locationOfLine(first + bodyLine - 1);
    }

    /// The RAISE at a line of the procedure's body.
    Optional<Raise> raiseAt(int bodyLine) {
        Matcher body = BODY.matcher(translated);
        int first = body.find() ? SqlScanner.lineAt(translated, body.end()) : 1;
        String rest =
                translated
                        .lines()
                        .skip(first + bodyLine - 2L)
                        .limit(LINES_OF_A_STATEMENT)
                        .collect(Collectors.joining("\n"));
        return Raise.at(rest);
    }

    // The translator keeps lines where it can. Where it cannot, a line with the same text is the
    // one
    // that is meant, if there is just one.
    private String locationOfLine(int translatedLine) {
        List<String> ours = translated.lines().toList();
        List<String> theirs = source.text().lines().toList();
        if (ours.size() == theirs.size() || translatedLine > ours.size()) {
            return source.file() + ":" + Math.min(translatedLine, Math.max(1, theirs.size()));
        }
        String text = ours.get(translatedLine - 1).strip();
        return lineWith(text, theirs).map(line -> source.file() + ":" + line).orElse(source.file());
    }

    private static Optional<Integer> lineWith(String text, List<String> lines) {
        List<Integer> found =
                java.util.stream.IntStream.range(0, lines.size())
                        .filter(line -> lines.get(line).strip().equals(text))
                        .mapToObj(line -> line + 1)
                        .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
