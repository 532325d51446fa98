package dap.warehouse.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// The tables that say which events there are: every `conformed.ref_…` with a column `event_name`.
/// A procedure that joins them leaves out the events that they do not name.
final class ReferenceTables {
    private ReferenceTables() {}

    /// A condition on `event`, a wire name as SQL: true where a reference table names it, and where
    /// there is none that could.
    static String isNamed(Connection connection, String event) throws SQLException {
        List<String> tables =
                Sql.texts(
                        connection,
                        """
                        SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
                        FROM pg_class c
                        JOIN pg_namespace n ON n.oid = c.relnamespace
                        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'event_name'
                        WHERE n.nspname = 'conformed' AND c.relname LIKE 'ref\\_%'
                            AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT a.attisdropped
                        ORDER BY 1
                        """);
        return tables.isEmpty()
                ? "true"
                : tables.stream()
                        .map(table ->
                                "EXISTS (SELECT FROM %s r WHERE upper(r.event_name::text) = %s)"
                                        .formatted(table, event))
                        .collect(Collectors.joining(" OR ", "(", ")"));
    }
}
