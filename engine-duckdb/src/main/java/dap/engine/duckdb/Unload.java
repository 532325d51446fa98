package dap.engine.duckdb;

import dap.engine.StagedFile;
import dap.sql.TableFile;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Writes the SQL that unloads STAGE files as CSV for the warehouse.
final class Unload {

    private final List<StagedFile> files;
    private final List<String> columns;

    Unload(List<StagedFile> files, List<String> columns) {
        this.files = files;
        this.columns = columns;
    }

    /// Every value as text, so that it can be quoted, and NULL told from nothing.
    String copyTo(Path csv) {
        return "COPY (%s) TO %s (FORMAT csv, HEADER false, FORCE_QUOTE *, NULLSTR '', COMPRESSION 'none')"
                .formatted(select(), Sql.text(csv.toString()));
    }

    String select() {
        String values =
                columns.stream()
                        .map(c -> ", " + value(c) + " AS " + Sql.name(c))
                        .collect(Collectors.joining());
        return "SELECT CAST(p.id AS VARCHAR) AS \"file \"%s\nFROM (%s) AS f JOIN (%s) AS p ON f.\"filename \" = p.path AND coalesce(f.%s, '') = p.part"
                .formatted(values, rows(), positions(), TableFile.PART_COLUMN);
    }

    private String value(String column) {
        String name = Sql.name(column);
        String own = "f." + name;
        String value = isPartitionKey(column) ? "coalesce(" + own + ", p." + name + ")" : own;
        return "replace(CAST(" + value + " AS VARCHAR), chr(0), '\uFFFD')";
    }

    private boolean isPartitionKey(String column) {
        return files.stream().anyMatch(file -> file.partitionValue(column).isPresent());
    }

    /// All files under the names asked for; what no file has is NULL.
    private String rows() {
        String asked =
                columns.stream()
                        .map(c -> "CAST(NULL AS VARCHAR) AS " + Sql.name(c))
                        .collect(Collectors.joining(", "));
        return "SELECT %sCAST(NULL AS VARCHAR) AS %s, CAST(NULL AS VARCHAR) AS \"filename \" WHERE false UNION ALL BY NAME SELECT * FROM read_parquet(%s, union_by_name=true, filename='filename ', hive_partitioning=false)"
                .formatted(
                        asked.isEmpty() ? "" : asked + ", ",
                        TableFile.PART_COLUMN,
                        RawScans.list(files.stream().map(StagedFile::path).distinct().toList()));
    }

    private String positions() {
        List<String> keys = columns.stream().filter(this::isPartitionKey).toList();
        String rows =
                files.stream().map(file -> position(file, keys)).collect(Collectors.joining(", "));
        String names = keys.stream().map(k -> ", " + Sql.name(k)).collect(Collectors.joining());
        return "SELECT * FROM (VALUES " + rows + ") AS v(path, part, id" + names + ")";
    }

    private static String position(StagedFile file, List<String> keys) {
        String values =
                keys.stream()
                        .map(key ->
                                ", "
                                        + file.partitionValue(key)
                                                .map(Sql::text)
                                                .orElse("CAST(NULL AS VARCHAR)"))
                        .collect(Collectors.joining());
        return "(%s, %s, %d%s)"
                .formatted(
                        Sql.text(file.path().toString()),
                        Sql.text(file.part().orElse("")),
                        file.id(),
                        values);
    }
}
