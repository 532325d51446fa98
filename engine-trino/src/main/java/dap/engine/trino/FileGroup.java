package dap.engine.trino;

import dap.model.Column;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Some files of a table, which Trino reads through one table of its own.
///
/// @param relation that table's name in SQL
/// @param hasPartitions whether it has the partition keys as columns; else all files have the same
/// @param hasParts whether only parts of the files are read
/// @param files of the group; at least one
/// @param paths those files, as the cluster names them, each with what `"$path"` shows
record FileGroup(
        LakeTable table,
        String relation,
        boolean hasPartitions,
        boolean hasParts,
        List<TableFile> files,
        PathList paths) {

    static final String PATH = "$path";

    /// A SELECT of `columns`, of the partition keys in `keys`, and of `"$path"` where it is wanted,
    /// from just these files.
    String select(List<Column> columns, List<Column> keys, boolean wantsPath) {
        HiveNames names = new HiveNames(table.columns());
        List<String> outputs = new ArrayList<>();
        for (Column column : columns) {
            outputs.add(column(column, names) + " AS " + Sql.name(column.hiveName()));
        }
        for (Column key : keys) {
            outputs.add(key(key) + " AS " + Sql.name(key.hiveName()));
        }
        if (wantsPath) {
            outputs.add("p.shown AS " + Sql.name(PATH));
        }
        if (outputs.isEmpty()) {
            outputs.add("1 AS one");
        }
        String part = hasParts ? " AND f." + TableFile.PART_COLUMN + " = p.part" : "";
        return "SELECT %s FROM %s AS f%s WHERE %s%s"
                .formatted(
                        Sql.list(outputs),
                        relation,
                        wantsPath || hasParts
                                ? " JOIN %s ON f.\"$path\" = p.path%s"
                                        .formatted(paths.relation(), part)
                                : "",
                        partitions(),
                        "f.\"$path\" IN (" + paths.list() + ")");
    }

    private static String column(Column column, HiveNames names) {
        String held = "f." + Sql.name(names.of(column));
        return names.renamesWithin(column.type())
                ? Sql.cast(held, TrinoTypes.named(column.type()))
                : held;
    }

    private String key(Column key) {
        if (hasPartitions) {
            return "f." + Sql.name(key.hiveName());
        }
        String value =
                value(files.getFirst(), table.partitionKeys().indexOf(key))
                        .map(Sql::text)
                        .orElse("NULL");
        return Sql.cast(value, TrinoTypes.named(key.type()));
    }

    private static Optional<String> value(TableFile file, int key) {
        return key < file.partition().size()
                ? Optional.of(file.partition().get(key))
                : Optional.empty();
    }

    /// So that the cluster lists no other folder: each key among the values that it has.
    private String partitions() {
        if (!hasPartitions) {
            return "";
        }
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < table.partitionKeys().size(); i++) {
            Column key = table.partitionKeys().get(i);
            TreeSet<String> values = new TreeSet<>();
            for (TableFile file : files) {
                values.add(file.partition().get(i));
            }
            String type = TrinoTypes.named(key.type());
            sql.append("f.")
                    .append(Sql.name(key.hiveName()))
                    .append(" IN (")
                    .append(
                            values.stream()
                                    .map(value -> Sql.cast(Sql.text(value), type))
                                    .collect(Collectors.joining(", ")))
                    .append(") AND ");
        }
        return sql.toString();
    }
}
