package dap.sql;

import dap.sql.Scope.ScopeColumn;
import dap.sql.Scope.ScopeRelation;
import dap.sql.tree.Expr;
import dap.sql.tree.Position;
import dap.sql.tree.Query;
import dap.sql.tree.Query.Output;
import dap.sql.tree.Relation;
import dap.sql.tree.SqlType;
import io.trino.sql.tree.AllRows;
import io.trino.sql.tree.Except;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FetchFirst;
import io.trino.sql.tree.Intersect;
import io.trino.sql.tree.Limit;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Offset;
import io.trino.sql.tree.OrderBy;
import io.trino.sql.tree.QueryBody;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.Row;
import io.trino.sql.tree.SetOperation;
import io.trino.sql.tree.SortItem;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.TableSubquery;
import io.trino.sql.tree.Union;
import io.trino.sql.tree.Values;
import io.trino.sql.tree.With;
import io.trino.sql.tree.WithQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Binds queries: WITH, the body, ORDER BY, OFFSET and LIMIT.
final class QueryBinder {

    /// A named query as relations find it.
    ///
    /// @param open as [ScopeRelation#open]
    record NamedQuery(String name, List<Output> columns, boolean open) {}

    private final SqlText text;
    private final ExpressionBinder expressions;
    private final SelectBinder selects;
    private Map<String, NamedQuery> named = Map.of();
    private int aliases;

    /// Those that pass on whatever a RAW table has, by `*`; the very objects, as equal ones may
    /// not.
    private final Set<Query.Body> open = Collections.newSetFromMap(new IdentityHashMap<>());

    QueryBinder(StatementNames names) {
        this.text = names.text();
        this.expressions = new ExpressionBinder(names, this);
        this.selects = new SelectBinder(names, this, expressions);
    }

    /// A name that no other relation of the statement has.
    String newAlias() {
        aliases++;
        return "r" + aliases;
    }

    Optional<NamedQuery> findNamed(String name) {
        return Optional.ofNullable(named.get(name.toLowerCase(Locale.ROOT)));
    }

    /// @param outer the names of the query around, for a subquery
    Query bind(io.trino.sql.tree.Query node, Optional<Scope> outer) {
        if (!node.getFunctions().isEmpty() || !node.getSessionProperties().isEmpty()) {
            throw text.notTranslatable(
                    node, "functions within a query are not translated.", "Leave them out.");
        }
        Map<String, NamedQuery> before = named;
        List<Query.Cte> ctes = node.getWith().map(with -> with(with, outer)).orElse(List.of());
        Query body =
                finished(
                        body(node.getQueryBody(), outer),
                        node.getOrderBy(),
                        node.getOffset(),
                        node.getLimit());
        named = before;
        return new Query(
                ctes, body.body(), body.orderBy(), body.offset(), body.limit(), body.columns());
    }

    private List<Query.Cte> with(With with, Optional<Scope> outer) {
        if (with.isRecursive()) {
            throw text.notTranslatable(
                    with, "WITH RECURSIVE is not translated.", "Write it without recursion.");
        }
        List<Query.Cte> ctes = new ArrayList<>();
        for (WithQuery item : with.getQueries()) {
            Query query = bind(item.getQuery(), outer);
            String name = newAlias() + "_" + item.getName().getValue().toLowerCase(Locale.ROOT);
            List<Output> columns =
                    renamed(item, query.columns(), item.getColumnNames().orElse(List.of()));
            Map<String, NamedQuery> all = new HashMap<>(named);
            all.put(
                    item.getName().getValue().toLowerCase(Locale.ROOT),
                    new NamedQuery(
                            name, columns, isOpen(query) && item.getColumnNames().isEmpty()));
            named = Map.copyOf(all);
            ctes.add(new Query.Cte(name, query));
        }
        return ctes;
    }

