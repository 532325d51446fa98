package dap.redshift.postgres;

import dap.redshift.parser.Lexer;
import dap.redshift.parser.SourceFile;
import dap.redshift.tree.Expression.Call;
import dap.redshift.tree.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// One text being translated, and what its parts must know of each other.
///
/// @param variables what the procedure around declares; empty outside of procedures
/// @param documents those of the variables whose type is SUPER
/// @param usesSuper whether values may be SUPER, so that casts and comparisons must ask
/// @param changesRelations whether relations may go, or come for views that wait for them
record TranslationUnit(
        SourceFile file,
        Identifiers names,
        Types types,
        Set<String> variables,
        Set<String> documents,
        boolean usesSuper,
        boolean changesRelations) {

    private static final Pattern CHANGES =
            Pattern.compile("\\bschema\\s+binding\\b|\\bdrop\\s|\\brename\\s");

    static TranslationUnit of(String path, String text) {
        SourceFile file = new SourceFile(path);
        String lower = text.toLowerCase(Locale.ROOT);
        boolean usesSuper =
                lower.contains("super") || lower.contains("json") || lower.contains("[");
        return new TranslationUnit(
                file,
                new Identifiers(),
                new Types(file),
                Set.of(),
                Set.of(),
                usesSuper,
                CHANGES.matcher(lower).find());
    }

    /// Refuses a call with another number of arguments.
    void expect(Call call, int count) {
        if (call.parameters().size() != count) {
            Token token = call.first();
            throw file.syntax(
                    token.line(),
                    token.column(),
                    "%s() takes %d arguments".formatted(call.word(), count),
                    "Give it as many.");
        }
    }

    /// The same, within a procedure that declares `more`.
    TranslationUnit withVariables(Set<String> more, Set<String> moreDocuments) {
        Set<String> all = new HashSet<>(variables);
        all.addAll(more);
        Set<String> allDocuments = new HashSet<>(documents);
        allDocuments.addAll(moreDocuments);
        return new TranslationUnit(
                file,
                names,
                types,
                Set.copyOf(all),
                Set.copyOf(allDocuments),
                usesSuper,
                changesRelations);
    }

    Phrase parse(String text, int line, int column) {
        return TokenTree.of(file, parseAll(text, line, column));
    }

    /// The tokens of a text that begins at a position of the file, with the empty one at its end.
    List<Token> parseAll(String text, int line, int column) {
        return new Lexer(file, text, line, column).tokens();
    }
}
