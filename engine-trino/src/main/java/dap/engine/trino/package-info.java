/// The lake engine on a Trino cluster, over JDBC: the bound tree is written back as Trino's SQL,
/// and RAW and STAGE are registered in the cluster's Hive catalog.
///
/// Known only by the wiring of the command line. The cluster reads and writes the lake's files
/// itself; what it writes is temporary until the caller commits it, as with every engine.
@NullMarked
package dap.engine.trino;

import org.jspecify.annotations.NullMarked;
