/// The DuckDB engine against its contract, and its agreement with Trino.
@NullMarked
package dap.engine.duckdb;

import org.jspecify.annotations.NullMarked;
