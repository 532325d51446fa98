/// What went wrong, said so that the reader knows what to do next.
///
/// Everything here is used by every other package and knows none of them. An exception carries a
/// code, the problem and the hint; a problem found while reading a project carries a location too.
@NullMarked
package dap.errors;

import org.jspecify.annotations.NullMarked;
