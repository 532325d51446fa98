/// What must hold of `dap.catalog`.
@NullMarked
package dap.catalog;

import org.jspecify.annotations.NullMarked;
