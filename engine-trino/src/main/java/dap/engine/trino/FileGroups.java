package dap.engine.trino;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.Column;
import dap.model.HiveType;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds, or makes, the tables through which Trino reads the files of one statement: those in the
/// partitions of a RAW or STAGE table through that table, registered; others through tables over
/// their folders, for this statement alone.
final class FileGroups {

    private final LakeCatalog catalog;
    private final Locations locations;
    private final Scratch scratch;

    FileGroups(LakeCatalog catalog, Locations locations, Scratch scratch) {
        this.catalog = catalog;
        this.locations = locations;
        this.scratch = scratch;
    }

    /// Where a group's files lie.
    ///
    /// @param folder the registered table's, or the files' own
    /// @param hasParts whether only parts of the files are read, by a column of their own
    /// @param partition of files that are not in their table's partitions: the same for all
    private record FileLocation(
            Path folder, boolean isRegistered, boolean hasParts, List<String> partition) {}

    List<FileGroup> of(LakeTable table, List<TableFile> files) throws SQLException, IOException {
        Map<FileLocation, List<TableFile>> byLocation = new LinkedHashMap<>();
        for (TableFile file : files) {
            TableFile readable = readable(table, file);
            byLocation
                    .computeIfAbsent(locationOf(table, readable), _ -> new ArrayList<>())
                    .add(readable);
        }
        List<FileGroup> groups = new ArrayList<>();
        for (Map.Entry<FileLocation, List<TableFile>> entry : byLocation.entrySet()) {
            groups.add(group(table, entry.getKey(), entry.getValue()));
        }
        return groups;
    }

    /// Registers the table and the partitions in which the files lie.
    void register(LakeTable table, List<TableFile> files) throws SQLException {
        Map<Path, Set<List<String>>> folders = new LinkedHashMap<>();
        for (TableFile file : files) {
            FileLocation location = locationOf(table, file);
            if (location.isRegistered()) {
                folders.computeIfAbsent(location.folder(), _ -> new HashSet<>())
                        .add(file.partition());
            }
        }
        for (Map.Entry<Path, Set<List<String>>> folder : folders.entrySet()) {
            catalog.register(table, locations.of(folder.getKey()), folder.getValue());
        }
    }

    private FileGroup group(LakeTable table, FileLocation location, List<TableFile> files)
            throws SQLException, IOException {
        Set<List<String>> partitions = new HashSet<>();
        List<PathList.Entry> paths = new ArrayList<>();
        for (TableFile file : files) {
            partitions.add(file.partition());
            paths.add(
                    new PathList.Entry(
                            locations.of(file.path()), file.part().orElse(""), file.shownPath()));
        }
        String relation =
                location.isRegistered()
                        ? catalog.register(table, locations.of(location.folder()), partitions)
                        : scratch.tableOver(
                                location.hasParts() ? withParts(table) : table, location.folder());
        return new FileGroup(
                table,
                relation,
                location.isRegistered(),
                location.hasParts(),
                files,
                PathList.of(paths, scratch));
    }

    private static LakeTable withParts(LakeTable table) {
        List<Column> columns = new ArrayList<>(table.columns());
        columns.add(new Column(TableFile.PART_COLUMN, HiveType.Scalar.STRING));
        return new LakeTable(table.name(), table.layer(), columns, table.partitionKeys());
    }

    private static FileLocation locationOf(LakeTable table, TableFile file) {
        Path folder = file.path().toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new IllegalArgumentException("no file: " + file.path());
        }
        if (file.part().isPresent()) {
            return new FileLocation(folder, false, true, file.partition());
        }
        return tableFolder(table, file, folder)
                .map(of -> new FileLocation(of, true, false, List.of()))
                .orElseGet(() -> new FileLocation(folder, false, false, file.partition()));
    }

    /// The folder above the partitions, where the file's own folders name them: `year=2024`.
    private static Optional<Path> tableFolder(LakeTable table, TableFile file, Path folder) {
        if (file.partition().size() != table.partitionKeys().size()) {
            return Optional.empty();
        }
        Path at = folder;
        for (int i = file.partition().size() - 1; i >= 0; i--) {
            String expected =
                    table.partitionKeys().get(i).hiveName() + "=" + file.partition().get(i);
            Path above = at.getParent();
            if (above == null || !expected.equals(String.valueOf(at.getFileName()))) {
                return Optional.empty();
            }
            at = above;
        }
        return Optional.of(at);
    }

    /// The file, or a copy under a name that Trino reads it by: it goes by the suffix to tell gzip,
    /// where others look at the first bytes. A file that is missing is no error to Trino, which
    /// would read nothing.
    private TableFile readable(LakeTable table, TableFile file) throws IOException {
        boolean isMisnamed;
        try (InputStream in = Files.newInputStream(file.path())) {
            boolean isGzip = in.read() == 0x1f && in.read() == 0x8b;
            isMisnamed =
                    table.layer() == LakeTable.Layer.RAW
                            && isGzip != file.path().toString().endsWith(".gz");
            if (!isMisnamed) {
                return file;
            }
            Path copy = scratch.newFolder().resolve(isGzip ? "copy.gz" : "copy.json");
            Files.copy(file.path(), copy);
            return new TableFile(copy, file.shownPath(), file.partition(), file.part());
        } catch (NoSuchFileException e) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "%s is not there.".formatted(file.path()),
                    "Restore it from a copy of the lake, then run again.",
                    e);
        }
    }
}
