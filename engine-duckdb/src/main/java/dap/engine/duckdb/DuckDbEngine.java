package dap.engine.duckdb;

import dap.engine.LakeEngine;
import dap.engine.StagedFile;
import dap.engine.Written;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.RowSink;
import dap.sql.BoundInsert;
import dap.sql.BoundQuery;
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
import java.util.List;

/// The lake engine within this process. Nothing native is loaded before the first statement runs.
public final class DuckDbEngine implements LakeEngine {

    private final Database database;

    public DuckDbEngine(EngineOptions options) {
        this.database = new Database(options);
    }

    @Override
    public String explain(BoundInsert insert) {
        return new InsertSql(insert, RawScans.shown()).select();
    }

    @Override
    public String explain(BoundQuery query) {
        throw new UnsupportedOperationException(query.text());
    }

    @Override
    public Written insert(BoundInsert insert, List<Path> objects, Path aside) {
        try {
            return insert(insert, objects, aside, RawScans.USUAL_LINE_BYTES);
        } catch (SQLException e) {
            throw Failures.of(insert.file(), objects, e);
        } catch (UncheckedIOException e) {
            throw unreadable(insert.file(), e.getCause());
        }
    }

    private Written insert(
            BoundInsert insert, List<Path> objects, Path aside, long maxLineBytes)
            throws SQLException {
        try {
            return write(insert, RawScans.of(objects, maxLineBytes), aside);
        } catch (SQLException e) {
            if (Failures.isTooLong(e) && maxLineBytes < RawScans.MAX_LINE_BYTES) {
                return insert(insert, objects, aside, maxLineBytes * RawScans.GROWTH);
            }
            throw e;
        }
    }

    private Written write(BoundInsert insert, RawScans scans, Path aside) throws SQLException {
        boolean isDone = false;
        try (Connection session = database.session();
                Statement statement = session.createStatement()) {
            long rows =
                    statement.executeLargeUpdate(
                            new InsertSql(insert, scans).copyTo(aside.toString()));
            long selected = rows;
            if (insert.selection().isPresent()) {
                selected =
                        number(
                                session,
                                InsertSql.count(
                                        insert.file(), insert.selection().get(), scans));
            }
            sync(aside);
            Written written = new Written(selected, rows, Files.size(aside));
            isDone = true;
            return written;
        } catch (IOException e) {
            throw unreadable(insert.file(), e);
        } finally {
            if (!isDone) {
                delete(aside);
            }
        }
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

    private static DapException unreadable(String what, IOException e) {
        return new DapException(
                ErrorCode.STORE_UNAVAILABLE,
                "%s: a file cannot be read or written: %s.".formatted(what, e.getMessage()),
                "Check that the lake's folders are there and writable, and the disk has room.",
                e);
    }

    @Override
    public void query(BoundQuery query, RowSink rows) {
        throw new UnsupportedOperationException(query.text());
    }

    @Override
    public long unload(List<StagedFile> files, List<String> columns, Path csv) {
        boolean isDone = false;
        try (Connection session = database.session();
                Statement statement = session.createStatement()) {
            if (files.isEmpty()) {
                Files.createFile(csv);
            }
            long rows =
                    files.isEmpty()
                            ? 0
                            : statement.executeLargeUpdate(
                                    new Unload(files, columns).copyTo(csv));
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
    public void close() {
        database.close();
    }
}
