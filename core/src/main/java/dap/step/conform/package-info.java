/// STAGE to CONFORMED: the files of one family that the warehouse has not taken yet.
///
/// Called by the run for families whose stage succeeded. Knows engine and warehouse by their doors.
@NullMarked
package dap.step.conform;

import org.jspecify.annotations.NullMarked;
