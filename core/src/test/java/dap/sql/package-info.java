/// Binding of Athena SQL: what is found, typed, folded, and refused with its position.
@NullMarked
package dap.sql;

import org.jspecify.annotations.NullMarked;
