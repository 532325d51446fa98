package dap.engine.duckdb;

import dap.model.Column;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import dap.sql.tree.Projection;
import dap.sql.tree.Relation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the tables of a query, each from just its files, with the partition keys that those have.
final class LakeScans implements Scans {

    private static final String PATH = "$path";

    private final @Nullable Map<LakeTable, List<TableFile>> files;
    private final long maxLineBytes;

    LakeScans(Map<LakeTable, List<TableFile>> files, long maxLineBytes) {
        this.files = files;
        this.maxLineBytes = maxLineBytes;
    }

    private LakeScans() {
        this.files = null;
        this.maxLineBytes = RawScans.USUAL_LINE_BYTES;
    }

    /// For showing the SQL alone: tables by their names.
    static LakeScans shown() {
        return new LakeScans();
    }

    @Override
    public String render(Relation.Scan scan, Projection projection) {
        LakeTable table = scan.table();
        if (files == null) {
            return Sql.name(table.name().schema()) + "." + Sql.name(table.name().table());
        }
        List<TableFile> of = files.getOrDefault(table, List.of());
        List<Column> columns = projection.columns(scan.alias(), table.columns());
        if (of.isEmpty()) {
            return empty(table, columns);
        }
        List<Column> keys = projection.columns(scan.alias(), table.partitionKeys());
        boolean wantsPath = projection.reads(scan.alias(), PATH);
        String rows =
                switch (table.layer()) {
                    case RAW -> raw(of, columns);
                    case STAGE -> parquet(of, columns);
                };
        return "("
                + (keys.isEmpty() && !wantsPath && !hasParts(of) ? rows : placed(table, of, rows))
                + ")";
    }

    /// The rows of STAGE files, with the table's columns, and each with what its file shows as
    /// `"$path"` under the name `origin`.
    static String merged(LakeTable table, List<TableFile> of, String origin) {
        String columns =
                table.columns().stream()
                        .map(c -> Sql.name(c.name()) + " AS " + Sql.name(c.hiveName()) + ", ")
                        .collect(Collectors.joining());
        return "SELECT %s%s AS %s FROM (%s)"
                .formatted(
                        columns,
                        Sql.name(PATH),
                        Sql.name(origin),
                        placed(table, of, parquet(of, table.columns())));
    }

    private static boolean hasParts(List<TableFile> of) {
        return of.stream().anyMatch(file -> file.part().isPresent());
    }

    private static String placed(LakeTable table, List<TableFile> of, String rows) {
        return "SELECT * FROM (%s) AS f JOIN (%s) AS p ON f.\"filename \" = p.\"path \"%s"
                .formatted(
                        rows,
                        positions(table, of),
                        hasParts(of) ? " AND f.\"part \" = p.\"is part \"" : "");
    }

    private static String empty(LakeTable table, List<Column> columns) {
        List<String> all = new ArrayList<>();
        for (Column column : columns) {
            all.add(typedNull(column, DuckTypes.read(column.type())));
        }
        for (Column key : table.partitionKeys()) {
            all.add(typedNull(key, DuckTypes.stored(key.type())));
        }
        all.add("CAST(NULL AS VARCHAR) AS " + Sql.name(PATH));
        return "(SELECT " + Sql.list(all) + " WHERE false)";
    }

    private static String typedNull(Column column, String type) {
        return Sql.cast("NULL", type) + " AS " + Sql.name(column.name());
    }

    private String raw(List<TableFile> of, List<Column> columns) {
        List<Path> paths = of.stream().map(TableFile::path).toList();
        return RawScans.of(paths, maxLineBytes).reads(columns).stream()
                .map(read -> "SELECT *, filename AS \"filename \" FROM " + read)
                .collect(Collectors.joining(" UNION ALL "));
    }

    /// Files may lack columns that the table got later.
    private static String parquet(List<TableFile> of, List<Column> columns) {
        String declared =
                columns.stream()
                        .map(c -> typedNull(c, DuckTypes.stored(c.type())) + ", ")
                        .collect(Collectors.joining());
        String wanted =
                columns.stream()
                        .map(c ->
                                Sql.cast(Sql.name(c.name()), DuckTypes.stored(c.type()))
                                        + " AS "
                                        + Sql.name(c.name())
                                        + ", ")
                        .collect(Collectors.joining());
        boolean parts = hasParts(of);
        return "SELECT %s%s\"filename \" FROM (SELECT %s%sCAST(NULL AS VARCHAR) AS \"filename \" WHERE false UNION ALL BY NAME SELECT * FROM read_parquet(%s, union_by_name=true, filename='filename ', hive_partitioning=false))"
                .formatted(
                        wanted,
                        parts
                                ? "coalesce(%s, '') AS \"part \", ".formatted(TableFile.PART_COLUMN)
                                : "",
                        declared,
                        parts
                                ? "CAST(NULL AS VARCHAR) AS %s, ".formatted(TableFile.PART_COLUMN)
                                : "",
                        RawScans.list(of.stream().map(TableFile::path).distinct().toList()));
    }

    private static String positions(LakeTable table, List<TableFile> of) {
        StringBuilder names = new StringBuilder("\"path \", \"is part \", " + Sql.name(PATH));
        table.partitionKeys().forEach(key -> names.append(", ").append(Sql.name(key.name())));
        return of.stream()
                .map(file -> position(table, file))
                .collect(
                        Collectors.joining(
                                ", ", "SELECT * FROM (VALUES ", ") AS v(" + names + ")"));
    }

    private static String position(LakeTable table, TableFile file) {
        StringBuilder row = new StringBuilder("(");
        row.append(Sql.text(file.path().toString()))
                .append(", ")
                .append(Sql.text(file.part().orElse("")))
                .append(", ")
                .append(Sql.text(file.shownPath()));
        for (int i = 0; i < table.partitionKeys().size(); i++) {
            row.append(", ")
                    .append(
                            Sql.cast(
                                    Sql.text(file.partition().get(i)),
                                    DuckTypes.stored(table.partitionKeys().get(i).type())));
        }
        return row.append(")").toString();
    }
}
