package dap.warehouse.postgres;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.Column;
import dap.model.HiveType;
import dap.warehouse.LandingTable;
import java.util.stream.Collectors;

/// What decides which copy of an event is the greater, as SQL over a row of its STAGE table.
record CopyKey(LandingTable table) {

    private static final String EVENT_ID = "event_id";
    private static final String TIMESTAMP = "timestamp";

    /// Differs from load to load, so it is not what makes two copies differ.
    private static final String PROCESSED_DATE = "processed_date";

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

    /// A hash of the mapped columns, as a bigint. Those that are NULL leave no trace, so that a
    /// column which a table gains later changes no copy that has nothing in it. Each column's hash
    /// is seeded with its name, so that a value tells where it stands.
    ///
    /// PostgreSQL's own extended hashes do not change from version to version: partitions by hash
    /// rest on them.
    String hash() {
        return LandingTables.columns(table).entrySet().stream()
                .filter(column -> !column.getKey().equals(PROCESSED_DATE))
                .map(column ->
                        "coalesce(%s, 0)"
                                .formatted(
                                        hash(
                                                "c." + Sql.quoted(column.getKey()),
                                                column.getValue(),
                                                column.getKey().hashCode())))
                .collect(Collectors.joining(" # ", "(", ")"));
    }

    // Whole numbers hash alike in each width, so a column that widens changes no copy.
    private static String hash(String value, String type, int seed) {
        return switch (type) {
            case "smallint", "integer", "bigint" ->
                    "hashint8extended(%s, %d)".formatted(value, seed);
            case "text" -> "hashtextextended(%s, %d)".formatted(value, seed);
            default -> "hashtextextended(%s::text, %d)".formatted(value, seed);
        };
    }

    /// The table's columns, quoted, for a select from `alias`.
    static String columns(LandingTable table, String alias) {
        return table.columns().stream()
                .map(Column::hiveName)
                .map(name -> alias + Sql.quoted(name))
                .collect(Collectors.joining(", "));
    }
}
