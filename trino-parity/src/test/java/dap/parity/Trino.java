package dap.parity;

import dap.engine.trino.EngineOptions;
import dap.engine.trino.TrinoEngine;
import io.trino.Session;
import io.trino.plugin.hive.HivePlugin;
import io.trino.spi.type.TimeZoneKey;
import io.trino.testing.DistributedQueryRunner;
import io.trino.testing.MaterializedResult;
import io.trino.testing.MaterializedRow;
import io.trino.testing.TestingSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A Trino of one node in this process, with a Hive catalog over a folder; one for all tests.
final class Trino {

    private static @Nullable Trino only;

    private final DistributedQueryRunner runner;
    private final Path folder;

    private Trino(DistributedQueryRunner runner, Path folder) {
        this.runner = runner;
        this.folder = folder;
    }

    /// The server; started with the first call, and ended with this process.
    static synchronized Trino start() {
        if (only == null) {
            only = started();
        }
        return only;
    }

    private static Trino started() {
        try {
            Path folder = Files.createTempDirectory("trino");
            Session session =
                    TestingSession.testSessionBuilder()
                            .setCatalog("hive")
                            .setSchema("parity")
                            .setTimeZoneKey(TimeZoneKey.UTC_KEY)
                            .build();
            DistributedQueryRunner runner =
                    DistributedQueryRunner.builder(session).setWorkerCount(0).build();
            runner.installPlugin(new HivePlugin());
            runner.createCatalog(
                    "hive",
                    "hive",
                    Map.of(
                            "hive.metastore", "file",
                            "hive.metastore.catalog.dir", "local:///meta",
                            "fs.native-local.enabled", "true",
                            "local.location", folder.toString(),
                            "hive.non-managed-table-writes-enabled", "true",
                            "hive.security", "allow-all"));
            Trino trino = new Trino(runner, folder);
            trino.run("CREATE SCHEMA parity");
            return trino;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("Trino did not start", e);
        }
    }

    /// The folder that is `local:///` to it.
    Path folder() {
        return folder;
    }

    /// Its JDBC URL, with the Hive catalog.
    String url() {
        return "jdbc:trino://" + runner.getCoordinator().getBaseUrl().getAuthority() + "/hive";
    }

    /// DAP's own engine on it, over a lake within its folder.
    TrinoEngine newEngine(Path lake) {
        return newEngine(lake, url());
    }

    /// The same by another way in.
    TrinoEngine newEngine(Path lake, String url) {
        return new TrinoEngine(
                new EngineOptions(
                        url,
                        Optional.of("tester"),
                        Optional.empty(),
                        Optional.empty(),
                        "local",
                        lake,
                        "local:///" + folder.relativize(lake),
                        lake.resolve("work").resolve("engine-" + UUID.randomUUID()),
                        2));
    }

    int port() {
        return runner.getCoordinator().getBaseUrl().getPort();
    }

    void run(String sql) {
        runner.execute(sql);
    }

    /// Drops the tables that an engine registered; no file goes with them.
    void forget(String... schemas) {
        for (String schema : schemas) {
            run("DROP SCHEMA IF EXISTS \"" + schema + "\" CASCADE");
        }
    }

    /// The rows of a query.
    ///
    /// @throws RuntimeException if it fails
    List<MaterializedRow> rows(String sql) {
        MaterializedResult result = runner.execute(sql);
        return result.getMaterializedRows();
    }

    /// The first column of the only row.
    @Nullable Object value(String sql) {
        return rows(sql).getFirst().getField(0);
    }
}
