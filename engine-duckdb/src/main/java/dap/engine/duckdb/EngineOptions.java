package dap.engine.duckdb;

import java.nio.file.Path;

/// How much DuckDB may take.
///
/// @param memoryLimit in DuckDB's notation: `1GB`
/// @param threads how many threads work on statements, all together
/// @param workFolder where it puts what does not fit into memory; made where there is none
public record EngineOptions(String memoryLimit, int threads, Path workFolder) {
    public EngineOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads);
        }
    }
}
