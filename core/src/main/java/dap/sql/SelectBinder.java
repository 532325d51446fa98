package dap.sql;

import dap.sql.Scope.ScopeColumn;
import dap.sql.Scope.ScopeRelation;
import dap.sql.tree.Expr;
import dap.sql.tree.Exprs;
import dap.sql.tree.Query;
import dap.sql.tree.Query.Output;
import dap.sql.tree.Relation;
import dap.sql.tree.SqlType;
import io.trino.sql.tree.AllColumns;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.OrderBy;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.SelectItem;
import io.trino.sql.tree.SingleColumn;
import io.trino.sql.tree.SortItem;
import io.trino.sql.tree.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Binds one SELECT … FROM … WHERE … GROUP BY … HAVING … ORDER BY.
final class SelectBinder {

    /// @param orderBy may name columns of the body's relations
    /// @param open whether `*` passes on an open relation
    record BoundSelect(
            Query.Select body, List<Output> columns, List<Expr.Sort> orderBy, boolean open) {}

    private final SqlText text;
    private final ExpressionBinder expressions;
    private final RelationBinder relations;

    SelectBinder(StatementNames names, QueryBinder queries, ExpressionBinder expressions) {
        this.text = names.text();
        this.expressions = expressions;
        this.relations = new RelationBinder(names, queries, expressions);
    }

