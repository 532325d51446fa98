package dap.engine.duckdb;

import dap.engine.LakeEngine;
import dap.testkit.LakeEngineContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// DuckDB keeps the contract of lake engines.
class DuckDbEngineTest implements LakeEngineContract {

    @TempDir Path folder;

    private DuckDbEngine engine = engineOver(Path.of("work"));

    @BeforeEach
    void start() {
        engine = engineOver(folder);
    }

    private static DuckDbEngine engineOver(Path lake) {
        return new DuckDbEngine(
                new EngineOptions(
                        "500MB", 2, lake.resolve("work"), Optional.empty(), List.of(lake)));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Override
    public LakeEngine engine() {
        return engine;
    }

    @Override
    public Path folder() {
        return folder;
    }
}
