/// The lake's files: where they lie, and how they are published whole or not at all.
@NullMarked
package dap.store;

import org.jspecify.annotations.NullMarked;
