package dap.engine.trino;

import dap.sql.tree.Projection;
import dap.sql.tree.Relation;

/// Writes how the files of a table are read.
interface Scans {
    /// Something that may stand in a FROM, with the columns that `projection` wants of the scan.
    String render(Relation.Scan scan, Projection projection);

    /// For showing the SQL alone: tables by their names.
    static Scans shown() {
        return (scan, _) ->
                Sql.name(scan.table().name().schema())
                        + "."
                        + Sql.name(scan.table().name().table());
    }
}