    private List<Output> renamed(
            Node node, List<Output> columns, List<io.trino.sql.tree.Identifier> names) {
        if (names.isEmpty()) {
            return columns;
        }
        if (names.size() != columns.size()) {
            throw text.invalid(
                    node,
                    "%d names are given to %d columns.".formatted(names.size(), columns.size()),
                    "Give one name to each column.");
        }
        List<Output> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Output column = columns.get(i);
            all.add(
                    new Output(
                            column.name(),
                            names.get(i).getValue().toLowerCase(Locale.ROOT),
                            column.type()));
        }
        return all;
    }

    private Query body(QueryBody body, Optional<Scope> outer) {
        return switch (body) {
            case QuerySpecification select -> specification(select, outer);
            case SetOperation operation -> setOperation(operation, outer);
            case Values values -> values(values, outer);
            case TableSubquery subquery -> bind(subquery.getQuery(), outer);
            case Table table -> selects.wholeTable(table);
            default ->
                    throw text.notTranslatable(
                            body, "this form of query is not translated.", "Write a SELECT.");
        };
    }

    private Query specification(QuerySpecification node, Optional<Scope> outer) {
        SelectBinder.BoundSelect select = selects.bind(node, outer);
        if (select.open()) {
            open.add(select.body());
        }
        Query query =
                new Query(
                        List.of(),
                        select.body(),
                        select.orderBy(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        select.columns());
        return finished(query, Optional.empty(), node.getOffset(), node.getLimit());
    }

    /// The query with what stands behind its body.
    private Query finished(
            Query query, Optional<OrderBy> orderBy, Optional<Offset> offset, Optional<Node> limit) {
        if (orderBy.isEmpty() && offset.isEmpty() && limit.isEmpty()) {
            return query;
        }
        boolean isFinished =
                query.limit().isPresent()
                        || query.offset().isPresent()
                        || (orderBy.isPresent() && !query.orderBy().isEmpty());
        Query inner = isFinished ? wrapped(query) : query;
        List<Expr.Sort> sorts =
                orderBy.map(order -> outputSorts(order, query.columns())).orElse(inner.orderBy());
        return new Query(
                inner.ctes(),
                inner.body(),
                sorts,
                offset.map(o -> count(o.getRowCount())).orElse(OptionalLong.empty()),
                limit.map(this::limit).orElse(OptionalLong.empty()),
                inner.columns());
    }

    private Query wrapped(Query query) {
        String alias = newAlias();
        return new Query(
                List.of(),
                new Query.Select(
                        false,
                        columnsOf(alias, query),
                        Optional.of(new Relation.Derived(alias, query)),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                query.columns());
    }

    private static List<Expr> columnsOf(String alias, Query query) {
        return query.columns().stream()
                .map(c -> (Expr) new Expr.ColumnRef(alias, c.name(), c.type()))
                .toList();
    }

    private OptionalLong limit(Node node) {
        if (node instanceof Limit limit) {
            return limit.getRowCount() instanceof AllRows
                    ? OptionalLong.empty()
                    : count(limit.getRowCount());
        }
        if (node instanceof FetchFirst fetch && !fetch.isWithTies()) {
            return fetch.getRowCount().map(this::count).orElse(OptionalLong.of(1));
        }
        throw text.notTranslatable(node, "WITH TIES is not translated.", "Write LIMIT.");
    }

    private OptionalLong count(Expression rows) {
        if (rows instanceof LongLiteral literal) {
            return OptionalLong.of(literal.getParsedValue());
        }
        throw text.notTranslatable(rows, "a number of rows is a literal.", "Write a number.");
    }

    /// ORDER BY behind a body of which only the output columns can be named.
    private List<Expr.Sort> outputSorts(OrderBy order, List<Output> columns) {
        return order.getSortItems().stream()
                .map(item -> WindowBinder.sort(item, outputKey(item, columns)))
                .toList();
    }

    private Expr outputKey(SortItem item, List<Output> columns) {
        return selects.findOutput(item.getSortKey(), columns)
                .orElseThrow(() ->
                        text.notTranslatable(
                                item,
                                "this ORDER BY names no output column.",
                                "Order by the name or number of an output column."));
    }

    private Query setOperation(SetOperation node, Optional<Scope> outer) {
        if (node.getCorresponding().isPresent()) {
            throw text.notTranslatable(
                    node, "CORRESPONDING is not translated.", "Name the columns in order.");
        }
        Query.SetOperator operator =
                switch (node) {
                    case Union _ -> Query.SetOperator.UNION;
                    case Intersect _ -> Query.SetOperator.INTERSECT;
                    case Except _ -> Query.SetOperator.EXCEPT;
                    default -> throw new IllegalStateException(node.getClass().getName());
                };
        Query result = body((QueryBody) node.getRelations().getFirst(), outer);
        for (var relation : node.getRelations().subList(1, node.getRelations().size())) {
            Query right = body((QueryBody) relation, outer);
            result = combined(operator, !node.isDistinct(), result, right, relation);
        }
        return result;
    }

    private Query combined(
            Query.SetOperator operator, boolean all, Query left, Query right, Node node) {
        if (left.columns().size() != right.columns().size()) {
            throw text.invalid(
                    node,
                    "%s of %d and %d columns."
                            .formatted(operator, left.columns().size(), right.columns().size()),
                    "Select the same number of columns on both sides.");
        }
        Position position = SqlText.positionOf(node);
        List<Output> columns = new ArrayList<>();
        for (int i = 0; i < left.columns().size(); i++) {
            Output a = left.columns().get(i);
            Output b = right.columns().get(i);
            SqlType type =
                    Coercion.common(a.type(), b.type())
                            .orElseThrow(() ->
                                    text.invalid(
                                            position,
                                            "column %s is %s on one side and %s on the other."
                                                    .formatted(
                                                            a.shown(),
                                                            a.type().text(),
                                                            b.type().text()),
                                            "CAST one of them."));
            columns.add(new Output(a.name(), a.shown(), type));
        }
        Query.Body both =
                new Query.SetOperation(
                        operator,
                        all,
                        converted(left, columns, position),
                        converted(right, columns, position));
        if (isOpen(left) && isOpen(right)) {
            open.add(both);
        }
        return new Query(
                List.of(), both, List.of(), OptionalLong.empty(), OptionalLong.empty(), columns);
    }

    /// The query with its columns brought to the types of `columns`.
    private Query converted(Query query, List<Output> columns, Position position) {
        boolean fits = true;
        for (int i = 0; i < columns.size(); i++) {
            fits &= columns.get(i).type().equals(query.columns().get(i).type());
        }
        if (fits) {
            return query;
        }
        Query outer = wrapped(query);
        List<Expr> values = new ArrayList<>();
        List<Expr> refs = ((Query.Select) outer.body()).outputs();
        for (int i = 0; i < columns.size(); i++) {
            values.add(Coercion.to(columns.get(i).type(), refs.get(i), position));
        }
        Query.Select select = (Query.Select) outer.body();
        return new Query(
                List.of(),
                new Query.Select(
                        false,
                        values,
                        select.from(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                columns);
    }

    Query values(Values node, Optional<Scope> outer) {
        Scope scope = Scope.of(List.of(), outer);
        List<List<Expr>> rows = new ArrayList<>();
        for (Expression row : node.getRows()) {
            List<Expression> fields =
                    row instanceof Row many
                            ? many.getFields().stream().map(Row.Field::getExpression).toList()
                            : List.of(row);
            rows.add(fields.stream().map(f -> expressions.bindOutput(f, scope)).toList());
        }
        int width = rows.getFirst().size();
        if (rows.stream().anyMatch(row -> row.size() != width)) {
            throw text.invalid(
                    node,
                    "rows of VALUES have different lengths.",
                    "Give each row as many values.");
        }
        Position position = SqlText.positionOf(node);
        List<Output> columns = new ArrayList<>();
        List<List<Expr>> converted = new ArrayList<>();
        rows.forEach(_ -> converted.add(new ArrayList<>()));
        for (int i = 0; i < width; i++) {
            int column = i;
            List<Expr> unified =
                    expressions
                            .operators()
                            .unified(
                                    "VALUES",
                                    rows.stream().map(row -> row.get(column)).toList(),
                                    position);
            columns.add(new Output("_col" + i, "_col" + i, unified.getFirst().type()));
            for (int j = 0; j < unified.size(); j++) {
                converted.get(j).add(unified.get(j));
            }
        }
        return new Query(
                List.of(),
                new Query.Values(converted),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                columns);
    }

    /// Whether a name that the query lacks may be a field that no event has carried.
    boolean isOpen(Query query) {
        return open.contains(query.body());
    }

    /// A query's columns as a relation under `alias`.
    static ScopeRelation relation(
            List<String> names, String alias, List<Output> columns, boolean open) {
        return new ScopeRelation(
                names,
                columns.stream()
                        .map(c ->
                                new ScopeColumn(
                                        c.shown(),
                                        new Expr.ColumnRef(alias, c.name(), c.type()),
                                        false))
                        .toList(),
                open);
    }
}
