package dap.sql;

import dap.sql.tree.Relation;
import java.util.Set;

/// Walks relations.
final class Relations {

    private Relations() {}

    /// Adds the aliases of a FROM to `aliases`.
    static void aliases(Relation relation, Set<String> aliases) {
        switch (relation) {
            case Relation.Scan scan -> aliases.add(scan.alias());
            case Relation.Derived derived -> aliases.add(derived.alias());
            case Relation.CteScan scan -> aliases.add(scan.alias());
            case Relation.Unnested unnested -> aliases.add(unnested.alias());
            case Relation.Joined joined -> {
                aliases(joined.left(), aliases);
                aliases(joined.right(), aliases);
            }
        }
    }
}
