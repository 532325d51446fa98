/// Tests of the PostgreSQL warehouse, on a real server.
@NullMarked
package dap.warehouse.postgres;

import org.jspecify.annotations.NullMarked;
