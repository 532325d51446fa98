/// What must come to the same on DuckDB as on a real Trino, which runs in this process.
@NullMarked
package dap.parity;

import org.jspecify.annotations.NullMarked;
