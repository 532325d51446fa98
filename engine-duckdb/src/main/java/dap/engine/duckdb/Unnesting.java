package dap.engine.duckdb;

import dap.sql.tree.Expr;
import dap.sql.tree.Relation;
import dap.sql.tree.SqlType;
import java.util.ArrayList;
import java.util.List;

/// Writes UNNEST: DuckDB puts several lists side by side as Trino does, filled with NULL.
final class Unnesting {

    private final ExpressionRenderer expressions;

    Unnesting(ExpressionRenderer expressions) {
        this.expressions = expressions;
    }

    String render(Relation.Unnested unnested) {
        List<String> inner = new ArrayList<>();
        List<String> outer = new ArrayList<>();
        List<String> lengths = new ArrayList<>();
        int column = 0;
        for (int i = 0; i < unnested.sources().size(); i++) {
            Expr source = unnested.sources().get(i);
            String list = "l" + i;
            String value = expressions.render(source);
            String entries =
                    source.type() instanceof SqlType.MapOf ? "map_entries(" + value + ")" : value;
            inner.add("unnest(" + entries + ") AS " + list);
            lengths.add("len(" + entries + ")");
            for (String part : parts(list, source.type())) {
                outer.add(part + " AS " + Sql.name(unnested.columns().get(column)));
                column++;
            }
        }
        if (unnested.ordinality()) {
            inner.add("unnest(range(1, 1 + greatest(" + Sql.list(lengths) + "))) AS ordinal");
            outer.add("ordinal AS " + Sql.name(unnested.columns().getLast()));
        }
        return "(SELECT %s FROM (SELECT %s) AS u) AS %s"
                .formatted(Sql.list(outer), Sql.list(inner), unnested.alias());
    }

    private static List<String> parts(String list, SqlType source) {
        return switch (source) {
            case SqlType.Array(SqlType.Row row) -> {
                List<String> fields = new ArrayList<>();
                for (int i = 0; i < row.fields().size(); i++) {
                    fields.add(
                            Sql.call(
                                    "struct_extract", list, Sql.text(DuckTypes.fieldName(row, i))));
                }
                yield fields;
            }
            case SqlType.MapOf _ ->
                    List.of(
                            Sql.call("struct_extract", list, "'key'"),
                            Sql.call("struct_extract", list, "'value'"));
            case SqlType.Array _,
                    SqlType.Simple _,
                    SqlType.Varchar _,
                    SqlType.Char _,
                    SqlType.Decimal _,
                    SqlType.Timestamp _,
                    SqlType.ZonedTimestamp _,
                    SqlType.Row _ ->
                    List.of(list);
        };
    }
}
