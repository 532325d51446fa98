@NullMarked
package dap.store;

import org.jspecify.annotations.NullMarked;
