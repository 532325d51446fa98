package dap.engine.trino;

import dap.engine.LakeEngine;
import dap.engine.StagedFile;
import dap.engine.Written;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.RowSink;
import dap.sql.BoundInsert;
import dap.sql.BoundQuery;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The lake engine on a Trino cluster. Nothing is sent to it before the first statement.
///
/// An insert is written by the cluster into a folder that no other statement has, and moved out
/// from there when the cluster said that all of it is written. So whatever is cut off, and runs on
/// without us, is never read.
public final class TrinoEngine implements LakeEngine {

    private static final String QUERY = "query";

    private final EngineOptions options;
    private final Cluster cluster;
    private final LakeCatalog catalog;
    private final Locations locations;

    /// Tables into which a statement may still write of which no end was heard.
    private final Set<String> unreconciled = ConcurrentHashMap.newKeySet();

    public TrinoEngine(EngineOptions options) {
        this.options = options;
        this.cluster = new Cluster(options);
        this.catalog = new LakeCatalog(cluster, options);
        this.locations = new Locations(options.lake(), options.location());
    }

    /// Twice as many: what is sent before and after a load is answered while others are computed.
    /// Of the loads themselves the cluster is given `slots` at once.
    @Override
    public int loads(int slots) {
        return 2 * slots;
    }

    @Override
    public String explain(BoundInsert insert) {
        return new InsertSql(insert, Scans.shown()).select();
    }

    @Override
    public String explain(BoundQuery query) {
        return new QueryRenderer(query.query(), Scans.shown()).render(query.query());
    }

    private Scratch newScratch() {
        return new Scratch(cluster, catalog, locations, options.workFolder());
    }

    @Override
    public void show(LakeTable table, List<TableFile> files) {
        try (Scratch scratch = newScratch()) {
            new FileGroups(catalog, locations, scratch).register(table, files);
        } catch (SQLException e) {
            throw Failures.of(table.name().toString(), e);
        }
    }

    @Override
    public Written insert(BoundInsert insert, List<Path> objects, Path temporary) {
        try (Scratch scratch = newScratch()) {
            LakeTable raw = insert.binding().raw();
            List<TableFile> files = objects.stream().map(path -> rawFile(insert, path)).toList();
            LakeScans scans =
                    new LakeScans(Map.of(raw, files), new FileGroups(catalog, locations, scratch));
            return write(insert, scans, files.size(), scratch, temporary);
        } catch (SQLException e) {
            throw Failures.of(insert.file(), e);
        } catch (IOException e) {
            throw unreadable(insert.file(), e);
        }
    }

    private static TableFile rawFile(BoundInsert insert, Path path) {
        LocalDate day = insert.binding().arrivalDay();
        return new TableFile(
                path,
                path.toString(),
                List.of(
                        "%04d".formatted(day.getYear()),
                        "%02d".formatted(day.getMonthValue()),
                        "%02d".formatted(day.getDayOfMonth())));
    }

    private Written write(
            BoundInsert insert, LakeScans scans, int objects, Scratch scratch, Path temporary)
            throws SQLException, IOException {
        Path folder = scratch.newFolder();
        String table = scratch.newTable();
        InsertSql sql = new InsertSql(insert, scans);
        cluster.define(sql.createTable(table, locations.of(folder)));
        ReadRows read = new ReadRows();
        long rows = reconciled(table, sql.insertInto(table), read);
        long selected =
                insert.selection().isPresent()
                        ? number(InsertSql.count(insert.selection().get(), scans))
                        : rows;
        if (rows == 0) {
            // Then Trino writes no file.
            EmptyParquet.write(insert.binding().target().columns(), temporary);
        } else {
            take(insert.file(), folder, temporary);
        }
        return new Written(
                read(insert, scans, objects, read), selected, rows, Files.size(temporary));
    }

    /// Rows that the statement has read. One that reads its lines not once each, or of which the
    /// cluster's figures cannot tell, is counted by a statement of its own.
    private long read(BoundInsert insert, LakeScans scans, int objects, ReadRows read)
            throws SQLException {
        if (insert.lineFlow().readsOnce() && objects <= ReadRows.MAX_OBJECTS) {
            OptionalLong rows = read.rows();
            if (rows.isPresent()) {
                return rows.getAsLong();
            }
        }
        String lines = scans.select(insert.binding().raw(), List.of(), List.of(), false);
        return number("SELECT count(*) FROM (" + lines + ") AS lines");
    }

