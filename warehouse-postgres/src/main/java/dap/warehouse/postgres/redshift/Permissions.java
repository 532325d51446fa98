package dap.warehouse.postgres.redshift;

import java.util.Locale;
import java.util.Set;

/// Permissions as PostgreSQL knows them.
final class Permissions {

    /// Privileges and objects that PostgreSQL does not have: who may do this is not DAP's to say.
    private static final Set<String> UNKNOWN =
            Set.of(
                    "assumerole",
                    "datashare",
                    "model",
                    "library",
                    "share",
                    "copy",
                    "explain",
                    "masking",
                    "rls",
                    "job");

    private Permissions() {}

    /// The statement, with `ROLE` before grantees left out; empty where PostgreSQL has no such
    /// thing.
    static String spell(String statement, Phrase phrase) {
        if (phrase.indexOf(UNKNOWN, 1) < phrase.size()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (String word : statement.strip().split("\\s+")) {
            text.append(word.toLowerCase(Locale.ROOT).equals("role") ? "" : " " + word);
        }
        return text.toString().strip();
    }
}
