package dap.engine.trino;

import dap.model.RowSink;
import dap.sql.tree.Query;
import dap.sql.tree.SqlType;
import io.trino.jdbc.Row;
import io.trino.jdbc.RowField;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Hands the rows of a result to a sink, as plain values.
final class ResultReader {

    private final List<Query.Output> columns;

    ResultReader(List<Query.Output> columns) {
        this.columns = columns;
    }

    /// @return how many there were
    long read(ResultSet result, RowSink rows) throws SQLException {
        long count = 0;
        boolean hasRow = result.next();
        rows.columns(columns.stream().map(Query.Output::shown).toList());
        while (hasRow) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                row.add(value(result, i + 1, columns.get(i).type()));
            }
            rows.row(row);
            count++;
            hasRow = result.next();
        }
        return count;
    }

    private static @Nullable Object value(ResultSet result, int column, SqlType type)
            throws SQLException {
        return switch (type) {
            // As Trino itself writes it, with all digits.
            case SqlType.Timestamp _, SqlType.ZonedTimestamp _ -> result.getString(column);
            case SqlType.Simple _,
                    SqlType.Varchar _,
                    SqlType.Char _,
                    SqlType.Decimal _,
                    SqlType.Array _,
                    SqlType.MapOf _,
                    SqlType.Row _ ->
                    plain(type, result.getObject(column));
        };
    }

    private static @Nullable Object plain(SqlType type, @Nullable Object value)
            throws SQLException {
        if (value == null || type == SqlType.Simple.UNKNOWN) {
            return null;
        }
        return switch (type) {
            case SqlType.Array(SqlType element) -> list(element, value);
            case SqlType.MapOf(SqlType _, SqlType element) -> map(element, (Map<?, ?>) value);
            case SqlType.Row row -> row(row, (Row) value);
            case SqlType.Timestamp(int precision) -> clock(precision, value);
            case SqlType.ZonedTimestamp(int precision) -> clock(precision, value) + " UTC";
            case SqlType.Decimal _ -> value;
            case SqlType.Simple _, SqlType.Varchar _, SqlType.Char _ -> scalar(value);
        };
    }

    private static Object scalar(Object value) {
        return switch (value) {
            case Byte number -> number.longValue();
            case Short number -> number.longValue();
            case Integer number -> number.longValue();
            case Long number -> number;
            case Float number -> number.doubleValue();
            case Double number -> number;
            case BigDecimal number -> number;
            case Boolean bool -> bool;
            case byte[] bytes -> HexFormat.ofDelimiter(" ").formatHex(bytes);
            default -> value.toString();
        };
    }

    private static List<@Nullable Object> list(SqlType element, Object array) throws SQLException {
        List<@Nullable Object> all = new ArrayList<>();
        Object[] items =
                array instanceof Array sql
                        ? (Object[]) sql.getArray()
                        : ((List<?>) array).toArray();
        for (Object item : items) {
            all.add(plain(element, item));
        }
        return all;
    }

    private static Map<String, @Nullable Object> map(SqlType element, Map<?, ?> map)
            throws SQLException {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            all.put(String.valueOf(entry.getKey()), plain(element, entry.getValue()));
        }
        return all;
    }

    private static Map<String, @Nullable Object> row(SqlType.Row row, Row value)
            throws SQLException {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (int i = 0; i < row.fields().size(); i++) {
            SqlType.Field field = row.fields().get(i);
            RowField found = value.getFields().get(i);
            all.put(field.name().orElse("field" + i), plain(field.type(), found.getValue()));
        }
        return all;
    }

    /// `2024-01-05 10:11:12.000`.
    private static String clock(int precision, Object value) {
        if (!(value instanceof Timestamp time)) {
            return value.toString();
        }
        String pattern =
                "uuuu-MM-dd HH:mm:ss" + (precision == 0 ? "" : "." + "S".repeat(precision));
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(time.toLocalDateTime());
    }
}
