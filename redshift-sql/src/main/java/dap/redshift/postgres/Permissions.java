package dap.redshift.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Permissions as PostgreSQL knows them.
final class Permissions {

    /// Privileges and objects that PostgreSQL does not have: who may do this is not DAP's to say.
    private static final Set<String> UNKNOWN =
            Set.of(
                    "assumerole",
                    "copy",
                    "datashare",
                    "explain",
                    "job",
                    "library",
                    "masking",
                    "model",
                    "rls",
                    "share");

    private Permissions() {}

    /// The statement without the word ROLE before its roles; absent where PostgreSQL has no such
    /// permission.
    static Optional<Phrase> find(Phrase statement) {
        if (statement.indexOf(UNKNOWN, 1) < statement.size()) {
            return Optional.empty();
        }
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < statement.size(); i++) {
            if (!statement.word(i).equals("role")) {
                nodes.add(statement.at(i));
            }
        }
        return Optional.of(new Phrase(nodes));
    }
}
