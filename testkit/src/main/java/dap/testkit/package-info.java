/// Contracts that every adapter is tested against, and what such tests are built from.
@NullMarked
package dap.testkit;

import org.jspecify.annotations.NullMarked;
