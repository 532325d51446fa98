package dap.warehouse.postgres;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.RowSink;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Streams a user's query, row by row, as values that are the same whichever warehouse gave them.
final class WarehouseQuery {

    private static final int FETCH_SIZE = 1000;
    private static final Set<String> ASKING =
            Set.of("select", "with", "values", "table", "show", "explain");
    private static final String BY_SELECT =
            "Ask the warehouse by SELECT; it is changed by migrations and procedures only.";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private WarehouseQuery() {}

    /// @param connection in a transaction that cannot write
    static void stream(Connection connection, String sql, RowSink sink) throws SQLException {
        List<SqlScanner.Statement> statements = SqlScanner.statements(sql);
        if (statements.size() != 1) {
            throw new DapException(
                    ErrorCode.SQL_INVALID,
                    "A query is one statement; this text holds " + statements.size() + ".",
                    "Ask one after the other.");
        }
        String text = statements.getFirst().text();
        refuseUnlessItAsks(text);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(FETCH_SIZE);
            if (!statement.execute(text)) {
                throw new DapException(
                        ErrorCode.SQL_INVALID, "The statement returns no rows.", BY_SELECT);
            }
            try (ResultSet rows = statement.getResultSet()) {
                stream(rows, sink);
            }
        }
    }

    // What the reader's rights refuse is said here in words of its own; on a server with one user
    // for
    // all nothing else may refuse it.
    private static void refuseUnlessItAsks(String sql) {
        String first =
                SqlScanner.wordsWithBodies(sql).stream()
                        .map(SqlScanner.Word::text)
                        .filter(word -> !word.equals("("))
                        .findFirst()
                        .orElse("");
        if (!ASKING.contains(first)) {
            throw new DapException(
                    ErrorCode.SQL_INVALID,
                    "dap query asks, and %s does not."
                            .formatted(
                                    first.matches("[a-z]+")
                                            ? first.toUpperCase(Locale.ROOT)
                                            : "this statement"),
                    BY_SELECT);
        }
    }

    private static void stream(ResultSet rows, RowSink sink) throws SQLException {
        ResultSetMetaData metaData = rows.getMetaData();
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= metaData.getColumnCount(); column++) {
            names.add(metaData.getColumnLabel(column).toLowerCase(Locale.ROOT));
        }
        sink.columns(names);
        while (rows.next()) {
            List<@Nullable Object> values = new ArrayList<>(names.size());
            for (int column = 1; column <= names.size(); column++) {
                values.add(value(rows, column, metaData.getColumnTypeName(column)));
            }
            sink.row(values);
        }
    }

    private static @Nullable Object value(ResultSet rows, int column, String type)
            throws SQLException {
        if (rows.getString(column) == null) {
            return null;
        }
        return switch (type) {
            case "bool" -> rows.getBoolean(column);
            case "int2", "int4", "int8", "serial", "bigserial", "oid" -> rows.getLong(column);
            case "float4", "float8" -> rows.getDouble(column);
            case "numeric" -> number(rows.getString(column));
            case "date", "timestamp", "timestamptz", "time" -> time(rows, column, type);
            default -> type.startsWith("_") ? list(rows.getArray(column)) : rows.getString(column);
        };
    }

    // PostgreSQL's numeric knows NaN and infinity; BigDecimal does not.
    private static Object number(String text) {
        return Character.isLetter(text.charAt(text.length() - 1))
                ? Double.valueOf(text)
                : new BigDecimal(text);
    }

    private static Object time(ResultSet rows, int column, String type) throws SQLException {
        if (rows.getString(column).contains("infinity")) {
            return rows.getString(column);
        }
        return switch (type) {
            case "date" -> rows.getObject(column, LocalDate.class).toString();
            case "time" -> TIME.format(rows.getObject(column, LocalTime.class));
            case "timestamp" -> TIMESTAMP.format(rows.getObject(column, LocalDateTime.class));
            default ->
                    TIMESTAMP.format(
                                    rows.getObject(column, OffsetDateTime.class)
                                            .withOffsetSameInstant(ZoneOffset.UTC))
                            + " UTC";
        };
    }

    private static List<@Nullable Object> list(Array array) throws SQLException {
        return elements((@Nullable Object[]) array.getArray());
    }

    private static List<@Nullable Object> elements(@Nullable Object[] values) {
        List<@Nullable Object> list = new ArrayList<>(values.length);
        for (@Nullable Object value : Arrays.asList(values)) {
            list.add(
                    switch (value) {
                        case null -> null;
                        case Object[] nested -> elements(nested);
                        case Integer number -> number.longValue();
                        case Short number -> number.longValue();
                        case Float number -> number.doubleValue();
                        case Boolean _, Long _, Double _, BigDecimal _ -> value;
                        default -> value.toString();
                    });
        }
        return list;
    }
}
