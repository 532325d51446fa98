package dap.warehouse.postgres;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.Column;
import dap.model.HiveType;
import dap.warehouse.LandingTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The tables from which procedures read their batch: made, and widened as declarations grow.
///
/// A column that is no longer declared stays, and is NULL from then on.
///
/// @param schema where they are: `warehouse.landing-schema`
record LandingTables(String schema) {

    /// Everything that decides how the table looks.
    String declaration(LandingTable table) {
        return columns(table).entrySet().stream()
                .map(column -> column.getKey() + " " + column.getValue())
                .collect(Collectors.joining(", ", schema + "." + table.family() + ": ", ""));
    }

    String nameOf(String family) {
        return Sql.quoted(schema, family);
    }

    void deploy(Connection connection, LandingTable table) throws SQLException {
        Sql.run(connection, "CREATE SCHEMA IF NOT EXISTS " + Sql.quoted(schema));
        Map<String, String> present = present(connection, table.family().name());
        if (present.isEmpty()) {
            create(connection, table);
            return;
        }
        for (Map.Entry<String, String> column : columns(table).entrySet()) {
            String type = present.get(column.getKey());
            if (type == null) {
                alter(
                        connection,
                        table,
                        "ADD COLUMN " + Sql.quoted(column.getKey()) + " " + column.getValue());
            } else if (!type.equals(column.getValue())) {
                retype(connection, table, column.getKey(), type, column.getValue());
            }
        }
    }

    private void create(Connection connection, LandingTable table) throws SQLException {
        String columns =
                columns(table).entrySet().stream()
                        .map(column -> Sql.quoted(column.getKey()) + " " + column.getValue())
                        .collect(Collectors.joining(", "));
        Sql.run(
                connection,
                "CREATE TABLE %s (%s)".formatted(nameOf(table.family().name()), columns));
    }

    private void alter(Connection connection, LandingTable table, String change)
            throws SQLException {
        Sql.run(connection, "ALTER TABLE " + nameOf(table.family().name()) + " " + change);
    }

    private void retype(
            Connection connection, LandingTable table, String column, String from, String to)
            throws SQLException {
        String name = Sql.quoted(column);
        try {
            alter(
                    connection,
                    table,
                    "ALTER COLUMN %s TYPE %s USING %s::%s".formatted(name, to, name, to));
        } catch (SQLException e) {
            if (Refusal.isConnectionLost(e)) {
                throw e;
            }
            throw new DapException(
                    ErrorCode.WAREHOUSE_REFUSED,
                    "Column %s of %s.%s cannot change from %s to %s: rows that wait in it, or a view on it, do not allow it."
                            .formatted(column, schema, table.family(), from, to),
                    "Declare a type that holds both, or drop the view.",
                    new SQLException("SQLSTATE " + e.getSQLState(), e.getSQLState()));
        }
    }

    /// Families that have a landing table.
    List<String> families(Connection connection) throws SQLException {
        return Sql.texts(
                connection,
                """
                SELECT name FROM dap.deployed
                WHERE kind = 'landing' AND to_regclass(format('%I.%I', ?::text, name)) IS NOT NULL
                ORDER BY name
                """,
                schema);
    }

    private Map<String, String> present(Connection connection, String family) throws SQLException {
        Map<String, String> found = new LinkedHashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT attname, format_type(atttypid, atttypmod)
                        FROM pg_attribute
                        WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
                        ORDER BY attnum
                        """)) {
            Sql.bind(statement, nameOf(family));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return found;
    }

    /// Names, lower case, with their types as PostgreSQL prints them.
    static Map<String, String> columns(LandingTable table) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            columns.put(column.hiveName(), type(column.type()));
        }
        return columns;
    }

    static List<String> names(LandingTable table) {
        return List.copyOf(columns(table).keySet());
    }

    private static String type(HiveType type) {
        return switch (type) {
            case HiveType.Scalar scalar -> scalarType(scalar);
            case HiveType.Varchar(int length) -> "character varying(" + length + ")";
            case HiveType.Char(int length) -> "character(" + length + ")";
            case HiveType.Decimal(int precision, int scale) ->
                    "numeric(" + precision + "," + scale + ")";
            case HiveType.Array _, HiveType.MapOf _, HiveType.Struct _ -> "text";
        };
    }

    private static String scalarType(HiveType.Scalar scalar) {
        return switch (scalar) {
            case BOOLEAN -> "boolean";
            case TINYINT, SMALLINT -> "smallint";
            case INT -> "integer";
            case BIGINT -> "bigint";
            case FLOAT -> "real";
            case DOUBLE -> "double precision";
            case DATE -> "date";
            case TIMESTAMP -> "timestamp without time zone";
            case STRING, BINARY, UNKNOWN -> "text";
        };
    }
}
