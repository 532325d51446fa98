package dap.sql;

import dap.sql.tree.FieldPath;
import dap.sql.tree.LakeTable;
import dap.sql.tree.Query;
import io.trino.sql.tree.Table;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the free names of one statement stand for, and what binding it found out.
///
/// @param asOf what `now()` returns
/// @param isDml `filter_value` is the watermark, and a field that RAW lacks is NULL
/// @param unknownFields filled while binding: RAW fields that no event has carried
record StatementNames(
        SqlText text,
        Instant asOf,
        boolean isDml,
        TableSource tables,
        Set<FieldPath> unknownFields) {

    StatementNames(SqlText text, Instant asOf, boolean isDml, TableSource tables) {
        this(text, asOf, isDml, tables, new LinkedHashSet<>());
    }

    /// Finds the tables that a statement names.
    interface TableSource {
        /// The table, or a refusal at its position.
        FoundTable find(Table node);

        /// What the catalog says of itself under this name; absent where it is a table's.
        default Optional<Query> findMetadata(Table node) {
            return Optional.empty();
        }
    }

    /// @param constants values of columns that are the same in every row of the statement, by name
    record FoundTable(LakeTable table, Map<String, Object> constants) {
        FoundTable {
            constants = Map.copyOf(constants);
        }
    }
}
