/// Which events went where, and what was rejected.
@NullMarked
package dap.explain;

import org.jspecify.annotations.NullMarked;
