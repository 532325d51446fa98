package dap.redshift.postgres;

import dap.redshift.tree.Expression;
import dap.redshift.tree.QueryBody.Select;
import dap.redshift.tree.SelectItem;
import dap.redshift.tree.Span;
import dap.redshift.tree.Token;

/// Aliases of a select list that later items of the same list use, which Redshift allows and
/// PostgreSQL does not: their definition is written in their place.
///
/// In Redshift a column of the tables wins over such an alias. Where the tables' columns are not
/// known, a name counts as a column of theirs if its alias is made from it, or if it stands
/// somewhere in the query behind a table's name.
final class Laterals {

    private final Renderer renderer;
    private final Identifiers names;
    private final Select select;
    private final QueryScope scope;

    Laterals(Renderer renderer, Select select, QueryScope scope) {
        this.renderer = renderer;
        this.names = renderer.unit().names();
        this.select = select;
        this.scope = scope;
    }

    /// Lets the items behind `item` use its alias.
    void define(SelectItem item) {
        if (item.alias().isEmpty()) {
            return;
        }
        String name = names.fold(item.alias().get());
        Expression value = item.value();
        boolean isColumn =
                renderer.unit().variables().contains(name)
                        || scope.lateral(name).isPresent()
                        || scope.hasColumn(name)
                                .orElseGet(() -> mentions(value.span(), name) || isQualified(name));
        if (!isColumn) {
            scope.addLateral(
                    name,
                    new QueryScope.Lateral(
                            renderer.flat(value, scope), renderer.type(value, scope)));
        }
    }

    private boolean mentions(Span span, String name) {
        return span.tokens().stream()
                .anyMatch(token -> token.isName() && names.fold(token).equals(name));
    }

    private boolean isQualified(String name) {
        Span span = select.span();
        for (int i = span.from() + 1; i < span.to(); i++) {
            Token token = span.all().get(i);
            if (span.all().get(i - 1).isSymbol(".")
                    && token.isName()
                    && names.fold(token).equals(name)) {
                return true;
            }
        }
        return false;
    }
}
