/// The star on PostgreSQL, embedded in the lake's folder or named by a URL.
///
/// [dap.warehouse.postgres.PostgresWarehouse] is the only way in; each thing that it does is a
/// class of its own beside it. What others wrote comes in Redshift's dialect and goes through
/// `dap.redshift.postgres` first. Nothing here reads the lake.
@NullMarked
package dap.warehouse.postgres;

import org.jspecify.annotations.NullMarked;
