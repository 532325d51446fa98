package dap.sql.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// From which fields of the tables that it scans each column of a query's result is computed: those
/// of its expression, through subqueries, named queries and UNNEST. Conditions of WHERE, joins and
/// HAVING choose rows and are no part of it.
public final class Lineage {

    /// Where a value comes from.
    ///
    /// @param exact it is the field itself, so that a field of it lies below
    private record Origin(SortedSet<FieldPath> fields, boolean exact) {

        static final Origin NOWHERE = new Origin(new TreeSet<>(), false);

        static Origin of(FieldPath field) {
            return new Origin(new TreeSet<>(List.of(field)), true);
        }

        static Origin computedFrom(Stream<Origin> origins) {
            return new Origin(
                    origins.flatMap(origin -> origin.fields().stream())
                            .collect(Collectors.toCollection(TreeSet::new)),
                    false);
        }

        Origin then(String step) {
            return exact
                    ? new Origin(
                            fields.stream()
                                    .map(field -> field.then(step))
                                    .collect(Collectors.toCollection(TreeSet::new)),
                            true)
                    : this;
        }
    }

    /// The columns of a relation.
    @FunctionalInterface
    private interface Source {
        Origin column(String name);
    }

    private final Map<String, Source> relations;
    private final Map<String, Source> named;

    private Lineage(Map<String, Source> relations, Map<String, Source> named) {
        this.relations = new HashMap<>(relations);
        this.named = new HashMap<>(named);
    }

    /// The fields of each output column, in order; none for what is constant.
    public static List<SortedSet<FieldPath>> of(Query query) {
        return new Lineage(Map.of(), Map.of()).query(query).stream().map(Origin::fields).toList();
    }

    /// A query within this one: it sees the relations around it.
    private List<Origin> within(Query query) {
        return new Lineage(relations, named).query(query);
    }

    private List<Origin> query(Query query) {
        query.ctes().forEach(cte -> named.put(cte.name(), source(cte.query())));
        return switch (query.body()) {
            case Query.Select select -> {
                select.from().ifPresent(this::add);
                yield select.outputs().stream().map(this::origin).toList();
            }
            case Query.SetOperation(_, _, Query left, Query right) -> {
                List<Origin> first = within(left);
                List<Origin> second = within(right);
                yield IntStream.range(0, first.size())
                        .mapToObj(i -> either(first.get(i), second.get(i)))
                        .toList();
            }
            case Query.Values values ->
                    IntStream.range(0, query.columns().size())
                            .mapToObj(i -> computed(column(values, i)))
                            .toList();
        };
    }

    /// One of two values: exact where both are the same kind of field.
    private static Origin either(Origin first, Origin second) {
        Origin both = Origin.computedFrom(Stream.of(first, second));
        return new Origin(both.fields(), first.exact() && second.exact());
    }

    private static List<Expr> column(Query.Values values, int index) {
        return values.rows().stream().map(row -> row.get(index)).toList();
    }

    private Source source(Query query) {
        List<Origin> origins = within(query);
        Map<String, Origin> byName = new HashMap<>();
        IntStream.range(0, origins.size())
                .forEach(i -> byName.put(query.columns().get(i).name(), origins.get(i)));
        return name -> byName.getOrDefault(name, Origin.NOWHERE);
    }

    private void add(Relation relation) {
        switch (relation) {
            case Relation.Scan scan ->
                    relations.put(scan.alias(), name -> Origin.of(new FieldPath(List.of(name))));
            case Relation.Derived derived ->
                    relations.put(derived.alias(), source(derived.query()));
            case Relation.CteScan scan ->
                    relations.put(
                            scan.alias(), named.getOrDefault(scan.cte(), _ -> Origin.NOWHERE));
            case Relation.Joined joined -> {
                add(joined.left());
                add(joined.right());
            }
            case Relation.Unnested unnested -> relations.put(unnested.alias(), unnested(unnested));
        }
    }

    private Source unnested(Relation.Unnested unnested) {
        List<Origin> origins = new ArrayList<>();
        for (Expr source : unnested.sources()) {
            Origin element = origin(source).then(FieldPath.ELEMENT);
            switch (source.type()) {
                case dap.sql.tree.SqlType.Array(dap.sql.tree.SqlType.Row(var fields)) ->
                        fields.forEach(field ->
                                origins.add(field.name().map(element::then).orElse(element)));
                case dap.sql.tree.SqlType.MapOf _ -> origins.addAll(List.of(element, element));
                default -> origins.add(element);
            }
        }
        return name -> {
            int index = unnested.columns().indexOf(name);
            return index >= 0 && index < origins.size() ? origins.get(index) : Origin.NOWHERE;
        };
    }

    private Origin origin(Expr expr) {
        return switch (expr) {
            case Expr.ColumnRef column ->
                    Optional.ofNullable(relations.get(column.relation()))
                            .map(source -> source.column(column.column()))
                            .orElse(Origin.NOWHERE);
            case Expr.FieldOf(Expr.RowOf(var values, _), _, int index, _) ->
                    origin(values.get(index));
            case Expr.FieldOf(Expr base, Optional<String> name, _, _) when name.isPresent() ->
                    origin(base).then(name.get());
            case Expr.Call call when FieldPath.isElement(call) ->
                    origin(call.arguments().getFirst()).then(FieldPath.ELEMENT);
            default -> computed(expr);
        };
    }

    private Origin computed(Expr expr) {
        return Origin.computedFrom(
                Stream.concat(
                        Exprs.children(expr).stream().map(this::origin),
                        Exprs.queries(expr).stream()
                                .map(this::within)
                                .flatMap(Collection::stream)));
    }

    private Origin computed(List<Expr> alternatives) {
        return Origin.computedFrom(alternatives.stream().map(this::origin));
    }
}
