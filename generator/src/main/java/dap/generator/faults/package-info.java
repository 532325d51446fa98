/// Hostile events, and the record of what was done: which kinds of faults there are, how they are
/// put among realistic events, and where each should end.
///
/// Works on the lines that [dap.generator.EventGenerator] writes, whose form it knows. Where a line
/// should end is a promise of DAP's; the tests hold it against what became of it.
@NullMarked
package dap.generator.faults;

import org.jspecify.annotations.NullMarked;
