package dap.redshift.postgres;

import dap.redshift.tree.Alias;
import dap.redshift.tree.Expression;
import dap.redshift.tree.FromItem;
import dap.redshift.tree.SelectItem;
import dap.redshift.tree.SyntaxNode;
import dap.redshift.tree.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes PIVOT and UNPIVOT, which PostgreSQL does not have, as queries.
final class PivotRenderer {

    private final Renderer renderer;
    private final TranslationUnit unit;
    private final Writer out;

    PivotRenderer(Renderer renderer) {
        this.renderer = renderer;
        this.unit = renderer.unit();
        this.out = renderer.out();
    }

    /// Columns become rows by a list of rows beside each row of the source.
    void write(FromItem.Unpivot unpivot, QueryScope scope) {
        FromItem source = unpivot.source();
        String rows =
                unpivot.columns().stream()
                        .map(column -> row(column, scope))
                        .collect(Collectors.joining(", "));
        String value = unit.names().spell(unpivot.value());
        String name = unit.names().spell(unpivot.name());
        List<Token> columns =
                unpivot.columns().stream().map(column -> column.value().span().last()).toList();
        Set<String> gone = columns.stream().map(unit.names()::fold).collect(Collectors.toSet());
        List<String> rest = others(source, gone, unpivot.value(), "UNPIVOT", scope);
        out.token(source.first(), "(SELECT ");
        rest.forEach(column -> out.raw(column + ", "));
        out.raw("dap_pair." + name + ", dap_pair." + value + " FROM ");
        out.raw(renderer.flat((SyntaxNode) source, scope));
        out.raw(
                " CROSS JOIN LATERAL (VALUES "
                        + rows
                        + ") AS dap_pair("
                        + name
                        + ", "
                        + value
                        + ")");
        out.raw(unpivot.includesNulls() ? "" : " WHERE dap_pair." + value + " IS NOT NULL");
        out.raw(")" + alias(unpivot.alias()));
    }

    private String row(SelectItem column, QueryScope scope) {
        String label =
                column.alias()
                        .map(token ->
                                token.kind() == Token.Kind.STRING
                                        ? token.text()
                                        : Strings.quote(token.name()))
                        .orElseGet(() ->
                                Strings.quote(unit.names().fold(column.value().span().last())));
        return "(" + label + ", " + renderer.flat(column.value(), scope) + ")";
    }

    /// Values become columns by an aggregate of the rows that have each.
    void write(FromItem.Pivot pivot, QueryScope scope) {
        FromItem source = pivot.source();
        Set<String> gone = new HashSet<>();
        gone.add(unit.names().fold(pivot.name()));
        pivot.aggregate().parameters().forEach(parameter -> names(parameter, gone));
        List<String> rest = others(source, gone, pivot.name(), "PIVOT", scope);
        String aggregate = renderer.flat(pivot.aggregate(), scope);
        String columns =
                pivot.values().stream()
                        .map(value -> aggregate + column(pivot, value, scope))
                        .collect(Collectors.joining(", "));
        out.token(source.first(), "(SELECT ");
        rest.forEach(column -> out.raw(column + ", "));
        out.raw(columns + " FROM " + renderer.flat((SyntaxNode) source, scope));
        out.raw(rest.isEmpty() ? "" : " GROUP BY " + String.join(", ", rest));
        out.raw(")" + alias(pivot.alias()));
    }

    private void names(SyntaxNode tree, Set<String> found) {
        if (tree instanceof Expression.Name name) {
            found.add(unit.names().fold(name.names().getLast()));
        }
        tree.children().forEach(child -> names(child, found));
    }

    private String column(FromItem.Pivot pivot, SelectItem item, QueryScope scope) {
        String value = renderer.flat(item.value(), scope);
        String condition = value.equalsIgnoreCase("null") ? " IS NULL" : " = " + value;
        String label =
                item.alias().map(unit.names()::fold).orElseGet(() -> constant(item.value()))
                        + pivot.label().map(named -> "_" + unit.names().fold(named)).orElse("");
        return " FILTER (WHERE %s%s) AS %s"
                .formatted(unit.names().spell(pivot.name()), condition, quoted(label));
    }

    /// What Redshift calls the column: the constant itself.
    private static String constant(Expression value) {
        Token token = value.span().last();
        boolean one = value.span().tokens().size() == 1;
        if (!one) {
            return "?column?";
        }
        return token.kind() == Token.Kind.STRING
                ? Strings.value(token)
                : token.text().toLowerCase(Locale.ROOT);
    }

    private String alias(Optional<Alias> alias) {
        return alias.map(named -> " AS " + unit.names().spell(named.name())).orElse("");
    }

    /// The source's columns that stay columns.
    private List<String> others(
            FromItem source, Set<String> gone, Token at, String word, QueryScope scope) {
        QueryScope own = new QueryScope(scope);
        new FromScope(unit, renderer.types()).register(source, own);
        return own
                .allColumns()
                .orElseThrow(() ->
                        unit.file()
                                .refusal(
                                        at,
                                        word + " of a table whose columns are not known",
                                        "Put a query with its columns by name in the table's place."))
                .values()
                .stream()
                .flatMap(List::stream)
                .map(QueryScope.Column::name)
                .filter(name -> !gone.contains(name))
                .map(PivotRenderer::quoted)
                .toList();
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
