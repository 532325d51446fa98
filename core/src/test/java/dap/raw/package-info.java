/// What must hold of lines, schemas and normalized copies.
@NullMarked
package dap.raw;

import org.jspecify.annotations.NullMarked;