    /// `TABLE t`.
    Query wholeTable(Table table) {
        RelationBinder.BoundRelation from = relations.bind(table, List.of(), Optional.empty());
        Outputs outputs = new Outputs();
        from.scope().forEach(relation -> addAll(relation, outputs));
        return new Query(
                List.of(),
                new Query.Select(
                        false,
                        outputs.values,
                        Optional.of(from.relation()),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                outputs.columns);
    }

    BoundSelect bind(QuerySpecification node, Optional<Scope> outer) {
        Optional<RelationBinder.BoundRelation> from =
                node.getFrom().map(f -> relations.bind(f, List.of(), outer));
        Scope scope =
                Scope.of(from.map(RelationBinder.BoundRelation::scope).orElse(List.of()), outer)
                        .withWindows(node.getWindows());
        Optional<Expr> where = node.getWhere().map(w -> rowCondition(w, scope));
        Outputs outputs = outputs(node, scope);
        List<List<Expr>> groupBy =
                node.getGroupBy()
                        .map(g -> new GroupBinder(text, expressions, outputs.values, scope).bind(g))
                        .orElse(List.of());
        Optional<Expr> having = node.getHaving().map(h -> expressions.bindCondition(h, scope));
        boolean distinct = node.getSelect().isDistinct();
        List<Expr.Sort> orderBy =
                node.getOrderBy().map(o -> sorts(o, outputs, scope, distinct)).orElse(List.of());
        boolean aggregates =
                outputs.values.stream().anyMatch(SelectBinder::hasAggregate)
                        || orderBy.stream().anyMatch(sort -> hasAggregate(sort.key()));
        if (groupBy.isEmpty() && (aggregates || having.isPresent())) {
            groupBy = List.of(List.of());
        }
        if (!groupBy.isEmpty()) {
            checkGrouped(node, outputs, groupBy, from.map(RelationBinder.BoundRelation::relation));
        }
        return new BoundSelect(
                new Query.Select(
                        distinct,
                        outputs.values,
                        from.map(RelationBinder.BoundRelation::relation),
                        where,
                        groupBy,
                        having),
                outputs.columns,
                orderBy,
                outputs.open);
    }

    private Expr rowCondition(Expression where, Scope scope) {
        Expr condition = expressions.bindCondition(where, scope);
        if (Exprs.contains(
                condition, e -> e instanceof Expr.Aggregate || e instanceof Expr.Windowed)) {
            throw text.invalid(
                    where,
                    "WHERE cannot hold an aggregate or window function.",
                    "Use HAVING, or a subquery.");
        }
        return condition;
    }

    private static boolean hasAggregate(Expr expr) {
        return Exprs.contains(expr, e -> e instanceof Expr.Aggregate);
    }

    /// The output columns so far, under unique names.
    private static final class Outputs {
        private final List<Expr> values = new ArrayList<>();
        private final List<Output> columns = new ArrayList<>();
        private final List<Node> nodes = new ArrayList<>();
        private final Set<String> taken = new HashSet<>();
        private boolean open;

        void add(Optional<String> name, Expr value) {
            String shown =
                    name.map(n -> n.toLowerCase(Locale.ROOT)).orElse("_col" + columns.size());
            String unique = shown;
            for (int i = 2; !taken.add(unique); i++) {
                unique = shown + "_" + i;
            }
            values.add(value);
            columns.add(new Output(unique, shown, value.type()));
        }
    }

    private Outputs outputs(QuerySpecification node, Scope scope) {
        Outputs outputs = new Outputs();
        for (SelectItem item : node.getSelect().getSelectItems()) {
            switch (item) {
                case SingleColumn column -> {
                    outputs.add(
                            nameOf(column), expressions.bindOutput(column.getExpression(), scope));
                    outputs.nodes.add(column.getExpression());
                }
                case AllColumns all -> {
                    addAll(all, scope, outputs);
                    while (outputs.nodes.size() < outputs.values.size()) {
                        outputs.nodes.add(all);
                    }
                }
                default -> expressions.visitNode(item, scope);
            }
        }
        return outputs;
    }

    private static Optional<String> nameOf(SingleColumn column) {
        if (column.getAlias().isPresent()) {
            return column.getAlias().map(Identifier::getValue);
        }
        return switch (column.getExpression()) {
            case Identifier identifier -> Optional.of(identifier.getValue());
            case DereferenceExpression dereference ->
                    dereference.getField().map(Identifier::getValue);
            default -> Optional.empty();
        };
    }

    private void addAll(AllColumns all, Scope scope, Outputs outputs) {
        if (!all.getAliases().isEmpty()) {
            throw text.notTranslatable(
                    all, "aliases of * are not translated.", "Name the columns.");
        }
        List<String> qualifier = all.getTarget().map(this::qualifier).orElse(List.of());
        List<ScopeRelation> meant =
                scope.relations().stream().filter(r -> r.isCalled(qualifier)).toList();
        if (meant.isEmpty() && isRow(qualifier, scope)) {
            throw text.notTranslatable(
                    all, "the fields of a row by .* are not translated.", "Name them.");
        }
        if (meant.isEmpty()) {
            throw text.invalid(
                    all,
                    "%s names no relation of the FROM.".formatted(all),
                    "Name a table, or its alias, before the point.");
        }
        meant.forEach(relation -> addAll(relation, outputs));
    }

    private static boolean isRow(List<String> qualifier, Scope scope) {
        return qualifier.size() == 1
                && scope.find(List.of(), qualifier.getFirst()).stream()
                        .anyMatch(column -> column.value().type() instanceof SqlType.Row);
    }

    private static void addAll(ScopeRelation relation, Outputs outputs) {
        outputs.open |= relation.open();
        for (ScopeColumn column : relation.columns()) {
            if (!column.hidden()) {
                outputs.add(Optional.of(column.name()), column.value());
            }
        }
    }

    private List<String> qualifier(Expression target) {
        return switch (target) {
            case Identifier identifier -> List.of(identifier.getValue());
            case DereferenceExpression d when DereferenceExpression.getQualifiedName(d) != null ->
                    DereferenceExpression.getQualifiedName(d).getParts();
            default ->
                    throw text.notTranslatable(
                            target, "the fields of a row by .* are not translated.", "Name them.");
        };
    }

    private List<Expr.Sort> sorts(OrderBy order, Outputs outputs, Scope scope, boolean distinct) {
        List<Expr.Sort> sorts = new ArrayList<>();
        for (SortItem item : order.getSortItems()) {
            Expr key =
                    findOutput(item.getSortKey(), outputs.columns)
                            .orElseGet(() -> sourceKey(item, outputs, scope, distinct));
            sorts.add(WindowBinder.sort(item, key));
        }
        return sorts;
    }

    private Expr sourceKey(SortItem item, Outputs outputs, Scope scope, boolean distinct) {
        Expr key = expressions.bindOutput(item.getSortKey(), scope);
        int output = outputs.values.indexOf(key);
        if (output >= 0) {
            return new Expr.OutputRef(output + 1, key.type());
        }
        if (distinct) {
            throw text.invalid(
                    item,
                    "with SELECT DISTINCT, ORDER BY can only use what is selected.",
                    "Select it too, or leave DISTINCT out.");
        }
        return key;
    }

    /// The output column that a key names by number or by name.
    Optional<Expr> findOutput(Expression key, List<Output> columns) {
        if (key instanceof LongLiteral ordinal) {
            long number = ordinal.getParsedValue();
            if (number < 1 || number > columns.size()) {
                throw text.invalid(
                        key,
                        "ORDER BY %d, and there are %d columns.".formatted(number, columns.size()),
                        "Name a column of the SELECT.");
            }
            return Optional.of(
                    new Expr.OutputRef((int) number, columns.get((int) number - 1).type()));
        }
        if (key instanceof Identifier identifier) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).shown().equalsIgnoreCase(identifier.getValue())) {
                    return Optional.of(new Expr.OutputRef(i + 1, columns.get(i).type()));
                }
            }
        }
        return Optional.empty();
    }

    private void checkGrouped(
            QuerySpecification node,
            Outputs outputs,
            List<List<Expr>> groupBy,
            Optional<Relation> from) {
        Set<Expr> keys = new HashSet<>();
        groupBy.forEach(keys::addAll);
        Set<String> local = new HashSet<>();
        from.ifPresent(relation -> Relations.aliases(relation, local));
        for (int i = 0; i < outputs.values.size(); i++) {
            if (!isGrouped(outputs.values.get(i), keys, local)) {
                throw text.invalid(
                        outputs.nodes.isEmpty() ? node : outputs.nodes.get(i),
                        "%s is neither aggregated nor in GROUP BY."
                                .formatted(outputs.columns.get(i).shown()),
                        "Add it to GROUP BY, or aggregate it with arbitrary(…), min(…) or max(…).");
            }
        }
    }

    private static boolean isGrouped(Expr expr, Set<Expr> keys, Set<String> local) {
        if (expr instanceof Expr.Aggregate call && call.function().equals("grouping")) {
            return keys.containsAll(call.arguments());
        }
        if (keys.contains(expr) || expr instanceof Expr.Aggregate) {
            return true;
        }
        if (expr instanceof Expr.ColumnRef column) {
            return !local.contains(column.relation());
        }
        return Exprs.children(expr).stream().allMatch(child -> isGrouped(child, keys, local));
    }
}
