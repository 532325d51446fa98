/// What DAP costs, each figure beside its baseline in one run. `bench/run --help` lists them.
@NullMarked
package dap.bench;

import org.jspecify.annotations.NullMarked;
