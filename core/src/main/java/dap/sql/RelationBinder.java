package dap.sql;

import dap.model.Column;
import dap.sql.Scope.ScopeColumn;
import dap.sql.Scope.ScopeRelation;
import dap.sql.tree.Expr;
import dap.sql.tree.LakeTable;
import dap.sql.tree.Query;
import dap.sql.tree.Relation;
import dap.sql.tree.SqlType;
import dap.sql.tree.SqlType.Simple;
import io.trino.sql.tree.AliasedRelation;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Join;
import io.trino.sql.tree.JoinOn;
import io.trino.sql.tree.JoinUsing;
import io.trino.sql.tree.Lateral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.TableSubquery;
import io.trino.sql.tree.Unnest;
import io.trino.sql.tree.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Binds what stands in a FROM.
final class RelationBinder {

    /// @param scope the relations under the names by which expressions know them
    record BoundRelation(Relation relation, List<ScopeRelation> scope) {}

    private final StatementNames names;
    private final SqlText text;
    private final QueryBinder queries;
    private final ExpressionBinder expressions;

    RelationBinder(StatementNames names, QueryBinder queries, ExpressionBinder expressions) {
        this.names = names;
        this.text = names.text();
        this.queries = queries;
        this.expressions = expressions;
    }

    /// @param left relations that a lateral one may name
    BoundRelation bind(
            io.trino.sql.tree.Relation node, List<ScopeRelation> left, Optional<Scope> outer) {
        return switch (node) {
            case Table table -> table(table);
            case AliasedRelation aliased -> aliased(aliased, left, outer);
            case TableSubquery subquery -> derived(queries.bind(subquery.getQuery(), outer));
            case Lateral lateral ->
                    derived(queries.bind(lateral.getQuery(), Optional.of(Scope.of(left, outer))));
            case Values values -> derived(queries.values(values, outer));
            case Unnest unnest -> unnest(unnest, 0, Scope.of(left, outer));
            case Join join -> join(join, left, outer);
            default ->
                    throw text.notTranslatable(
                            node, "this kind of relation is not translated.", "Use a subquery.");
        };
    }

    private BoundRelation derived(Query query) {
        String alias = queries.newAlias();
        return new BoundRelation(
                new Relation.Derived(alias, query),
                List.of(
                        QueryBinder.relation(
                                List.of(), alias, query.columns(), queries.isOpen(query))));
    }

    private BoundRelation table(Table node) {
        List<String> parts = node.getName().getParts();
        if (parts.size() == 1) {
            Optional<QueryBinder.NamedQuery> named = queries.findNamed(parts.getFirst());
            if (named.isPresent()) {
                String alias = queries.newAlias();
                return new BoundRelation(
                        new Relation.CteScan(alias, named.get().name()),
                        List.of(
                                QueryBinder.relation(
                                        parts, alias, named.get().columns(), named.get().open())));
            }
        }
        if (node.getQueryPeriod().isPresent()) {
            throw text.notTranslatable(
                    node, "time travel is not translated.", "Leave FOR … AS OF out.");
        }
        Optional<Query> metadata = names.tables().findMetadata(node);
        if (metadata.isPresent()) {
            String alias = queries.newAlias();
            return new BoundRelation(
                    new Relation.Derived(alias, metadata.get()),
                    List.of(
                            QueryBinder.relation(
                                    parts.reversed(), alias, metadata.get().columns(), false)));
        }
        return scan(names.tables().find(node));
    }

    private BoundRelation scan(StatementNames.FoundTable found) {
        String alias = queries.newAlias();
        LakeTable table = found.table();
        List<ScopeColumn> columns = new ArrayList<>();
        for (Column column :
                Stream.concat(table.columns().stream(), table.partitionKeys().stream()).toList()) {
            columns.add(
                    new ScopeColumn(
                            column.hiveName(), value(alias, column, found.constants()), false));
        }
        if (!names.isDml()) {
            columns.add(
                    new ScopeColumn(
                            "$path", new Expr.ColumnRef(alias, "$path", SqlType.VARCHAR), true));
        }
        boolean isOpen = names.isDml() && table.layer() == LakeTable.Layer.RAW;
        return new BoundRelation(
                new Relation.Scan(alias, table),
                List.of(
                        new ScopeRelation(
                                List.of(table.name().table(), table.name().schema()),
                                columns,
                                isOpen)));
    }

