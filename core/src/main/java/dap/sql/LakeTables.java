package dap.sql;

import dap.model.TableName;
import dap.sql.tree.LakeTable;
import java.util.List;
import java.util.Optional;

/// The tables of the lake, as a query finds them.
public interface LakeTables {
    /// The table, without case; absent where there is none.
    Optional<LakeTable> findTable(TableName name);

    /// All tables, for `information_schema`, `SHOW` and "did you mean".
    List<TableName> tables();

    /// The files of a table that [#findTable] found; called once for each table that a query reads.
    /// RAW files are all canonical.
    List<TableFile> files(TableName name);
}
