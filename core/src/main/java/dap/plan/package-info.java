/// What a run will do, as data: made from the project, a snapshot of the catalog and a clock
/// reading.
///
/// Pure: no I/O. `dap plan` prints it, tests compare it, `dap run` executes it.
@NullMarked
package dap.plan;

import org.jspecify.annotations.NullMarked;
