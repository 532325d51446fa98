/// The master sheet and what is generated from it.
@NullMarked
package dap.author;

import org.jspecify.annotations.NullMarked;
