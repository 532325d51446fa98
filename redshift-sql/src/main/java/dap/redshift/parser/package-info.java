/// Reads Redshift SQL: text into tokens, tokens into trees.
///
/// Knows the grammar that AWS documents and no database. What it does not know is refused with
/// file, line and column.
@NullMarked
package dap.redshift.parser;

import org.jspecify.annotations.NullMarked;
