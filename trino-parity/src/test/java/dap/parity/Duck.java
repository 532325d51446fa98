package dap.parity;

import dap.engine.duckdb.DuckDbEngine;
import dap.engine.duckdb.EngineOptions;
import dap.model.TableName;
import dap.sql.AthenaQuery;
import dap.sql.LakeTables;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import dap.testkit.CollectedRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// DAP's own engine, asked in Athena's dialect.
final class Duck {

    private static final LakeTables NO_TABLES =
            new LakeTables() {
                @Override
                public Optional<LakeTable> findTable(TableName name) {
                    return Optional.empty();
                }

                @Override
                public List<TableName> tables() {
                    return List.of();
                }

                @Override
                public List<TableFile> files(TableName name) {
                    return List.of();
                }
            };

    private static @Nullable DuckDbEngine only;

    private Duck() {}

    /// The engine; ended with this process.
    static synchronized DuckDbEngine engine() {
        if (only == null) {
            try {
                only =
                        new DuckDbEngine(
                                new EngineOptions(
                                        "1GB",
                                        2,
                                        Files.createTempDirectory("duck"),
                                        Optional.empty(),
                                        List.of(Path.of(System.getProperty("java.io.tmpdir")))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return only;
    }

    /// The type of an expression, as DAP binds it.
    static String typeOf(String expression) {
        return AthenaQuery.parse("SELECT " + expression)
                .bind("local", Instant.now(), NO_TABLES)
                .query()
                .columns()
                .getFirst()
                .type()
                .text();
    }

    /// The rows of a query without tables.
    static List<List<@Nullable Object>> rows(String sql) {
        CollectedRows rows = new CollectedRows();
        engine().query(AthenaQuery.parse(sql).bind("local", Instant.now(), NO_TABLES), rows);
        return rows.rows();
    }
}
