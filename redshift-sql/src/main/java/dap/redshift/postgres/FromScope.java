package dap.redshift.postgres;

import dap.redshift.postgres.QueryScope.Column;
import dap.redshift.tree.Alias;
import dap.redshift.tree.FromItem;
import dap.redshift.tree.Statement.Target;
import dap.redshift.tree.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts the names that tables bring into a scope.
final class FromScope {

    private final TranslationUnit unit;
    private final Inference types;

    FromScope(TranslationUnit unit, Inference types) {
        this.unit = unit;
        this.types = types;
    }

    void register(List<FromItem> items, QueryScope scope) {
        items.forEach(item -> register(item, scope));
    }

    void register(FromItem item, QueryScope scope) {
        switch (item) {
            case FromItem.Table table -> table(table, scope);
            case FromItem.Function function -> function(function, scope);
            case FromItem.Attributes attributes -> element(attributes, attributes.alias(), scope);
            case FromItem.Derived derived -> derived(derived, scope);
            case FromItem.Nested nested -> {
                register(nested.item(), scope);
                nested.alias().ifPresent(alias -> alias(alias, scope));
            }
            case FromItem.Join join -> {
                register(join.left(), scope);
                register(join.right(), scope);
            }
            // Its columns are others than its source's.
            case FromItem.Pivot pivot -> pivoted(pivot, pivot.alias(), scope);
            case FromItem.Unpivot unpivot -> pivoted(unpivot, unpivot.alias(), scope);
        }
    }

    /// The table that a statement changes.
    void register(Target target, QueryScope scope) {
        table(target.name(), target.alias().isPresent(), scope);
        target.alias()
                .ifPresent(
                        alias -> scope.addAlias(unit.names().fold(alias), QueryScope.Alias.TABLE));
    }

    private void table(FromItem.Table table, QueryScope scope) {
        List<Token> names = table.name().names();
        boolean known = scope.find(unit.names().fold(names.getFirst())) != null;
        boolean elements = !table.name().steps().isEmpty() || (known && names.size() > 1);
        if (elements) {
            Alias alias =
                    table.alias()
                            .orElseThrow(() ->
                                    unit.file()
                                            .refusal(
                                                    table.span().last(),
                                                    "Going through a SUPER value without an alias",
                                                    "Name it with AS."));
            element(table, alias, scope);
            return;
        }
        boolean aliased = table.alias().isPresent();
        Optional<List<Column>> columns =
                names.size() == 1
                        ? scope.query(unit.names().fold(names.getFirst()))
                        : Optional.empty();
        if (!aliased) {
            table(names, false, scope);
        }
        table.alias().ifPresent(alias -> alias(alias, scope));
        String name =
                table.alias()
                        .map(alias -> unit.names().fold(alias.name()))
                        .orElse(unit.names().fold(names.getLast()));
        columns.ifPresent(known2 -> scope.addColumns(name, known2));
    }

    private void table(List<Token> name, boolean aliased, QueryScope scope) {
        List<String> folded = name.stream().map(unit.names()::fold).toList();
        scope.addAlias(folded.getLast(), QueryScope.Alias.TABLE);
        if (aliased) {
            return;
        }
        scope.addTable(String.join(".", folded));
        if (folded.size() == 3) {
            scope.addTable(folded.get(1) + "." + folded.get(2));
        }
    }

    private void function(FromItem.Function function, QueryScope scope) {
        boolean unnest = function.call().word().equals("unnest");
        function.alias()
                .ifPresent(alias -> {
                    if (unnest) {
                        element(function, alias, scope);
                    } else {
                        alias(alias, scope);
                    }
                });
    }

    private void element(FromItem item, Alias alias, QueryScope scope) {
        Token name = alias.columns().isEmpty() ? alias.name() : alias.columns().getFirst();
        scope.addAlias(unit.names().fold(name), QueryScope.Alias.ELEMENT);
        scope.addElements(item);
    }

    private void alias(Alias alias, QueryScope scope) {
        scope.addAlias(unit.names().fold(alias.name()), QueryScope.Alias.TABLE);
    }

    private void pivoted(FromItem item, Optional<Alias> alias, QueryScope scope) {
        alias.ifPresentOrElse(
                named -> alias(named, scope),
                () -> scope.addAlias(unnamed(item), QueryScope.Alias.TABLE));
    }

    private void derived(FromItem.Derived derived, QueryScope scope) {
        Optional<Alias> alias = derived.alias();
        String name =
                alias.map(named -> unit.names().fold(named.name()))
                        .orElseGet(() -> unnamed(derived));
        scope.addAlias(name, QueryScope.Alias.TABLE);
        types.columns(derived.query(), scope)
                .map(columns -> alias.map(named -> renamed(columns, named)).orElse(columns))
                .ifPresent(columns -> scope.addColumns(name, columns));
    }

    /// A key that no name of a query is.
    private static String unnamed(FromItem item) {
        return "(" + item.span().from() + ")";
    }

    private List<Column> renamed(List<Column> columns, Alias alias) {
        List<Column> renamed = new ArrayList<>(columns);
        for (int i = 0; i < Math.min(alias.columns().size(), columns.size()); i++) {
            String name = unit.names().fold(alias.columns().get(i));
            renamed.set(i, new Column(name, columns.get(i).type()));
        }
        return renamed;
    }
}
