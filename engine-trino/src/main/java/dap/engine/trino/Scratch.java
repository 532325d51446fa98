package dap.engine.trino;

import dap.errors.DapException;
import dap.model.Column;
import dap.sql.tree.LakeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Tables and files of one statement; closing drops and deletes them.
final class Scratch implements AutoCloseable {

    private final Cluster cluster;
    private final LakeCatalog catalog;
    private final Locations locations;
    private final Path workFolder;
    private final List<String> tables = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();

    Scratch(Cluster cluster, LakeCatalog catalog, Locations locations, Path workFolder) {
        this.cluster = cluster;
        this.catalog = catalog;
        this.locations = locations;
        this.workFolder = workFolder;
    }

    /// A new table over `folder`, without partitions.
    ///
    /// @return its name in SQL
    String tableOver(LakeTable table, Path folder) throws SQLException {
        return tableOver(TableDdl.of(table, List.of(), locations.of(folder)));
    }

    /// A new table over a folder with JSON lines.
    String jsonTableOver(List<Column> columns, Path folder) throws SQLException {
        return tableOver(
                new TableDdl(
                        LakeTable.Layer.RAW,
                        columns,
                        List.of(),
                        new HiveNames(columns),
                        locations.of(folder)));
    }

    private String tableOver(TableDdl ddl) throws SQLException {
        String name = newTable();
        cluster.define(ddl.create(name));
        return name;
    }

    /// The name of a table that the caller is about to make.
    String newTable() throws SQLException {
        String name = catalog.inWork(catalog.newName());
        tables.add(name);
        return name;
    }

    /// An empty folder of its own.
    Path newFolder() throws IOException {
        Files.createDirectories(workFolder);
        Path folder = Files.createTempDirectory(workFolder, "trino");
        // The cluster writes there as another user, perhaps.
        folder.toFile().setWritable(true, false);
        folder.toFile().setReadable(true, false);
        folder.toFile().setExecutable(true, false);
        folders.add(folder);
        return folder;
    }

    /// What cannot be dropped or deleted now goes with the work folder of this process: the next
    /// one clears both.
    @Override
    public void close() {
        for (String table : tables) {
            try {
                cluster.define("DROP TABLE IF EXISTS " + table);
            } catch (SQLException | DapException e) {
                // See above.
            }
        }
        for (Path folder : folders) {
            try (Stream<Path> found = Files.walk(folder)) {
                for (Path each : found.toList().reversed()) {
                    Files.deleteIfExists(each);
                }
            } catch (IOException e) {
                // See above.
            }
        }
    }
}
