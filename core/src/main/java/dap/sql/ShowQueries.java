package dap.sql;

import dap.model.Column;
import dap.model.TableName;
import dap.sql.tree.LakeTable;
import dap.sql.tree.Query;
import io.trino.sql.tree.ShowColumns;
import io.trino.sql.tree.ShowSchemas;
import io.trino.sql.tree.ShowTables;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Answers SHOW and DESCRIBE from the catalog, as queries that hold their answer.
final class ShowQueries {

    private final TableFinder finder;
    private final Metadata metadata;

    ShowQueries(TableFinder finder, Metadata metadata) {
        this.finder = finder;
        this.metadata = metadata;
    }

    Query schemas(ShowSchemas show) {
        Pattern like = like(show.getLikePattern(), show.getEscape());
        return Metadata.answer(
                List.of("schema"),
                metadata.schemas()
                        .filter(schema -> like.matcher(schema).matches())
                        .map(List::<Object>of)
                        .toList());
    }

    Query tables(ShowTables show) {
        Pattern like = like(show.getLikePattern(), show.getEscape());
        Optional<String> schema = show.getSchema().map(name -> finder.schema(name.getSuffix()));
        List<List<Object>> rows =
                finder.all().stream()
                        .filter(name -> schema.isEmpty() || schema.get().equals(name.schema()))
                        .filter(name -> like.matcher(name.table()).matches())
                        .map(name -> row(schema, name))
                        .toList();
        return Metadata.answer(
                schema.isEmpty() ? List.of("schema", "table") : List.of("table"), rows);
    }

    private static List<Object> row(Optional<String> schema, TableName name) {
        return schema.isEmpty() ? List.of(name.schema(), name.table()) : List.of(name.table());
    }

    Query columns(ShowColumns show) {
        Pattern like = like(show.getLikePattern(), show.getEscape());
        LakeTable table = finder.find(show.getTable(), show);
        List<List<Object>> rows =
                Stream.concat(
                                table.columns().stream().map(column -> row(column, "")),
                                table.partitionKeys().stream()
                                        .map(column -> row(column, "partition key")))
                        .filter(row -> like.matcher((String) row.getFirst()).matches())
                        .toList();
        return Metadata.answer(List.of("column", "type", "extra"), rows);
    }

    private static List<Object> row(Column column, String extra) {
        return List.of(column.hiveName(), column.type().toHive().toLowerCase(Locale.ROOT), extra);
    }

    /// `year=2024/month=01/day=05`, as Athena shows a table's partitions.
    Query partitions(ShowColumns show) {
        LakeTable table = finder.find(show.getTable(), show);
        return Metadata.answer(
                List.of("partition"),
                metadata.partitionsOf(table).stream()
                        .map(partition -> List.<Object>of(folders(table, partition)))
                        .toList());
    }

    private static String folders(LakeTable table, List<String> partition) {
        StringBuilder folders = new StringBuilder();
        for (int i = 0; i < partition.size(); i++) {
            folders.append(i == 0 ? "" : "/")
                    .append(table.partitionKeys().get(i).hiveName())
                    .append('=')
                    .append(partition.get(i));
        }
        return folders.toString();
    }

    /// LIKE's pattern as a regular expression; everything where there is none.
    private static Pattern like(Optional<String> pattern, Optional<String> escape) {
        char escaping = escape.filter(e -> !e.isEmpty()).map(e -> e.charAt(0)).orElse('\0');
        String regex =
                pattern.map(
                                text -> {
                                    StringBuilder parts = new StringBuilder();
                                    for (int i = 0; i < text.length(); i++) {
                                        char c = text.charAt(i);
                                        if (c == escaping && i + 1 < text.length()) {
                                            i++;
                                            parts.append(Pattern.quote(text.substring(i, i + 1)));
                                        } else {
                                            parts.append(
                                                    switch (c) {
                                                        case '%' -> ".*";
                                                        case '_' -> ".";
                                                        default -> Pattern.quote(String.valueOf(c));
                                                    });
                                        }
                                    }
                                    return parts.toString();
                                })
                        .orElse(".*");
        return Pattern.compile(regex, Pattern.DOTALL);
    }
}
