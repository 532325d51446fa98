/// Redshift SQL as a tree: tokens, and what they are parts of, each with its location in the file.
///
/// Made by `dap.redshift.parser`, read by whoever renders or checks. A node knows the tokens it was
/// read from, so that what needs no change is written as it stood.
@NullMarked
package dap.redshift.tree;

import org.jspecify.annotations.NullMarked;
