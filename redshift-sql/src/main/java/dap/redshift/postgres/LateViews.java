package dap.redshift.postgres;

import java.util.List;
import java.util.stream.Collectors;

/// Views WITH NO SCHEMA BINDING, which PostgreSQL does not have: `dap_redshift` keeps their
/// queries, and is told by each statement that changes what lies under them.
record LateViews(TranslationUnit unit) {

    private static final String BIND = "; CALL dap_redshift.bind_views()";

    /// @param name as PostgreSQL reads it
    /// @param columns with their brackets; empty where the query names them
    /// @param query translated, on its lines
    String create(String name, String columns, String query, boolean replaces) {
        return "CALL dap_redshift.create_late_view(%s, %s, %s, %s)"
                .formatted(
                        Strings.quote(name),
                        Strings.quote(columns),
                        Strings.quote(query),
                        replaces);
    }

    /// What makes an ordinary view of this name, which may have been a late one.
    String replacedByOrdinary(Phrase phrase, String name, String statement) {
        return before(
                phrase,
                "CALL dap_redshift.bind_for_good(%s); ".formatted(Strings.quote(name)),
                statement);
    }

    /// What drops or changes relations of these names.
    String around(Phrase phrase, List<String> names, String statement) {
        List<String> lasting = names.stream().filter(name -> !name.startsWith("\"#")).toList();
        if (lasting.isEmpty() || statement.isEmpty()) {
            return statement;
        }
        String list = lasting.stream().map(Strings::quote).collect(Collectors.joining(", "));
        return before(phrase, "CALL dap_redshift.free_views(%s); ".formatted(list), statement)
                + BIND;
    }

    /// What makes a relation that a view may have waited for. Elsewhere DAP binds views when the
    /// script is done.
    String afterNewRelation(String statement) {
        return unit.changesRelations() ? statement + BIND : statement;
    }

    /// On the line on which the statement begins.
    private static String before(Phrase phrase, String words, String statement) {
        int start = phrase.token(0).before().length();
        return statement.substring(0, start) + words + statement.substring(start);
    }
}
