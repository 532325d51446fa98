/// What must hold of lines, schemas and fair copies.
@NullMarked
package dap.raw;

import org.jspecify.annotations.NullMarked;
