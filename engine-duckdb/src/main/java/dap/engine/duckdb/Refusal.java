package dap.engine.duckdb;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.sql.tree.Position;

/// Says what DuckDB has no equal for.
///
/// @param file the statement's file
record Refusal(String file) {

    DapException of(Position position, String what, String hint) {
        return new DapException(
                ErrorCode.SQL_NOT_TRANSLATABLE,
                "%s:%d:%d: %s has no proven equal in DuckDB."
                        .formatted(file, position.line(), position.column(), what),
                hint);
    }
}
