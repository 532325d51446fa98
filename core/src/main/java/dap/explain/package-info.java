/// Where one event went, asked by its id: the line in RAW, the STAGE file, the copies in the
/// warehouse, the rejects. And the other way round: what was rejected, and why.
///
/// Called by the command line; reads everything and changes nothing. It knows no engine: lines are
/// found by reading RAW itself.
@NullMarked
package dap.explain;

import org.jspecify.annotations.NullMarked;
