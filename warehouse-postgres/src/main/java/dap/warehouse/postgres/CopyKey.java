package dap.warehouse.postgres;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.Column;
import dap.model.HiveType;
import dap.warehouse.LandingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What decides which copy of an event is the greater, as SQL over a row of its STAGE table.
record CopyKey(LandingTable table) {

    private static final String EVENT_ID = "event_id";
    private static final String TIMESTAMP = "timestamp";

    /// Differs from load to load, so it is not what makes two copies differ.
    private static final String PROCESSED_DATE = "processed_date";

    /// A function takes at most 100 arguments.
    private static final int CHUNK = 50;

    CopyKey {
        if (table.columns().stream().noneMatch(column -> column.hiveName().equals(EVENT_ID))) {
            throw new DapException(
                    ErrorCode.PROJECT_INVALID,
                    "STAGE table %s has no column event_id, by which an event is known."
                            .formatted(table.family()),
                    "Declare it in stage.yml, and have the DML fill it.");
        }
    }

    /// The event's timestamp as a bigint; 0 where there is none, or none that is a number.
    String timestamp() {
        return table.columns().stream()
                .filter(column -> column.hiveName().equals(TIMESTAMP))
                .findFirst()
                .map(column ->
                        "coalesce(%s, 0)".formatted(number("c.\"timestamp\"", column.type())))
                .orElse("0::bigint");
    }

    private static String number(String value, HiveType type) {
        return switch (type) {
            case HiveType.Scalar scalar -> scalarNumber(value, scalar);
            case HiveType.Decimal _ -> rounded(value);
            case HiveType.Varchar _, HiveType.Char _ -> digits(value);
            case HiveType.Array _, HiveType.MapOf _, HiveType.Struct _ -> "0::bigint";
        };
    }

    private static String scalarNumber(String value, HiveType.Scalar type) {
        return switch (type) {
            case TINYINT, SMALLINT, INT, BIGINT -> value + "::bigint";
            case FLOAT, DOUBLE -> rounded(value);
            case DATE, TIMESTAMP ->
                    "CASE WHEN isfinite(%s) THEN (extract(epoch FROM %s) * 1000000)::bigint END"
                            .formatted(value, value);
            case STRING, UNKNOWN -> digits(value);
            case BOOLEAN, BINARY -> "0::bigint";
        };
    }

    // NaN is greater than every number.
    private static String rounded(String value) {
        return "CASE WHEN abs(%s) < 9e18 THEN trunc(%s)::bigint END".formatted(value, value);
    }

    private static String digits(String value) {
        return "CASE WHEN %s ~ '^[+-]?[0-9]{1,18}$' THEN %s::bigint END".formatted(value, value);
    }

    /// A hash of the mapped columns. Those that are NULL leave no trace, so that a column which a
    /// table gains later changes no copy that has nothing in it.
    String hash() {
        List<String> fields = new ArrayList<>();
        for (String name : LandingTables.names(table)) {
            if (!name.equals(PROCESSED_DATE)) {
                fields.add(
                        "'%s=' || c.%s || chr(31)"
                                .formatted(name.replace("'", "''"), Sql.quoted(name)));
            }
        }
        List<String> chunks = new ArrayList<>();
        for (int from = 0; from < fields.size(); from += CHUNK) {
            chunks.add(
                    fields.subList(from, Math.min(fields.size(), from + CHUNK)).stream()
                            .collect(Collectors.joining(", ", "concat(", ")")));
        }
        return "md5(" + String.join(" || ", chunks) + ")::uuid";
    }

    /// The table's columns, quoted, for a select from `alias`.
    static String columns(LandingTable table, String alias) {
        return table.columns().stream()
                .map(Column::hiveName)
                .map(name -> alias + Sql.quoted(name))
                .collect(Collectors.joining(", "));
    }
}
