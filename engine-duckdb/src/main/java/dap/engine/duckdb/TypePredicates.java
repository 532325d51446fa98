package dap.engine.duckdb;

import dap.sql.tree.SqlType;

/// Kinds of types.
final class TypePredicates {

    private TypePredicates() {}

    static boolean isText(SqlType type) {
        return type instanceof SqlType.Varchar || type instanceof SqlType.Char;
    }

    static boolean isInteger(SqlType type) {
        return type == SqlType.Simple.TINYINT
                || type == SqlType.Simple.SMALLINT
                || type == SqlType.Simple.INTEGER
                || type == SqlType.Simple.BIGINT;
    }

    static boolean isFloating(SqlType type) {
        return type == SqlType.Simple.DOUBLE || type == SqlType.Simple.REAL;
    }
}
