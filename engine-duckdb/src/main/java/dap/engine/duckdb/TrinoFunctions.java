package dap.engine.duckdb;

import java.sql.SQLException;

/// Functions of Trino's that DuckDB has no equal for, as functions of the database: `trino_…`.
final class TrinoFunctions {

    private TrinoFunctions() {}

    static void register(JavaFunctions functions) throws SQLException {
        TrinoText.register(functions);
        TrinoRegexp.register(functions);
        TrinoUrls.register(functions);
        TrinoJson.register(functions);
        JsonCasts.register(functions);
        TrinoBytes.register(functions);
        TrinoTimes.register(functions);
        TrinoNumbers.register(functions);
        TrinoDecimals.register(functions);
        TrinoSubscripts.register(functions);
    }
}
