package dap.redshift.postgres;

import dap.redshift.tree.Expression.Name;
import dap.redshift.tree.Token;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a name means beside the tables around it.
///
/// @param column the names that say which column is meant, as PostgreSQL wants them
/// @param attributes the names behind them: they go into SUPER
record Resolved(List<Token> column, List<Token> attributes) {

    static Resolved of(Name name, TranslationUnit unit, QueryScope scope) {
        List<Token> names = name.names();
        Identifiers spelling = unit.names();
        String first = spelling.fold(names.getFirst());
        QueryScope.Alias alias = scope.find(first);
        if (alias == QueryScope.Alias.ELEMENT && !unit.variables().contains(first)) {
            // The column of an element has its alias's name.
            return new Resolved(
                    List.of(names.getFirst(), names.getFirst()), names.subList(1, names.size()));
        }
        int columns = columnNames(names, first, alias, unit, scope);
        int from = Math.max(0, columns - 3);
        if (columns == 3 && !scope.hasTable(path(names, 2, spelling))) {
            from = 0;
        }
        return new Resolved(names.subList(from, columns), names.subList(columns, names.size()));
    }

    /// How many of the names say which column is meant; what follows goes into SUPER.
    private static int columnNames(
            List<Token> names,
            String first,
            QueryScope.@Nullable Alias alias,
            TranslationUnit unit,
            QueryScope scope) {
        int size = names.size();
        if (alias == null && unit.documents().contains(first)) {
            return 1;
        }
        if (alias == QueryScope.Alias.TABLE || unit.variables().contains(first)) {
            return Math.min(size, 2);
        }
        if (size >= 4 && scope.hasTable(path(names, 3, unit.names()))) {
            return 4;
        }
        if (size >= 3 && scope.hasTable(path(names, 2, unit.names()))) {
            return 3;
        }
        // No table is called so: a column without its table, and a path into it.
        boolean bare = scope.isQuery() && size == 2 && !first.equals("excluded");
        return bare ? 1 : size;
    }

    private static String path(List<Token> names, int count, Identifiers spelling) {
        return names.subList(0, count).stream()
                .map(spelling::fold)
                .collect(Collectors.joining("."));
    }
}
