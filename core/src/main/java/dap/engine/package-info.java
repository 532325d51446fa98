/// The one door to every lake engine, and what passes through it.
///
/// Steps call [dap.engine.LakeEngine]; adapters (DuckDB, later Trino and Athena) implement it.
/// Callers write Athena SQL only and never see the engine's own.
@NullMarked
package dap.engine;

import org.jspecify.annotations.NullMarked;
