package dap.engine.duckdb;

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
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The lake engine within this process. Nothing native is loaded before the first statement runs.
public final class DuckDbEngine implements LakeEngine {

    private static final String QUERY = "query";

    private final Database database;

    public DuckDbEngine(EngineOptions options) {
        this.database = new Database(options);
    }

    /// Functions that DuckDB has as Trino does, under the same name; all others that are taken are
    /// written in another way.
    public static Set<String> sameFunctions() {
        Set<String> same = new HashSet<>(ScalarFunctions.same());
        same.addAll(AggregateFunctions.same());
        return same;
    }

    @Override
    public String explain(BoundInsert insert) {
        return new InsertSql(insert, RawScans.shown()).select();
    }

    @Override
    public String explain(BoundQuery query) {
        return new QueryRenderer(QUERY, query.query(), LakeScans.shown()).render(query.query());
    }

    @Override
    public Written insert(BoundInsert insert, List<Path> objects, Path temporary) {
        try {
            return reaching(
                    objects, () -> insert(insert, objects, temporary, RawScans.USUAL_LINE_BYTES));
        } catch (SQLException e) {
            throw Failures.of(insert.file(), objects, e);
        } catch (UncheckedIOException e) {
            throw unreadable(insert.file(), e);
        }
    }

    /// The lake may hold links to files elsewhere; those that a statement was given it may read.
    private <T> T reaching(Collection<Path> files, Work<T> work) throws SQLException {
        try {
            return work.run();
        } catch (SQLException e) {
            if (Failures.isForbidden(e) && database.reach(files)) {
                return work.run();
            }
            throw e;
        }
    }

    private Written insert(
            BoundInsert insert, List<Path> objects, Path temporary, long maxLineBytes)
            throws SQLException {
        try {
            return write(insert, RawScans.of(objects, maxLineBytes), temporary);
        } catch (SQLException e) {
            if (Failures.isTooLong(e) && maxLineBytes < RawScans.MAX_LINE_BYTES) {
                return insert(insert, objects, temporary, maxLineBytes * RawScans.GROWTH);
            }
            throw e;
        }
    }

    private Written write(BoundInsert insert, RawScans scans, Path temporary) throws SQLException {
        boolean isDone = false;
        try (Connection session = database.session();
                Statement statement = session.createStatement()) {
            statement.execute(ReadRows.COUNT_THEM);
            long rows =
                    statement.executeLargeUpdate(
                            new InsertSql(insert, scans).copyTo(temporary.toString()));
            long read = read(session, insert, scans);
            long selected = rows;
            if (insert.selection().isPresent()) {
                selected =
                        number(
                                session,
                                InsertSql.count(insert.file(), insert.selection().get(), scans));
            }
            sync(temporary);
            Written written = new Written(read, selected, rows, Files.size(temporary));
            isDone = true;
            return written;
        } catch (IOException e) {
            throw unreadable(insert.file(), e);
        } finally {
            if (!isDone) {
                delete(temporary);
            }
        }
    }

    /// Rows that the statement just run has read. One that reads its lines not once each, or that
    /// DuckDB could answer without reading them all, is counted by a statement of its own.
    private static long read(Connection session, BoundInsert insert, RawScans scans)
            throws SQLException {
        if (insert.lineFlow().readsOnce()) {
            ReadRows read = ReadRows.ofLast(session);
            if (read.scans() == scans.count()) {
                return read.rows();
            }
        }
        return number(session, scans.countLines());
    }

    private static long number(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
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
        try {
            reaching(pathsOf(query), () -> query(query, rows, RawScans.USUAL_LINE_BYTES));
        } catch (SQLException e) {
            throw Failures.of(QUERY, pathsOf(query), e);
        } catch (UncheckedIOException e) {
            throw unreadable(QUERY, e);
        }
    }

    /// @return whether rows were read, which is always so
    private boolean query(BoundQuery query, RowSink rows, long maxLineBytes) throws SQLException {
        Scans scans = new LakeScans(query.files(), maxLineBytes);
        String sql = new QueryRenderer(QUERY, query.query(), scans).render(query.query());
        ResultReader reader = new ResultReader(query.query().columns());
        try (Connection session = database.session();
                Statement statement = session.createStatement()) {
            reader.read(statement, sql, rows);
            return true;
        } catch (SQLException e) {
            SQLException cause = causeOf(sql, e);
            // Rows that the sink has seen cannot be taken back.
            boolean mayGrow =
                    Failures.isTooLong(cause)
                            && !reader.hasBegun()
                            && maxLineBytes < RawScans.MAX_LINE_BYTES;
            if (!mayGrow) {
                throw cause;
            }
            return query(query, rows, maxLineBytes * RawScans.GROWTH);
        }
    }

    /// Why a streamed query failed. The driver forgets it ("Invalid result set"), so the query is
    /// run once more, without handing rows out.
    private SQLException causeOf(String sql, SQLException streamed) {
        if (!String.valueOf(streamed.getMessage()).contains("Invalid result set")) {
            return streamed;
        }
        try (Connection session = database.session();
                Statement statement = session.createStatement()) {
            statement.execute("CREATE TEMP TABLE result AS " + sql);
            return streamed;
        } catch (SQLException e) {
            return e;
        }
    }

    private static List<Path> pathsOf(BoundQuery query) {
        return query.files().values().stream().flatMap(List::stream).map(TableFile::path).toList();
    }

    @Override
    public long unload(LakeTable table, List<StagedFile> files, List<String> columns, Path csv) {
        boolean isDone = false;
        try {
            if (files.isEmpty()) {
                Files.createFile(csv);
            }
            long rows = files.isEmpty() ? 0 : update(files, new Unload(files, columns).copyTo(csv));
            isDone = true;
            return rows;
        } catch (SQLException e) {
            throw Failures.of("unload", files.stream().map(StagedFile::path).toList(), e);
        } catch (IOException e) {
            throw unreadable("unload", e);
        } finally {
            if (!isDone) {
                delete(csv);
            }
        }
    }

    @Override
    public Written merge(LakeTable table, List<StagedFile> files, Path temporary) {
        boolean isDone = false;
        try {
            List<TableFile> of = files.stream().map(file -> file.in(table, file.name())).toList();
            long rows =
                    update(
                            files,
                            InsertSql.copy(
                                    LakeScans.merged(table, of, TableFile.PART_COLUMN),
                                    temporary.toString()));
            sync(temporary);
            Written written = new Written(rows, rows, rows, Files.size(temporary));
            isDone = true;
            return written;
        } catch (SQLException e) {
            throw Failures.of("merge", files.stream().map(StagedFile::path).toList(), e);
        } catch (IOException e) {
            throw unreadable("merge", e);
        } finally {
            if (!isDone) {
                delete(temporary);
            }
        }
    }

    private long update(List<StagedFile> files, String sql) throws SQLException {
        return reaching(
                files.stream().map(StagedFile::path).toList(),
                () -> {
                    try (Connection session = database.session();
                            Statement statement = session.createStatement()) {
                        return statement.executeLargeUpdate(sql);
                    }
                });
    }

    /// A statement that may be run again after it failed before its first row.
    private interface Work<T> {
        T run() throws SQLException;
    }

    @Override
    public void close() {
        database.close();
    }
}
