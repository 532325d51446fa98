/// The lake engine that runs in this process: DuckDB, and the translation of bound Athena SQL into
/// its dialect.
///
/// Known only by the wiring of the command line. Where DuckDB and Trino disagree, the translation
/// says it another way, calls a function of ours ([TrinoFunctions]) or refuses.
@NullMarked
package dap.engine.duckdb;

import org.jspecify.annotations.NullMarked;
