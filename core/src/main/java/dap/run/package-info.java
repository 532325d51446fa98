/// The orchestrator: one run from its lock to its result. Read [dap.run.Run] first.
///
/// The only package that knows the order of the steps. It is called by the command line; it knows
/// no engine and no warehouse but through their doors.
@NullMarked
package dap.run;

import org.jspecify.annotations.NullMarked;
