package dap.sql;

import dap.sql.tree.LakeTable;
import dap.sql.tree.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A query with every name bound: ready for an engine.
///
/// @param asOf what `now()` returns
/// @param files the files of each table that it reads, and of no other
public record BoundQuery(
        String text, Instant asOf, Query query, Map<LakeTable, List<TableFile>> files) {
    public BoundQuery {
        files = Map.copyOf(files);
    }
}
