package dap.warehouse.postgres;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The tables in which an event has arrived: those that the settings name, or every table
/// `conformed.fact_…` with an `event_id`.
///
/// @param named `warehouse.facts`
record FactTables(List<String> named) {

    private static final String SCHEMA = "conformed";

    private static final long SMALL_BYTES = 8 << 20;

    FactTables {
        named = List.copyOf(named);
    }

    /// Quoted names of the tables that are there.
    List<String> find(Connection connection) throws SQLException {
        return Sql.texts(
                connection,
                """
                SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'event_id'
                WHERE c.relkind IN ('r', 'p') AND NOT a.attisdropped AND %s
                ORDER BY 1
                """
                        .formatted(condition()));
    }

    /// Whether one of `tables` is so small that reading it whole costs nothing.
    static boolean anyIsSmall(Connection connection, List<String> tables) throws SQLException {
        for (String table : tables) {
            if (bytes(connection, table) < SMALL_BYTES) {
                return true;
            }
        }
        return false;
    }

    /// What its rows take on the disk, those of its partitions too.
    static long bytes(Connection connection, String table) throws SQLException {
        return Sql.number(
                connection,
                """
                SELECT coalesce(sum(pg_relation_size(t.relid)), pg_relation_size(to_regclass(?)))
                FROM pg_partition_tree(to_regclass(?)) t
                """,
                table,
                table);
    }

    private String condition() {
        if (named.isEmpty()) {
            return "n.nspname = '" + SCHEMA + "' AND c.relname LIKE 'fact\\_%'";
        }
        return named.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .map(name -> name.contains(".") ? name : SCHEMA + "." + name)
                .map(name -> "'" + name.replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "n.nspname || '.' || c.relname IN (", ")"));
    }

    /// Makes each event_id unique in each fact table, so that a fact is found without reading the
    /// table, and no procedure can write one twice.
    void makeUnique(Connection connection) throws SQLException {
        for (String table : find(connection)) {
            if (!isUnique(connection, table)) {
                makeUnique(connection, table);
            }
        }
    }

    private static boolean isUnique(Connection connection, String table) throws SQLException {
        return Sql.number(
                        connection,
                        """
                        SELECT count(*)
                        FROM pg_index i
                        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                        WHERE i.indrelid = to_regclass(?) AND a.attname = 'event_id'
                          AND i.indisunique AND i.indisvalid AND i.indnkeyatts = 1
                          AND i.indpred IS NULL
                        """,
                        table)
                > 0;
    }

    private static void makeUnique(Connection connection, String table) throws SQLException {
        long surplus =
                Sql.number(
                        connection,
                        "SELECT count(event_id) - count(DISTINCT event_id) FROM " + table);
        if (surplus > 0) {
            throw new DapException(
                    ErrorCode.WAREHOUSE_REFUSED,
                    "Fact table %s holds %d rows whose event_id another row has too."
                            .formatted(table, surplus),
                    "Delete the surplus rows: a fact is one event.");
        }
        Sql.run(connection, "CREATE UNIQUE INDEX ON " + table + " (event_id)");
    }
}
