package dap.redshift.postgres;

import dap.redshift.tree.Alias;
import dap.redshift.tree.Expression;
import dap.redshift.tree.FromItem;
import dap.redshift.tree.Span;
import dap.redshift.tree.Token;
import java.util.Set;

/// Writes the tables of a query.
///
/// `t.items AS e AT i` after a table `t` goes through the elements of a SUPER column.
final class FromRenderer {

    private final Renderer renderer;
    private final TranslationUnit unit;
    private final Writer out;
    private final PivotRenderer pivots;

    FromRenderer(Renderer renderer) {
        this.renderer = renderer;
        this.unit = renderer.unit();
        this.out = renderer.out();
        this.pivots = new PivotRenderer(renderer);
    }

    void write(FromItem item, QueryScope scope) {
        switch (item) {
            case FromItem.Table table -> table(table, scope);
            case FromItem.Function function -> function(function, scope);
            case FromItem.Attributes attributes ->
                    elements(
                            attributes.first(),
                            "attributes",
                            attributes.value(),
                            attributes.alias(),
                            scope);
            case FromItem.Join join -> join(join, scope);
            case FromItem.Pivot pivot -> pivots.write(pivot, scope);
            case FromItem.Unpivot unpivot -> pivots.write(unpivot, scope);
            case FromItem.Derived _, FromItem.Nested _ -> renderer.verbatim(item, scope);
        }
    }

    private void table(FromItem.Table table, QueryScope scope) {
        Expression.Name name = table.name();
        if (scope.isElements(table)) {
            Alias alias = table.alias().orElseThrow();
            elements(table.first(), "elements", name, alias, scope);
            return;
        }
        SystemViews.refuse(name, scope, unit);
        renderer.tokens(table.span(), table.span().from(), name.span().from());
        out.token(name.first(), unit.names().table(name.names()));
        table.alias().ifPresent(alias -> renderer.write(alias, scope));
    }

    private void function(FromItem.Function function, QueryScope scope) {
        if (!scope.isElements(function)) {
            renderer.verbatim(function, scope);
            return;
        }
        Expression value = function.call().parameters().getFirst();
        elements(function.first(), "elements", value, function.alias().orElseThrow(), scope);
    }

    private void elements(
            Token first, String call, Expression value, Alias alias, QueryScope scope) {
        Token name = alias.columns().isEmpty() ? alias.name() : alias.columns().getFirst();
        String spelled = unit.names().spell(name);
        String columns = spelled + alias.at().map(at -> ", " + unit.names().spell(at)).orElse("");
        boolean lateral = first.lower().equals("lateral");
        out.token(first, lateral ? first.text() : "LATERAL");
        out.raw(" dap_redshift." + call + "(" + renderer.flat(value, scope) + ")");
        out.raw(" AS " + spelled + "(" + columns + ")");
    }

    /// The names of USING are names alone.
    private void join(FromItem.Join join, QueryScope scope) {
        renderer.write(join.left(), scope);
        Span span = join.span();
        renderer.tokens(span, join.left().span().to(), join.right().span().from());
        renderer.write(join.right(), scope);
        int end = join.right().span().to();
        if (join.condition().isPresent()) {
            Expression condition = join.condition().get();
            renderer.tokens(span, end, condition.span().from());
            renderer.write(condition, scope);
        } else if (end < span.to()) {
            renderer.names(new Span(span.all(), end, span.to()), Set.of("using"));
        }
    }
}
