package dap.redshift.postgres;

import dap.redshift.tree.FromItem;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names that one query's FROM brings, and those of the queries around it.
final class QueryScope {

    /// What an alias stands for.
    enum Alias {
        TABLE,
        /// One element of an array in a SUPER column; a column of its own alias.
        ELEMENT
    }

    /// A column of a table or query.
    record Column(String name, Type type) {}

    /// What an alias of a select list stands for in the items behind it.
    record Lateral(String text, Type type) {}

    private final @Nullable QueryScope outer;
    private final Map<String, Alias> aliases = new HashMap<>();

    /// Tables without alias: `schema.table` and the longer names that Redshift takes for it.
    private final Set<String> tables = new HashSet<>();

    /// The columns of tables whose columns are known, by alias.
    private final Map<String, List<Column>> columns = new HashMap<>();

    private final Map<String, Optional<List<Column>>> queries = new HashMap<>();
    private final Map<String, Lateral> laterals = new HashMap<>();
    private final Set<FromItem> elements = Collections.newSetFromMap(new IdentityHashMap<>());

    QueryScope(@Nullable QueryScope outer) {
        this.outer = outer;
    }

    void addAlias(String name, Alias alias) {
        aliases.put(name, alias);
    }

    void addTable(String path) {
        tables.add(path);
    }

    void addColumns(String alias, List<Column> known) {
        columns.put(alias, known);
    }

    /// The query that `name` stands for by WITH.
    void addQuery(String name, Optional<List<Column>> known) {
        queries.put(name, known);
    }

    void addLateral(String name, Lateral lateral) {
        laterals.put(name, lateral);
    }

    void forgetLaterals() {
        laterals.clear();
    }

    /// Of this query's own select list.
    Optional<Lateral> lateral(String name) {
        return Optional.ofNullable(laterals.get(name));
    }

    /// Says that `item` goes through a SUPER value.
    void addElements(FromItem item) {
        elements.add(item);
    }

    boolean isElements(FromItem item) {
        return elements.contains(item);
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

    /// The columns of the query that WITH gives this name, where they are known.
    Optional<List<Column>> query(String name) {
        if (queries.containsKey(name) || outer == null) {
            return queries.getOrDefault(name, Optional.empty());
        }
        return outer.query(name);
    }

    boolean hasQuery(String name) {
        return queries.containsKey(name) || (outer != null && outer.hasQuery(name));
    }

    /// The columns that `alias` brings, where they are known.
    Optional<List<Column>> columns(String alias) {
        if (aliases.containsKey(alias) || outer == null) {
            return Optional.ofNullable(columns.get(alias));
        }
        return outer.columns(alias);
    }

    /// The columns of all tables of this query; absent unless those of every table are known.
    Optional<Map<String, List<Column>>> allColumns() {
        return aliases.keySet().equals(columns.keySet()) ? Optional.of(columns) : Optional.empty();
    }

    /// Whether a table of this query has the column; absent unless the columns of every table are
    /// known.
    Optional<Boolean> hasColumn(String name) {
        return allColumns()
                .map(all ->
                        all.values().stream()
                                .flatMap(List::stream)
                                .anyMatch(column -> column.name().equals(name)));
    }

    /// The type of a column without its table; unknown unless the columns of every table are known.
    Type type(String column) {
        if (!aliases.keySet().equals(columns.keySet())) {
            return Type.UNKNOWN;
        }
        for (List<Column> known : columns.values()) {
            for (Column one : known) {
                if (one.name().equals(column)) {
                    return one.type();
                }
            }
        }
        return outer == null ? Type.UNKNOWN : outer.type(column);
    }
}
