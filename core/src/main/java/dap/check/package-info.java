/// Holds the project's parts against each other: what no single file shows to be wrong.
///
/// Called by the command line; translates and binds, but runs nothing.
@NullMarked
package dap.check;

import org.jspecify.annotations.NullMarked;