    private static Expr value(String alias, Column column, Map<String, Object> constants) {
        SqlType type = SqlType.of(column.type());
        if (constants.containsKey(column.hiveName())) {
            return new Expr.Literal(constants.get(column.hiveName()), type);
        }
        return type == Simple.UNKNOWN
                ? new Expr.Literal(null, type)
                : new Expr.ColumnRef(alias, column.name(), type);
    }

    private BoundRelation aliased(
            AliasedRelation node, List<ScopeRelation> left, Optional<Scope> outer) {
        List<Identifier> columnNames =
                node.getColumnNames() == null ? List.of() : node.getColumnNames();
        BoundRelation inner =
                node.getRelation() instanceof Unnest unnest
                        ? unnest(unnest, columnNames.size(), Scope.of(left, outer))
                        : bind(node.getRelation(), left, outer);
        List<ScopeColumn> columns =
                inner.scope().stream().flatMap(r -> r.columns().stream()).toList();
        List<ScopeColumn> visible = columns.stream().filter(c -> !c.hidden()).toList();
        if (!columnNames.isEmpty() && columnNames.size() != visible.size()) {
            throw text.invalid(
                    node,
                    "%s gives %d names to %d columns."
                            .formatted(node.getAlias(), columnNames.size(), visible.size()),
                    "Give one name to each column.");
        }
        List<ScopeColumn> renamed = new ArrayList<>(columns);
        for (int i = 0; i < columnNames.size(); i++) {
            renamed.set(
                    i,
                    new ScopeColumn(
                            columnNames.get(i).getValue().toLowerCase(Locale.ROOT),
                            visible.get(i).value(),
                            false));
        }
        boolean isOpen =
                columnNames.isEmpty() && inner.scope().stream().anyMatch(ScopeRelation::open);
        return new BoundRelation(
                inner.relation(),
                List.of(new ScopeRelation(List.of(node.getAlias().getValue()), renamed, isOpen)));
    }

    private BoundRelation unnest(Unnest node, int namesGiven, Scope scope) {
        String alias = queries.newAlias();
        List<Expr> sources = new ArrayList<>();
        List<ScopeColumn> columns = new ArrayList<>();
        for (var expression : node.getExpressions()) {
            Expr source = expressions.bind(expression, scope);
            if (source.type() == Simple.UNKNOWN) {
                source = new Expr.Literal(null, new SqlType.Array(Simple.UNKNOWN));
            }
            sources.add(source);
            for (SqlType type : columnTypes(source.type(), expression)) {
                columns.add(unnestedColumn(alias, columns.size(), type));
            }
        }
        if (node.isWithOrdinality()) {
            columns.add(unnestedColumn(alias, columns.size(), Simple.BIGINT));
        }
        Relation relation =
                new Relation.Unnested(
                        alias,
                        sources,
                        node.isWithOrdinality(),
                        columns.stream().map(ScopeColumn::name).toList());
        boolean isUnknown =
                sources.stream().anyMatch(s -> s.type().equals(new SqlType.Array(Simple.UNKNOWN)));
        while (isUnknown && columns.size() < namesGiven) {
            // The fields of an element that no event has carried.
            columns.add(
                    new ScopeColumn(
                            "c" + columns.size(), new Expr.Literal(null, Simple.UNKNOWN), false));
        }
        return new BoundRelation(relation, List.of(new ScopeRelation(List.of(), columns, false)));
    }

    private static ScopeColumn unnestedColumn(String alias, int index, SqlType type) {
        String name = "c" + index;
        Expr value =
                type == Simple.UNKNOWN
                        ? new Expr.Literal(null, type)
                        : new Expr.ColumnRef(alias, name, type);
        return new ScopeColumn(name, value, false);
    }

    private List<SqlType> columnTypes(SqlType source, Node node) {
        return switch (source) {
            case SqlType.Array(SqlType.Row row) ->
                    row.fields().stream().map(SqlType.Field::type).toList();
            case SqlType.Array(SqlType element) -> List.of(element);
            case SqlType.MapOf(SqlType key, SqlType value) -> List.of(key, value);
            case Simple _,
                    SqlType.Varchar _,
                    SqlType.Char _,
                    SqlType.Decimal _,
                    SqlType.Timestamp _,
                    SqlType.ZonedTimestamp _,
                    SqlType.Row _ ->
                    throw text.invalid(
                            node,
                            "UNNEST takes an array or a map, and this is %s."
                                    .formatted(source.text()),
                            "CAST JSON to an array first.");
        };
    }

