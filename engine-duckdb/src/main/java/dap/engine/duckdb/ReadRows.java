package dap.engine.duckdb;

import java.sql.Connection;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;
import org.duckdb.ProfilerPrintFormat;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What a statement has read from JSON files, as DuckDB's own profile of it has counted while it
/// ran.
///
/// @param scans reads that were executed; DuckDB leaves out those that it can do without
/// @param rows of all of them together
record ReadRows(int scans, long rows) {

    /// To be executed in a session before the statement.
    static final String COUNT_THEM = "SET enable_profiling = 'no_output'";

    private static final JsonFactory JSON = new JsonFactory();
    private static final String SCAN = "READ_JSON";

    /// Of the last statement of a session.
    static ReadRows ofLast(Connection session) throws SQLException {
        return of(
                session.unwrap(DuckDBConnection.class)
                        .getProfilingInformation(ProfilerPrintFormat.JSON));
    }

    /// Each operator is an object: `"extra_info": {"Function": "READ_JSON", …}`, and after it
    /// `"rows_scanned": 5`.
    static ReadRows of(String profile) {
        int scans = 0;
        int counted = 0;
        long rows = 0;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), profile)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING
                        && "Function".equals(parser.currentName())
                        && SCAN.equals(parser.getString().trim())) {
                    scans++;
                } else if (token == JsonToken.VALUE_NUMBER_INT
                        && "rows_scanned".equals(parser.currentName())
                        && scans > counted) {
                    rows += parser.getLongValue();
                    counted++;
                }
            }
        }
        return new ReadRows(counted, rows);
    }
}
