/// Athena SQL as a tree: parsed, bound, typed, checked; the only user of `io.trino.sql` in the
/// core.
///
/// Engines translate the bound trees made here. Text is never replaced in text: the environment,
/// the watermark, the run's instant and the RAW objects are bound on the tree.
@NullMarked
package dap.sql;

import org.jspecify.annotations.NullMarked;