    /// Runs the insert; where its end was not heard of, sees to it that there is one, now or before
    /// anything else is written.
    private long reconciled(String table, String sql, ReadRows read) throws SQLException {
        for (String earlier : Set.copyOf(unreconciled)) {
            cluster.end(earlier);
            unreconciled.remove(earlier);
        }
        try {
            return cluster.run(statement -> {
                read.watch(statement);
                return statement.executeLargeUpdate(sql);
            });
        } catch (SQLException e) {
            unreconciled.add(table);
            try {
                cluster.end(table);
                unreconciled.remove(table);
            } catch (SQLException unreachable) {
                e.addSuppressed(unreachable);
            }
            throw e;
        }
    }

    private long number(String sql) throws SQLException {
        return cluster.run(statement -> {
            try (ResultSet result = statement.executeQuery(sql)) {
                result.next();
                return result.getLong(1);
            }
        });
    }

    /// Moves the one file that Trino wrote to `temporary`, synced.
    private static void take(String what, Path folder, Path temporary) throws IOException {
        List<Path> written;
        try (Stream<Path> found = Files.list(folder)) {
            written =
                    found.filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                            .toList();
        }
        if (written.size() != 1) {
            throw new DapException(
                    ErrorCode.INTERNAL,
                    "%s: Trino wrote %d files where one was asked for."
                            .formatted(what, written.size()),
                    "Please report the statement.");
        }
        try (FileChannel channel = FileChannel.open(written.getFirst(), StandardOpenOption.READ)) {
            channel.force(true);
        }
        Files.move(written.getFirst(), temporary);
    }

    private static DapException unreadable(String what, Exception e) {
        return new DapException(
                ErrorCode.STORE_UNAVAILABLE,
                "%s: a file cannot be read or written: %s.".formatted(what, e.getMessage()),
                "Check that the lake's folders are there and writable, and the disk has room.",
                e);
    }

    @Override
    public void query(BoundQuery query, RowSink rows) {
        try (Scratch scratch = newScratch()) {
            Scans scans = new LakeScans(query.files(), new FileGroups(catalog, locations, scratch));
            String sql = new QueryRenderer(query.query(), scans).render(query.query());
            ResultReader reader = new ResultReader(query.query().columns());
            cluster.run(statement -> {
                try (ResultSet result = statement.executeQuery(sql)) {
                    return reader.read(result, rows);
                }
            });
        } catch (SQLException e) {
            throw Failures.of(QUERY, e);
        } catch (IOException e) {
            throw unreadable(QUERY, e);
        }
    }

    @Override
    public long unload(LakeTable table, List<StagedFile> files, List<String> columns, Path csv) {
        boolean isDone = false;
        try (Scratch scratch = newScratch()) {
            if (files.isEmpty()) {
                Files.createFile(csv);
            }
            long rows = files.isEmpty() ? 0 : unload(table, files, columns, scratch, csv);
            isDone = true;
            return rows;
        } catch (SQLException e) {
            throw Failures.of("unload", e);
        } catch (IOException | UncheckedIOException e) {
            throw unreadable("unload", e);
        } finally {
            if (!isDone) {
                delete(csv);
            }
        }
    }

    private long unload(
            LakeTable table,
            List<StagedFile> files,
            List<String> columns,
            Scratch scratch,
            Path csv)
            throws SQLException, IOException {
        Unload unload = new Unload(table, columns);
        LakeScans scans =
                new LakeScans(
                        Map.of(
                                table,
                                files.stream()
                                        .map(f -> f.in(table, String.valueOf(f.id())))
                                        .toList()),
                        new FileGroups(catalog, locations, scratch));
        return cluster.run(statement -> {
            try (ResultSet result = statement.executeQuery(unload.select(scans))) {
                return unload.write(result, csv);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public Written merge(LakeTable table, List<StagedFile> files, Path temporary) {
        try (Scratch scratch = newScratch()) {
            LakeScans scans =
                    new LakeScans(
                            Map.of(table, files.stream().map(f -> f.in(table, f.name())).toList()),
                            new FileGroups(catalog, locations, scratch));
            MergeSql sql = new MergeSql(table);
            Path folder = scratch.newFolder();
            String merged = scratch.newTable();
            cluster.define(sql.createTable(merged, locations.of(folder)));
            long rows = reconciled(merged, sql.insertInto(merged, scans), new ReadRows());
            if (rows == 0) {
                // Then Trino writes no file.
                EmptyParquet.write(table.columns(), temporary);
            } else {
                take(table.name().toString(), folder, temporary);
            }
            return new Written(rows, rows, rows, Files.size(temporary));
        } catch (SQLException e) {
            throw Failures.of("merge", e);
        } catch (IOException e) {
            throw unreadable("merge", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
