package dap.engine.duckdb;

import dap.sql.tree.Expr;
import dap.sql.tree.Projection;
import dap.sql.tree.Query;
import dap.sql.tree.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes a bound query in DuckDB's dialect.
final class QueryRenderer {

    private final ExpressionRenderer expressions;
    private final Scans scans;
    private final Projection projection;

    /// @param file the statement's file, for refusals
    QueryRenderer(String file, Query query, Scans scans) {
        this.expressions = new ExpressionRenderer(new Refusal(file), this);
        this.scans = scans;
        this.projection = Projection.of(query);
    }

    String render(Query query) {
        StringBuilder sql = new StringBuilder();
        if (!query.ctes().isEmpty()) {
            sql.append(
                    query.ctes().stream()
                            .map(c -> Sql.name(c.name()) + " AS (\n" + render(c.query()) + ")")
                            .collect(Collectors.joining(",\n", "WITH ", "\n")));
        }
        sql.append(
                switch (query.body()) {
                    case Query.Select select -> select(query, select);
                    case Query.SetOperation operation -> setOperation(query, operation);
                    case Query.Values values -> values(query, values);
                });
        if (!query.orderBy().isEmpty()) {
            sql.append("\nORDER BY ").append(expressions.sorts(query.orderBy()));
        }
        query.limit().ifPresent(rows -> sql.append("\nLIMIT ").append(rows));
        query.offset().ifPresent(rows -> sql.append("\nOFFSET ").append(rows));
        return sql.toString();
    }

    private String select(Query query, Query.Select select) {
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < select.outputs().size(); i++) {
            outputs.add(
                    expressions.render(select.outputs().get(i))
                            + " AS "
                            + Sql.name(query.columns().get(i).name()));
        }
        StringBuilder sql = new StringBuilder("SELECT ");
        if (select.distinct()) {
            sql.append("DISTINCT ");
        }
        sql.append(String.join(",\n  ", outputs));
        select.from().ifPresent(from -> sql.append("\nFROM ").append(relation(from)));
        select.where().ifPresent(w -> sql.append("\nWHERE ").append(expressions.render(w)));
        if (!select.groupBy().isEmpty()) {
            sql.append(groupBy(select.groupBy()));
        }
        select.having().ifPresent(h -> sql.append("\nHAVING ").append(expressions.render(h)));
        return sql.toString();
    }

    private String groupBy(List<List<Expr>> sets) {
        if (sets.equals(List.of(List.of()))) {
            return "";
        }
        return sets.size() == 1
                ? "\nGROUP BY " + keys(sets.getFirst())
                : sets.stream()
                        .map(this::keys)
                        .collect(Collectors.joining("), (", "\nGROUP BY GROUPING SETS ((", "))"));
    }

    private String keys(List<Expr> keys) {
        return keys.stream().map(expressions::key).collect(Collectors.joining(", "));
    }

    private String setOperation(Query query, Query.SetOperation operation) {
        return "SELECT "
                + columns(query)
                + " FROM (("
                + render(operation.left())
                + ")\n"
                + operation.operator().name()
                + (operation.all() ? " ALL" : "")
                + "\n("
                + render(operation.right())
                + "))";
    }

    private static String columns(Query query) {
        return query.columns().stream()
                .map(c -> Sql.name(c.name()))
                .collect(Collectors.joining(", "));
    }

    private String values(Query query, Query.Values values) {
        if (values.rows().isEmpty()) {
            return query.columns().stream()
                    .map(c ->
                            Sql.cast("NULL", DuckTypes.of(c.type())) + " AS " + Sql.name(c.name()))
                    .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
        }
        return "SELECT * FROM (VALUES "
                + values.rows().stream()
                        .map(row -> "(" + Sql.list(expressions.all(row)) + ")")
                        .collect(Collectors.joining(", "))
                + ") AS v("
                + columns(query)
                + ")";
    }

    private String relation(Relation relation) {
        return switch (relation) {
            case Relation.Scan scan -> scans.render(scan, projection) + " AS " + scan.alias();
            case Relation.Derived derived ->
                    "(" + render(derived.query()) + ") AS " + derived.alias();
            case Relation.CteScan scan -> Sql.name(scan.cte()) + " AS " + scan.alias();
            case Relation.Unnested unnested -> new Unnesting(expressions).render(unnested);
            case Relation.Joined joined -> joined(joined);
        };
    }

    private String joined(Relation.Joined joined) {
        String kind =
                switch (joined.kind()) {
                    case CROSS -> "CROSS JOIN";
                    case INNER -> "INNER JOIN";
                    case LEFT -> "LEFT JOIN";
                    case RIGHT -> "RIGHT JOIN";
                    case FULL -> "FULL JOIN";
                };
        return relation(joined.left())
                + "\n"
                + kind
                + (joined.lateral() ? " LATERAL " : " ")
                + relation(joined.right())
                + joined.condition().map(c -> " ON " + expressions.render(c)).orElse("");
    }
}
