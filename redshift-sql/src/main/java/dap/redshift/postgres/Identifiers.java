package dap.redshift.postgres;

import dap.redshift.tree.Token;
import dap.redshift.tree.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Spells names as PostgreSQL wants them.
final class Identifiers {

    /// Free in Redshift, reserved in PostgreSQL.
    private static final Set<String> RESERVED =
            Set.of(
                    "asymmetric",
                    "collation",
                    "concurrently",
                    "current_catalog",
                    "current_role",
                    "fetch",
                    "lateral",
                    "returning",
                    "symmetric",
                    "system_user",
                    "tablesample",
                    "variadic",
                    "window");

    private boolean caseSensitive;

    /// As `SET enable_case_sensitive_identifier` says.
    void setCaseSensitive(boolean caseSensitive) {
        this.caseSensitive = caseSensitive;
    }

    /// The name as it is compared: Redshift folds quoted names to lower case, too.
    String fold(Token token) {
        boolean kept = caseSensitive && token.kind() == Kind.QUOTED;
        return kept ? token.name() : token.name().toLowerCase(Locale.ROOT);
    }

    /// The name as PostgreSQL reads it.
    String spell(Token token) {
        String name = fold(token);
        boolean quote =
                token.kind() == Kind.QUOTED || name.startsWith("#") || RESERVED.contains(name);
        return quote ? '"' + name.replace("\"", "\"\"") + '"' : token.text();
    }

    /// The names with dots between.
    String spell(List<Token> names) {
        return names.stream().map(this::spell).collect(Collectors.joining("."));
    }

    /// The name of a table: its database left out.
    String table(List<Token> names) {
        return spell(names.subList(Math.max(0, names.size() - 2), names.size()));
    }
}
