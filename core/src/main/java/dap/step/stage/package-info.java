/// RAW to STAGE: an event's DML over exactly the objects of one arrival day that no file holds yet.
///
/// Called by the run, once a plan has chosen the objects. Knows the engine by its door only.
@NullMarked
package dap.step.stage;

import org.jspecify.annotations.NullMarked;
