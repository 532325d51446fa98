package dap.warehouse.postgres.redshift;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names that one query's FROM brings, and those of the queries around it.
final class Scope {

    /// What an alias stands for.
    enum Alias {
        TABLE,
        /// One element of an array in a SUPER column; a column of its own alias.
        ELEMENT
    }

    private final @Nullable Scope outer;
    private final Map<String, Alias> aliases = new HashMap<>();

    /// Tables without alias: `schema.table` and the longer names that Redshift takes for it.
    private final Set<String> tables = new HashSet<>();

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    void addAlias(String name, Alias alias) {
        aliases.put(name, alias);
    }

    void addTable(String path) {
        tables.add(path);
    }

    /// Whether any query around brings names: outside of queries nothing is known of names.
    boolean isQuery() {
        return !aliases.isEmpty() || (outer != null && outer.isQuery());
    }

    @Nullable Alias find(String name) {
        Alias found = aliases.get(name);
        return found != null || outer == null ? found : outer.find(name);
    }

    boolean hasTable(String path) {
        return tables.contains(path) || (outer != null && outer.hasTable(path));
    }
}
