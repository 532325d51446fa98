/// Questions to the lake: its tables as a statement finds them, with their committed files.
///
/// Called by the command line and the checks; changes nothing but work files.
@NullMarked
package dap.query;

import org.jspecify.annotations.NullMarked;
