package dap.engine.duckdb;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How much DuckDB may take, and which files it may touch.
///
/// @param memoryLimit in DuckDB's notation: `1GB`
/// @param threads how many threads work on statements, all together
/// @param workFolder where it puts what does not fit into memory; made where there is none
/// @param spillLimit how much that may be, in DuckDB's notation; absent: half of the disk's free
///   room
/// @param folders of the lake, whose files statements read and write; others are out of reach
public record EngineOptions(
        String memoryLimit,
        int threads,
        Path workFolder,
        Optional<String> spillLimit,
        List<Path> folders) {
    public EngineOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads);
        }
        folders = List.copyOf(folders);
    }
}
