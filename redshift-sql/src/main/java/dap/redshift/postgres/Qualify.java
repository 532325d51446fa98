package dap.redshift.postgres;

import dap.redshift.tree.Expression;
import dap.redshift.tree.FromItem;
import dap.redshift.tree.QueryBody.Select;
import dap.redshift.tree.SelectItem;
import dap.redshift.tree.SyntaxNode;
import dap.redshift.tree.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// QUALIFY by a query around the query: PostgreSQL has no clause that filters by window functions.
///
/// @param head what goes before SELECT
/// @param items what stands for the inner select list; empty where that stays
/// @param keep what goes behind the inner select list
/// @param tail what goes after the WHERE or GROUP BY of the inner query
record Qualify(String head, String items, String keep, String tail) {

    static Qualify of(Renderer renderer, Select select, Expression condition, QueryScope scope) {
        TranslationUnit unit = renderer.unit();
        Token token = condition.span().all().get(condition.span().from() - 1);
        String asked = renderer.flat(condition, scope);
        if (!hasWindow(condition)) {
            // It speaks of columns of the select list.
            return new Qualify("SELECT * FROM (", "", "", ") AS dap_qualified WHERE " + asked);
        }
        String keep = ", (" + asked + ") AS dap_keep";
        String tail = ") AS dap_qualified WHERE dap_keep";
        boolean star =
                select.items().size() == 1
                        && select.items().getFirst().value() instanceof Expression.Star all
                        && all.qualifiers().isEmpty();
        if (star) {
            String table =
                    onlyTable(select, unit)
                            .orElseThrow(() ->
                                    unit.file()
                                            .refusal(
                                                    token,
                                                    "QUALIFY with * over several tables",
                                                    "Name the columns in the select list."));
            return new Qualify("SELECT (dap_row).* FROM (", table + " AS dap_row", keep, tail);
        }
        List<String> names = new ArrayList<>();
        for (SelectItem item : select.items()) {
            names.add(
                    label(item, unit)
                            .orElseThrow(() ->
                                    unit.file()
                                            .refusal(
                                                    token,
                                                    "QUALIFY over a select list with a column that has no name",
                                                    "Name it with AS.")));
        }
        return new Qualify("SELECT " + String.join(", ", names) + " FROM (", "", keep, tail);
    }

    private static boolean hasWindow(SyntaxNode tree) {
        return (tree instanceof Expression.Call call && call.over().isPresent())
                || tree.children().stream().anyMatch(Qualify::hasWindow);
    }

    private static Optional<String> label(SelectItem item, TranslationUnit unit) {
        if (item.alias().isPresent()) {
            return item.alias().map(unit.names()::spell);
        }
        return item.value() instanceof Expression.Name name && name.steps().isEmpty()
                ? Optional.of(unit.names().spell(name.names().getLast()))
                : Optional.empty();
    }

    private static Optional<String> onlyTable(Select select, TranslationUnit unit) {
        if (select.from().size() != 1) {
            return Optional.empty();
        }
        return switch (select.from().getFirst()) {
            case FromItem.Table table ->
                    Optional.of(
                            unit.names()
                                    .spell(
                                            table.alias()
                                                    .map(alias -> alias.name())
                                                    .orElse(table.name().names().getLast())));
            case FromItem.Derived derived ->
                    derived.alias().map(alias -> unit.names().spell(alias.name()));
            default -> Optional.empty();
        };
    }
}
