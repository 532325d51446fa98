/// Tests of names and types.
@NullMarked
package dap.model;

import org.jspecify.annotations.NullMarked;
