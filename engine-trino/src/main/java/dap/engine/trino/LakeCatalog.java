package dap.engine.trino;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.TableName;
import dap.sql.tree.LakeTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// The lake's tables in the cluster's Hive catalog. RAW and STAGE tables are registered as the lake
/// has them and stay; tables of one statement, in the work schema, are dropped after it. All are
/// external: dropping one deletes no file.
///
/// A registered table carries the mark of its declaration as its comment; where the lake's table
/// has changed it is declared again, and its partitions synced. Thread-safe.
final class LakeCatalog {

    /// Begins the comment of every table that is ours.
    static final String MARK = "DAP ";

    private final Cluster cluster;
    private final String workSchema;
    private final Path workFolder;
    private final AtomicLong made = new AtomicLong();
    private final Map<TableName, Registered> registered = new ConcurrentHashMap<>();
    private final Set<String> schemas = new HashSet<>();
    private final Map<String, Map<String, String>> comments = new HashMap<>();

    /// A table that this process has seen to, under its own lock.
    private static final class Registered {
        private String mark = "";
        private final Set<List<String>> partitions = new HashSet<>();
    }

    LakeCatalog(Cluster cluster, EngineOptions options) {
        this.cluster = cluster;
        this.workSchema = options.environment() + "-dap-work";
        this.workFolder = options.workFolder();
    }

    /// The name of a table, quoted, with its catalog.
    String qualified(String schema, String table) {
        return Sql.name(cluster.catalog()) + "." + Sql.name(schema) + "." + Sql.name(table);
    }

    /// Registers the table, or declares it again where it has changed, and its partitions as far as
    /// `partitions` are missing.
    ///
    /// @param location the table's folder
    /// @return its name in SQL
    String register(LakeTable table, String location, Set<List<String>> partitions)
            throws SQLException {
        Registered known = registered.computeIfAbsent(table.name(), _ -> new Registered());
        String name = qualified(table.name().schema(), table.name().table());
        synchronized (known) {
            TableDdl ddl = TableDdl.of(table, table.partitionKeys(), location);
            if (!known.mark.equals(ddl.mark())) {
                declare(table, name, ddl);
                known.partitions.clear();
                known.mark = ddl.mark();
            }
            if (!known.partitions.containsAll(partitions)) {
                sync(table);
                known.partitions.addAll(partitionsOf(table));
                requirePartitions(table, known.partitions, partitions);
            }
        }
        return name;
    }

    private void declare(LakeTable table, String name, TableDdl ddl) throws SQLException {
        makeSchema(table.name().schema());
        String comment = comments(table.name().schema()).get(table.name().table());
        if (comment != null) {
            if (comment.equals(ddl.mark())) {
                return;
            }
            if (!comment.startsWith(MARK)) {
                throw new DapException(
                        ErrorCode.LAKE_INCOMPATIBLE,
                        "The table %s is in the cluster's catalog, and DAP did not make it."
                                .formatted(name),
                        "Rename or drop it there (an external table loses no file), or name another catalog in engine.url.");
            }
            cluster.define("DROP TABLE IF EXISTS " + name);
        }
        cluster.define(ddl.create(name));
        comments(table.name().schema()).put(table.name().table(), ddl.mark());
    }

    /// The comments of all tables of a schema, by table, as they were when it was first asked for
    /// and as they became by us: one query for each table would cost more than its registration.
    private synchronized Map<String, String> comments(String schema) throws SQLException {
        Map<String, String> known = comments.get(schema);
        if (known == null) {
            known = new ConcurrentHashMap<>();
            for (List<String> row :
                    cluster.texts(
                            "SELECT table_name, comment FROM system.metadata.table_comments WHERE catalog_name = %s AND schema_name = %s"
                                    .formatted(Sql.text(cluster.catalog()), Sql.text(schema)))) {
                known.put(row.get(0), row.get(1));
            }
            comments.put(schema, known);
        }
        return known;
    }

    /// Others wait until it is there; where it could not be made, the next one tries again.
    private synchronized void makeSchema(String schema) throws SQLException {
        if (!schemas.contains(schema)) {
            cluster.define(
                    "CREATE SCHEMA IF NOT EXISTS %s.%s"
                            .formatted(Sql.name(cluster.catalog()), Sql.name(schema)));
            if (schema.equals(workSchema)) {
                dropTheDead();
            }
            schemas.add(schema);
        }
    }

    private Set<List<String>> partitionsOf(LakeTable table) throws SQLException {
        String keys =
                table.partitionKeys().stream()
                        .map(key -> Sql.cast(Sql.name(key.hiveName()), "varchar"))
                        .collect(Collectors.joining(", "));
        return new HashSet<>(
                cluster.texts(
                        "SELECT %s FROM %s"
                                .formatted(
                                        keys,
                                        qualified(
                                                table.name().schema(),
                                                table.name().table() + "$partitions"))));
    }

    private void sync(LakeTable table) throws SQLException {
        cluster.define(
                "CALL %s.system.sync_partition_metadata(%s, %s, 'ADD')"
                        .formatted(
                                Sql.name(cluster.catalog()),
                                Sql.text(table.name().schema()),
                                Sql.text(table.name().table())));
    }

    private static void requirePartitions(
            LakeTable table, Set<List<String>> found, Set<List<String>> wanted) {
        if (!found.containsAll(wanted)) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "Trino does not see all partitions of %s.%s that the lake has."
                            .formatted(table.name().schema(), table.name().table()),
                    "Check that engine.location is the lake's folder, as the cluster sees it.");
        }
    }

    /// A new name in the work schema, for a table of one statement. It begins with the name of this
    /// process's work folder: what has no such folder any more belongs to the dead.
    String newName() throws SQLException {
        makeSchema(workSchema);
        return nameOf(workFolder) + "_" + made.incrementAndGet();
    }

    String inWork(String name) {
        return qualified(workSchema, name);
    }

    private static String nameOf(Path folder) {
        return String.valueOf(folder.getFileName()).replace('-', '_');
    }

    private void dropTheDead() throws SQLException {
        List<List<String>> tables =
                cluster.texts(
                        "SELECT table_name FROM %s.information_schema.tables WHERE table_schema = %s"
                                .formatted(Sql.name(cluster.catalog()), Sql.text(workSchema)));
        for (List<String> row : tables) {
            String name = row.getFirst();
            String owner = name.replaceFirst("_\\d+$", "").replace('_', '-');
            if (!Files.exists(workFolder.resolveSibling(owner))) {
                cluster.define("DROP TABLE IF EXISTS " + inWork(name));
            }
        }
    }
}
