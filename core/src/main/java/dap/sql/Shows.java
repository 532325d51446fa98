package dap.sql;

import dap.model.Column;
import dap.model.TableName;
import dap.sql.tree.Expr;
import dap.sql.tree.Query;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.ShowColumns;
import io.trino.sql.tree.ShowTables;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Answers SHOW and DESCRIBE from the catalog, as queries that hold their answer.
final class Shows {

    private Shows() {}

    static Query tables(SqlText text, ShowTables show, TableFinder finder) {
        refusePattern(text, show, show.getLikePattern());
        Optional<String> schema = show.getSchema().map(name -> finder.schema(name.getSuffix()));
        List<List<String>> rows =
                finder.all().stream()
                        .filter(name -> schema.isEmpty() || schema.get().equals(name.schema()))
                        .map(name -> row(schema, name))
                        .toList();
        return answer(schema.isEmpty() ? List.of("schema", "table") : List.of("table"), rows);
    }

    private static List<String> row(Optional<String> schema, TableName name) {
        return schema.isEmpty() ? List.of(name.schema(), name.table()) : List.of(name.table());
    }

    static Query columns(SqlText text, ShowColumns show, TableFinder finder) {
        refusePattern(text, show, show.getLikePattern());
        LakeTable table = finder.find(show.getTable(), show);
        List<List<String>> rows =
                Stream.concat(
                                table.columns().stream().map(column -> row(column, "")),
                                table.partitionKeys().stream()
                                        .map(column -> row(column, "partition key")))
                        .toList();
        return answer(List.of("column", "type", "extra"), rows);
    }

    private static List<String> row(Column column, String extra) {
        return List.of(column.hiveName(), column.type().toHive().toLowerCase(Locale.ROOT), extra);
    }

    private static void refusePattern(SqlText text, Node node, Optional<String> pattern) {
        if (pattern.isPresent()) {
            throw text.notTranslatable(
                    node, "a pattern is not translated here.", "Leave LIKE out.");
        }
    }

    private static Query answer(List<String> names, List<List<String>> rows) {
        List<Query.Output> columns =
                names.stream().map(n -> new Query.Output(n, n, SqlType.VARCHAR)).toList();
        List<List<Expr>> values =
                rows.stream()
                        .map(row -> row.stream().map(v -> (Expr) literal(v)).toList())
                        .toList();
        return new Query(
                List.of(),
                new Query.Values(values),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                columns);
    }

    private static Expr.Literal literal(String value) {
        return new Expr.Literal(value, SqlType.VARCHAR);
    }
}
