/// The bound tree: a query in which every name is resolved, every type known and every conversion
/// written out.
///
/// Made by the binder in `dap.sql`, read by engines. Its cases are sealed, so that an engine's
/// switch over them is complete or does not compile.
@NullMarked
package dap.sql.tree;

import org.jspecify.annotations.NullMarked;
