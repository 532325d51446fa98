/// A PostgreSQL server of our own, in a lake's folder: unpacked, made, started, shared, stopped.
///
/// Several processes use one server at once; whoever comes first starts it, the last one out stops
/// it, and a process that is killed at any point leaves nothing that hinders the next. Called by
/// [dap.warehouse.postgres.PostgresWarehouse]; knows nothing of warehouses.
@NullMarked
package dap.warehouse.postgres.embedded;

import org.jspecify.annotations.NullMarked;
