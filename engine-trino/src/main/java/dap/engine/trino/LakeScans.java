package dap.engine.trino;

import dap.model.Column;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import dap.sql.tree.Projection;
import dap.sql.tree.Relation;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the tables of a statement, each from just its files, with the partition keys that those
/// have.
final class LakeScans implements Scans {

    private final Map<LakeTable, List<FileGroup>> groups = new HashMap<>();

    /// Makes whatever tables Trino needs to read `files`.
    LakeScans(Map<LakeTable, List<TableFile>> files, FileGroups makeGroups)
            throws SQLException, IOException {
        for (Map.Entry<LakeTable, List<TableFile>> entry : files.entrySet()) {
            groups.put(entry.getKey(), makeGroups.of(entry.getKey(), entry.getValue()));
        }
    }

    @Override
    public String render(Relation.Scan scan, Projection projection) {
        LakeTable table = scan.table();
        return "("
                + select(
                        table,
                        projection.columns(scan.alias(), table.columns()).stream()
                                .map(read -> declared(table, read))
                                .toList(),
                        projection.columns(scan.alias(), table.partitionKeys()),
                        projection.reads(scan.alias(), FileGroup.PATH))
                + ")";
    }

    /// With all its fields: Trino itself reads only those that it needs.
    private static Column declared(LakeTable table, Column read) {
        return table.columns().stream()
                .filter(column -> column.hiveName().equals(read.hiveName()))
                .findFirst()
                .orElseThrow();
    }

    String select(LakeTable table, List<Column> columns, List<Column> keys, boolean wantsPath) {
        List<FileGroup> of = groups.getOrDefault(table, List.of());
        return of.isEmpty()
                ? empty(columns, keys)
                : of.stream()
                        .map(group -> group.select(columns, keys, wantsPath))
                        .collect(Collectors.joining("\nUNION ALL "));
    }

    private static String empty(List<Column> columns, List<Column> keys) {
        List<String> all = new ArrayList<>();
        Stream.concat(columns.stream(), keys.stream())
                .forEach(column ->
                        all.add(
                                Sql.cast("NULL", TrinoTypes.named(column.type()))
                                        + " AS "
                                        + Sql.name(column.hiveName())));
        all.add("CAST(NULL AS varchar) AS " + Sql.name(FileGroup.PATH));
        return "SELECT " + Sql.list(all) + " WHERE false";
    }
}
