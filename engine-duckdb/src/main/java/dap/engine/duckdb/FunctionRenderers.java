package dap.engine.duckdb;

import dap.sql.tree.Expr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How Trino's scalar functions are written in DuckDB's dialect, by name.
final class FunctionRenderers {

    /// How one function is written, from its call and its rendered arguments.
    interface Writing {
        String write(Expr.Call call, List<String> arguments);
    }

    private final Map<String, Writing> all = new HashMap<>();
    private final Set<String> same = new HashSet<>();

    Set<String> names() {
        return all.keySet();
    }

    /// Those that DuckDB has alike, under the same name.
    Set<String> sameNames() {
        return same;
    }

    Optional<Writing> find(String name) {
        return Optional.ofNullable(all.get(name));
    }

    void put(String name, Writing writing) {
        all.put(name, writing);
    }

    /// The same function under the same name, for all arguments.
    void same(String... names) {
        for (String name : names) {
            renamed(name, name);
            same.add(name);
        }
    }

    void renamed(String trino, String duck) {
        put(trino, (_, arguments) -> Sql.call(duck, arguments.toArray()));
    }

    /// A function of the database under `trino_` and its own name.
    void ours(String... names) {
        for (String name : names) {
            renamed(name, "trino_" + name);
        }
    }

    void pattern(String name, String pattern) {
        put(name, (_, arguments) -> pattern.formatted(arguments.toArray()));
    }
}
