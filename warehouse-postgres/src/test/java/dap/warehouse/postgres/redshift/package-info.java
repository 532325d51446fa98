/// Tests of the translation that need no server.
@NullMarked
package dap.warehouse.postgres.redshift;

import org.jspecify.annotations.NullMarked;