    private BoundRelation join(Join node, List<ScopeRelation> left, Optional<Scope> outer) {
        BoundRelation first = bind(node.getLeft(), left, outer);
        boolean lateral = isLateral(node.getRight());
        BoundRelation second =
                bind(
                        node.getRight(),
                        lateral
                                ? Stream.concat(left.stream(), first.scope().stream()).toList()
                                : left,
                        outer);
        List<ScopeRelation> scope =
                Stream.concat(first.scope().stream(), second.scope().stream()).toList();
        Relation.JoinKind kind =
                switch (node.getType()) {
                    case CROSS, IMPLICIT -> Relation.JoinKind.CROSS;
                    case INNER -> Relation.JoinKind.INNER;
                    case LEFT -> Relation.JoinKind.LEFT;
                    case RIGHT -> Relation.JoinKind.RIGHT;
                    case FULL -> Relation.JoinKind.FULL;
                };
        if (node.getCriteria().isEmpty()) {
            return new BoundRelation(
                    new Relation.Joined(
                            kind, first.relation(), second.relation(), Optional.empty(), lateral),
                    scope);
        }
        return switch (node.getCriteria().get()) {
            case JoinOn on ->
                    new BoundRelation(
                            new Relation.Joined(
                                    kind,
                                    first.relation(),
                                    second.relation(),
                                    Optional.of(
                                            expressions.bindCondition(
                                                    on.getExpression(), Scope.of(scope, outer))),
                                    lateral),
                            scope);
            case JoinUsing using -> using(node, using, kind, first, second);
            default ->
                    throw text.notTranslatable(
                            node, "NATURAL JOIN is not translated.", "Write ON or USING.");
        };
    }

    private static boolean isLateral(io.trino.sql.tree.Relation node) {
        return node instanceof Unnest
                || node instanceof Lateral
                || (node instanceof AliasedRelation aliased && isLateral(aliased.getRelation()));
    }

    /// The columns of USING come first, once.
    private BoundRelation using(
            Join node,
            JoinUsing using,
            Relation.JoinKind kind,
            BoundRelation first,
            BoundRelation second) {
        List<Expr> conditions = new ArrayList<>();
        List<ScopeColumn> merged = new ArrayList<>();
        for (Identifier name : using.getColumns()) {
            Expr a = one(first, name);
            Expr b = one(second, name);
            conditions.add(
                    expressions
                            .operators()
                            .comparison(Expr.Comparator.EQUAL, a, b, SqlText.positionOf(name)));
            Expr value =
                    switch (kind) {
                        case CROSS, INNER, LEFT -> a;
                        case RIGHT -> b;
                        case FULL -> {
                            List<Expr> both =
                                    expressions
                                            .operators()
                                            .unified(
                                                    "USING",
                                                    List.of(a, b),
                                                    SqlText.positionOf(name));
                            yield new Expr.Coalesce(both, both.getFirst().type());
                        }
                    };
            merged.add(new ScopeColumn(name.getValue().toLowerCase(Locale.ROOT), value, false));
        }
        List<ScopeRelation> scope = new ArrayList<>();
        scope.add(new ScopeRelation(List.of(), merged, false));
        Stream.concat(first.scope().stream(), second.scope().stream())
                .map(relation -> without(using.getColumns(), relation))
                .forEach(scope::add);
        return new BoundRelation(
                new Relation.Joined(
                        kind,
                        first.relation(),
                        second.relation(),
                        Optional.of(new Expr.And(conditions)),
                        isLateral(node.getRight())),
                scope);
    }

    private Expr one(BoundRelation relation, Identifier name) {
        List<ScopeColumn> found =
                Scope.of(relation.scope(), Optional.empty()).find(List.of(), name.getValue());
        if (found.size() != 1) {
            throw text.invalid(
                    name,
                    "USING (%s): a side of the join has %d columns of that name."
                            .formatted(name.getValue(), found.size()),
                    "Write ON with the columns of both sides.");
        }
        return found.getFirst().value();
    }

    private static ScopeRelation without(List<Identifier> used, ScopeRelation relation) {
        return new ScopeRelation(
                relation.names(),
                relation.columns().stream()
                        .filter(c ->
                                used.stream()
                                        .noneMatch(u -> u.getValue().equalsIgnoreCase(c.name())))
                        .toList(),
                relation.open());
    }
}
