package dap.engine.duckdb;

import dap.engine.LakeEngine;
import dap.testkit.LakeEngineContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// DuckDB keeps the contract of lake engines.
class DuckDbEngineTest implements LakeEngineContract {

    @TempDir Path folder;

    private DuckDbEngine engine = new DuckDbEngine(new EngineOptions("500MB", 2, Path.of("work")));

    @BeforeEach
    void start() {
        engine = new DuckDbEngine(new EngineOptions("500MB", 2, folder.resolve("work")));
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
