/// Tests of the embedded server: shared, killed, found again.
@NullMarked
package dap.warehouse.postgres.embedded;

import org.jspecify.annotations.NullMarked;
