package dap.sql;

import dap.sql.tree.Expr;
import io.trino.sql.tree.WindowDefinition;
import io.trino.sql.tree.WindowSpecification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The names that an expression may use: columns of the relations in FROM, then those of the query
/// around it; lambda parameters first of all.
final class Scope {

    /// A column as an expression names it.
    ///
    /// @param hidden not part of `*`
    record ScopeColumn(String name, Expr value, boolean hidden) {}

    /// A relation as an expression names it.
    ///
    /// @param names its name, from the table outwards: `auth_create_account`, `local-txma-raw`;
    ///   empty where it has none
    /// @param open a RAW table: a name that it lacks is a field that no event has carried
    record ScopeRelation(List<String> names, List<ScopeColumn> columns, boolean open) {
        ScopeRelation {
            names = List.copyOf(names);
            columns = List.copyOf(columns);
        }

        List<ScopeColumn> find(String name) {
            return columns.stream().filter(c -> c.name().equalsIgnoreCase(name)).toList();
        }

        /// Whether `qualifier`, from the schema inwards, can mean this relation.
        boolean isCalled(List<String> qualifier) {
            if (qualifier.size() > names.size()) {
                return false;
            }
            for (int i = 0; i < qualifier.size(); i++) {
                if (!names.get(i).equalsIgnoreCase(qualifier.get(qualifier.size() - 1 - i))) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<ScopeRelation> relations;
    private final Optional<Scope> outer;
    private final Map<String, Expr.Parameter> parameters;
    private final Map<String, WindowSpecification> windows;

    private Scope(
            List<ScopeRelation> relations,
            Optional<Scope> outer,
            Map<String, Expr.Parameter> parameters,
            Map<String, WindowSpecification> windows) {
        this.relations = List.copyOf(relations);
        this.outer = outer;
        this.parameters = Map.copyOf(parameters);
        this.windows = Map.copyOf(windows);
    }

    static Scope of(List<ScopeRelation> relations, Optional<Scope> outer) {
        return new Scope(relations, outer, Map.of(), Map.of());
    }

    /// This scope with the windows of a WINDOW clause; of two of one name the first.
    Scope withWindows(List<WindowDefinition> definitions) {
        Map<String, WindowSpecification> all = new HashMap<>();
        definitions.forEach(definition ->
                all.putIfAbsent(
                        definition.getName().getValue().toLowerCase(Locale.ROOT),
                        definition.getWindow()));
        return new Scope(relations, outer, parameters, all);
    }

    Optional<WindowSpecification> findWindow(String name) {
        return Optional.ofNullable(windows.get(name.toLowerCase(Locale.ROOT)));
    }

    /// This scope with the parameters of a lambda.
    Scope with(List<Expr.Parameter> lambda) {
        Map<String, Expr.Parameter> all = new HashMap<>(parameters);
        lambda.forEach(parameter -> all.put(parameter.name(), parameter));
        return new Scope(relations, outer, all, windows);
    }

    List<ScopeRelation> relations() {
        return relations;
    }

    Optional<Scope> outer() {
        return outer;
    }

    Optional<Expr> findParameter(String name) {
        return Optional.ofNullable(parameters.get(name.toLowerCase(Locale.ROOT)));
    }

    /// All columns of this name among the relations that `qualifier` may mean; more than one is
    /// ambiguous. The query around is asked where there is none.
    List<ScopeColumn> find(List<String> qualifier, String name) {
        List<ScopeColumn> found = new ArrayList<>();
        for (ScopeRelation relation : relations) {
            if (relation.isCalled(qualifier)) {
                found.addAll(relation.find(name));
            }
        }
        if (found.isEmpty() && outer.isPresent()) {
            return outer.get().find(qualifier, name);
        }
        return found;
    }

    /// Whether a relation here, or around, is called so.
    boolean hasRelation(List<String> qualifier) {
        return relations.stream().anyMatch(r -> !r.names().isEmpty() && r.isCalled(qualifier))
                || outer.filter(o -> o.hasRelation(qualifier)).isPresent();
    }

    /// Whether a name that nobody knows may be a field that no event has carried.
    boolean isOpen(List<String> qualifier) {
        return relations.stream().anyMatch(r -> r.open() && r.isCalled(qualifier))
                || outer.filter(o -> o.isOpen(qualifier)).isPresent();
    }

    List<String> columnNames() {
        return relations.stream()
                .flatMap(relation -> relation.columns().stream())
                .map(ScopeColumn::name)
                .toList();
    }
}
