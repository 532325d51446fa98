package dap.engine.duckdb;

import dap.sql.tree.Projection;
import dap.sql.tree.Relation;

/// Writes how the files of a table are read.
interface Scans {
    /// Something that may stand in a FROM, with the columns that `projection` wants of the scan.
    String render(Relation.Scan scan, Projection projection);
}
