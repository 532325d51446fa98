package dap.warehouse.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Short forms for statements, and names as they are written in them.
final class Sql {
    private Sql() {}

    /// Runs statements as they are: nothing in them is a parameter, or JDBC's `{…}`.
    ///
    /// @return the rows that the first of them changed
    static long run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
            return Math.max(0, statement.getLargeUpdateCount());
        }
    }

    /// Runs one statement with parameters.
    static long update(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeLargeUpdate();
        }
    }

    /// The first column of the first row, as text; empty for NULL and where there is no row.
    static String text(Connection connection, String sql, Object... parameters)
            throws SQLException {
        List<String> found = texts(connection, sql, parameters);
        return found.isEmpty() ? "" : found.getFirst();
    }

    /// The first column of the first row, a number; 0 for NULL and where there is no row.
    static long number(Connection connection, String sql, Object... parameters)
            throws SQLException {
        String text = text(connection, sql, parameters);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    /// The first column of all rows, as text; NULL as an empty one.
    static List<String> texts(Connection connection, String sql, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                List<String> found = new ArrayList<>();
                while (rows.next()) {
                    String text = rows.getString(1);
                    found.add(text == null ? "" : text);
                }
                return found;
            }
        }
    }

    static void bind(PreparedStatement statement, @Nullable Object... parameters)
            throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    /// `name` in double quotes.
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String quoted(String schema, String name) {
        return quoted(schema) + "." + quoted(name);
    }
}
