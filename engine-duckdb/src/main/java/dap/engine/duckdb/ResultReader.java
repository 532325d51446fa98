package dap.engine.duckdb;

import dap.model.RowSink;
import dap.sql.tree.Query;
import dap.sql.tree.SqlType;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
    private boolean hasBegun;

    ResultReader(List<Query.Output> columns) {
        this.columns = columns;
    }

    /// Whether the sink has been called.
    boolean hasBegun() {
        return hasBegun;
    }

    void read(Statement statement, String sql, RowSink rows) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            boolean hasRow = result.next();
            hasBegun = true;
            rows.columns(columns.stream().map(Query.Output::shown).toList());
            while (hasRow) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 0; i < columns.size(); i++) {
                    row.add(plain(columns.get(i).type(), result.getObject(i + 1)));
                }
                rows.row(row);
                hasRow = result.next();
            }
        }
    }

    private static @Nullable Object plain(SqlType type, @Nullable Object value)
            throws SQLException {
        if (value == null || type == SqlType.Simple.UNKNOWN) {
            return null;
        }
        return switch (type) {
            case SqlType.Array(SqlType element) -> list(element, (Array) value);
            case SqlType.MapOf(SqlType _, SqlType element) -> map(element, (Map<?, ?>) value);
            case SqlType.Row row -> row(row, (Struct) value);
            case SqlType.Timestamp(int precision) -> clock(precision, value);
            case SqlType.ZonedTimestamp(int precision) -> clock(precision, value) + " UTC";
            case SqlType.Decimal _ -> value;
            case SqlType.Simple _, SqlType.Varchar _, SqlType.Char _ -> scalar(value);
        };
    }

    private static @Nullable Object scalar(Object value) throws SQLException {
        return switch (value) {
            case Byte number -> number.longValue();
            case Short number -> number.longValue();
            case Integer number -> number.longValue();
            case Long number -> number;
            case Float number -> number.doubleValue();
            case Double number -> number;
            case BigDecimal number -> number;
            case Boolean bool -> bool;
            case LocalDate date -> date.toString();
            case java.sql.Blob blob ->
                    HexFormat.ofDelimiter(" ").formatHex(blob.getBytes(1, (int) blob.length()));
            default -> value.toString();
        };
    }

    private static List<@Nullable Object> list(SqlType element, Array array) throws SQLException {
        List<@Nullable Object> all = new ArrayList<>();
        for (Object item : (Object[]) array.getArray()) {
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

    private static Map<String, @Nullable Object> row(SqlType.Row row, Struct struct)
            throws SQLException {
        Object[] values = struct.getAttributes();
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (int i = 0; i < row.fields().size(); i++) {
            all.put(DuckTypes.fieldName(row, i), plain(row.fields().get(i).type(), values[i]));
        }
        return all;
    }

    /// `2024-01-05 10:11:12.000`.
    private static String clock(int precision, Object value) {
        LocalDateTime time =
                switch (value) {
                    case java.sql.Timestamp timestamp -> timestamp.toLocalDateTime();
                    case OffsetDateTime instant ->
                            instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
                    case LocalDateTime local -> local;
                    default -> throw new IllegalStateException(value.getClass().getName());
                };
        String fraction = precision == 0 ? "" : "." + "S".repeat(precision);
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss" + fraction, Locale.ROOT)
                .format(time);
    }
}
