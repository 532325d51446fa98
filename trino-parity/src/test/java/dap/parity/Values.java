package dap.parity;

import dap.sql.tree.Query;
import dap.sql.tree.SqlType;
import io.trino.testing.MaterializedRow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Values as they come from the two engines, brought to one form: rows are lists, maps are ordered
/// by their keys, a fraction of a second ends without zeros, a zoned time is shown in UTC.
final class Values {

    private Values() {}

    static List<@Nullable Object> ofDuck(
            List<Query.Output> columns, List<? extends @Nullable Object> row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(ofDuck(columns.get(i).type(), row.get(i)));
        }
        return values;
    }

    private static @Nullable Object ofDuck(SqlType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case SqlType.Array(SqlType element) ->
                    list(((List<?>) value).stream().map(item -> ofDuck(element, item)).toList());
            case SqlType.MapOf(SqlType _, SqlType element) -> {
                Map<String, @Nullable Object> map = new TreeMap<>();
                ((Map<?, ?>) value)
                        .forEach(
                                (key, item) -> map.put(String.valueOf(key), ofDuck(element, item)));
                yield map;
            }
            case SqlType.Row row -> {
                List<@Nullable Object> fields = new ArrayList<>();
                for (Object field : ((Map<?, ?>) value).values()) {
                    fields.add(ofDuck(row.fields().get(fields.size()).type(), field));
                }
                yield fields;
            }
            case SqlType.Timestamp _, SqlType.ZonedTimestamp _ -> withoutZeros(value.toString());
            default -> value;
        };
    }

    private static List<@Nullable Object> list(List<? extends @Nullable Object> items) {
        return new ArrayList<>(items);
    }

    static @Nullable Object ofTrino(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Byte number -> number.longValue();
            case Short number -> number.longValue();
            case Integer number -> number.longValue();
            case Float number -> number.doubleValue();
            case LocalDate date -> date.toString();
            case LocalDateTime time -> clock(time);
            case ZonedDateTime time ->
                    clock(LocalDateTime.ofInstant(Instant.from(time), ZoneOffset.UTC)) + " UTC";
            case MaterializedRow row ->
                    list(row.getFields().stream().map(Values::ofTrino).toList());
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> all = new TreeMap<>();
                map.forEach((key, item) -> all.put(String.valueOf(ofTrino(key)), ofTrino(item)));
                yield all;
            }
            case Collection<?> items -> list(items.stream().map(Values::ofTrino).toList());
            case byte[] bytes -> HexFormat.ofDelimiter(" ").formatHex(bytes);
            default -> value;
        };
    }

    private static String clock(LocalDateTime time) {
        String text = time.toLocalDate() + " " + time.toLocalTime();
        return withoutZeros(time.getSecond() == 0 && time.getNano() == 0 ? text + ":00" : text);
    }

    private static String withoutZeros(String clock) {
        return clock.replaceFirst("(:\\d\\d)\\.0+( UTC)?$", "$1$2")
                .replaceFirst("(\\.\\d*[1-9])0+( UTC)?$", "$1$2");
    }
}
