package dap.engine.duckdb;

import static org.duckdb.DuckDBColumnType.BIGINT;
import static org.duckdb.DuckDBColumnType.BOOLEAN;
import static org.duckdb.DuckDBColumnType.DATE;
import static org.duckdb.DuckDBColumnType.DOUBLE;
import static org.duckdb.DuckDBColumnType.FLOAT;
import static org.duckdb.DuckDBColumnType.TIMESTAMP;
import static org.duckdb.DuckDBColumnType.TIMESTAMP_WITH_TIME_ZONE;
import static org.duckdb.DuckDBColumnType.VARCHAR;

import dap.sql.MySqlDateFormat;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Functions of Trino's that DuckDB has no equal for, as functions of the database: `trino_…`.
final class TrinoFunctions {

    private static final Map<String, MySqlDateFormat> FORMATS = new ConcurrentHashMap<>();

    private TrinoFunctions() {}

    static void register(JavaFunctions functions) throws SQLException {
        text(functions);
        regexps(functions);
        times(functions);
        numbers(functions);
        json(functions);
    }

    private static MySqlDateFormat format(Object text) {
        return FORMATS.computeIfAbsent((String) text, MySqlDateFormat::of);
    }

    private static void text(JavaFunctions functions) throws SQLException {
        functions.register(
                "trino_replace",
                VARCHAR,
                List.of(VARCHAR, VARCHAR, VARCHAR),
                a -> TrinoText.replace((String) a[0], (String) a[1], (String) a[2]));
        functions.register(
                "trino_reverse", VARCHAR, List.of(VARCHAR), a -> TrinoText.reverse((String) a[0]));
        functions.register(
                "trino_substr",
                VARCHAR,
                List.of(VARCHAR, BIGINT, BIGINT),
                a -> TrinoText.substr((String) a[0], (Long) a[1], (Long) a[2]));
        functions.register(
                "trino_lpad",
                VARCHAR,
                List.of(VARCHAR, BIGINT, VARCHAR),
                a -> TrinoText.pad((String) a[0], (Long) a[1], (String) a[2], true));
        functions.register(
                "trino_rpad",
                VARCHAR,
                List.of(VARCHAR, BIGINT, VARCHAR),
                a -> TrinoText.pad((String) a[0], (Long) a[1], (String) a[2], false));
        functions.register(
                "trino_split_part",
                VARCHAR,
                List.of(VARCHAR, VARCHAR, BIGINT),
                a -> TrinoText.splitPart((String) a[0], (String) a[1], (Long) a[2]));
        functions.register(
                "trino_fitting",
                VARCHAR,
                List.of(VARCHAR, BIGINT),
                a -> TrinoText.fitting((String) a[0], (Long) a[1]));
        functions.register(
                "trino_strpos",
                BIGINT,
                List.of(VARCHAR, VARCHAR, BIGINT),
                a -> TrinoText.strpos((String) a[0], (String) a[1], (Long) a[2]));
        functions.register(
                "trino_trim_blanks",
                VARCHAR,
                List.of(VARCHAR),
                a -> TrinoText.trimBlanks((String) a[0], true, true));
        functions.register(
                "trino_ltrim_blanks",
                VARCHAR,
                List.of(VARCHAR),
                a -> TrinoText.trimBlanks((String) a[0], true, false));
        functions.register(
                "trino_rtrim_blanks",
                VARCHAR,
                List.of(VARCHAR),
                a -> TrinoText.trimBlanks((String) a[0], false, true));
        functions.register(
                "trino_trim",
                VARCHAR,
                List.of(VARCHAR, VARCHAR),
                a -> TrinoText.trim((String) a[0], (String) a[1], true, true));
        functions.register(
                "trino_ltrim",
                VARCHAR,
                List.of(VARCHAR, VARCHAR),
                a -> TrinoText.trim((String) a[0], (String) a[1], true, false));
        functions.register(
                "trino_rtrim",
                VARCHAR,
                List.of(VARCHAR, VARCHAR),
                a -> TrinoText.trim((String) a[0], (String) a[1], false, true));
    }

    private static void regexps(JavaFunctions functions) throws SQLException {
        functions.register(
                "trino_regexp_like",
                BOOLEAN,
                List.of(VARCHAR, VARCHAR),
                a -> TrinoRegexp.like((String) a[0], (String) a[1]));
        functions.register(
                "trino_regexp_extract",
                VARCHAR,
                List.of(VARCHAR, VARCHAR, BIGINT),
                a -> TrinoRegexp.extract((String) a[0], (String) a[1], (Long) a[2]));
        functions.register(
                "trino_regexp_replace",
                VARCHAR,
                List.of(VARCHAR, VARCHAR, VARCHAR),
                a -> TrinoRegexp.replace((String) a[0], (String) a[1], (String) a[2]));
    }

    private static void times(JavaFunctions functions) throws SQLException {
        functions.register(
                "trino_date_format",
                VARCHAR,
                List.of(TIMESTAMP, VARCHAR),
                a -> format(a[1]).format((LocalDateTime) a[0]));
        functions.register(
                "trino_date_parse",
                TIMESTAMP,
                List.of(VARCHAR, VARCHAR),
                a -> format(a[1]).parse((String) a[0]));
        functions.register(
                "trino_text_date", DATE, List.of(VARCHAR), a -> TrinoTimes.date((String) a[0]));
        functions.register(
                "trino_text_timestamp",
                TIMESTAMP,
                List.of(VARCHAR),
                a -> TrinoTimes.timestamp((String) a[0]));
        functions.register(
                "trino_in_zone",
                TIMESTAMP_WITH_TIME_ZONE,
                List.of(TIMESTAMP, VARCHAR),
                a -> TrinoTimes.inZone((LocalDateTime) a[0], (String) a[1]));
        functions.register(
                "trino_zoned_add",
                TIMESTAMP_WITH_TIME_ZONE,
                List.of(TIMESTAMP, VARCHAR, BIGINT, VARCHAR),
                a ->
                        TrinoTimes.add(
                                (LocalDateTime) a[0], (String) a[1], (Long) a[2], (String) a[3]));
        functions.register(
                "trino_zoned_trunc",
                TIMESTAMP_WITH_TIME_ZONE,
                List.of(TIMESTAMP, VARCHAR, VARCHAR),
                a -> TrinoTimes.truncate((LocalDateTime) a[0], (String) a[1], (String) a[2]));
        functions.register(
                "trino_day_text",
                VARCHAR,
                List.of(TIMESTAMP),
                a -> TrinoTimes.text(((LocalDateTime) a[0]).toLocalDate()));
        functions.register(
                "trino_clock_text",
                VARCHAR,
                List.of(TIMESTAMP, BIGINT),
                a -> TrinoTimes.text((LocalDateTime) a[0], (Long) a[1]));
        functions.register(
                "trino_iso_date", DATE, List.of(VARCHAR), a -> TrinoTimes.isoDate((String) a[0]));
        functions.register(
                "trino_iso_local",
                TIMESTAMP,
                List.of(VARCHAR),
                a -> TrinoTimes.iso((String) a[0]).toLocalDateTime());
        functions.register(
                "trino_iso_instant",
                TIMESTAMP_WITH_TIME_ZONE,
                List.of(VARCHAR),
                a ->
                        LocalDateTime.ofInstant(
                                TrinoTimes.iso((String) a[0]).toInstant(),
                                java.time.ZoneOffset.UTC));
    }

    private static void numbers(JavaFunctions functions) throws SQLException {
        functions.register(
                "trino_double_text",
                VARCHAR,
                List.of(DOUBLE),
                a -> TrinoNumbers.text((Double) a[0]));
        functions.register(
                "trino_real_text", VARCHAR, List.of(FLOAT), a -> TrinoNumbers.text((Float) a[0]));
        functions.register(
                "trino_double_java", VARCHAR, List.of(DOUBLE), a -> String.valueOf(a[0]));
        functions.register("trino_real_java", VARCHAR, List.of(FLOAT), a -> String.valueOf(a[0]));
        functions.register(
                "trino_text_bigint",
                BIGINT,
                List.of(VARCHAR),
                a -> Long.valueOf(((String) a[0]).strip()));
        functions.register(
                "trino_text_double", DOUBLE, List.of(VARCHAR), a -> Double.valueOf((String) a[0]));
        functions.register(
                "trino_real",
                DOUBLE,
                List.of(DOUBLE),
                a -> (double) (float) (double) (Double) a[0]);
        functions.register(
                "trino_text_boolean",
                BOOLEAN,
                List.of(VARCHAR),
                a -> TrinoNumbers.bool((String) a[0]));
        functions.register(
                "trino_round",
                DOUBLE,
                List.of(DOUBLE, BIGINT),
                a -> TrinoNumbers.round((Double) a[0], (Long) a[1]));
    }

    private static void json(JavaFunctions functions) throws SQLException {
        functions.register(
                "trino_json_parse", VARCHAR, List.of(VARCHAR), a -> TrinoJson.parse((String) a[0]));
        functions.register(
                "trino_json_extract",
                VARCHAR,
                List.of(VARCHAR, VARCHAR),
                a -> TrinoJson.extract((String) a[0], (String) a[1]));
        functions.register(
                "trino_json_extract_scalar",
                VARCHAR,
                List.of(VARCHAR, VARCHAR),
                a -> TrinoJson.extractScalar((String) a[0], (String) a[1]));
        functions.register(
                "trino_json_array_length",
                BIGINT,
                List.of(VARCHAR),
                a -> TrinoJson.arrayLength((String) a[0]));
        functions.register(
                "trino_json_escaped",
                VARCHAR,
                List.of(VARCHAR),
                a -> TrinoJson.escaped((String) a[0]));
        functions.register(
                "trino_json_size",
                BIGINT,
                List.of(VARCHAR, VARCHAR),
                a -> TrinoJson.size((String) a[0], (String) a[1]));
        functions.register(
                "trino_json_text", VARCHAR, List.of(VARCHAR), a -> TrinoJson.text((String) a[0]));
        functions.register(
                "trino_json_bigint",
                BIGINT,
                List.of(VARCHAR),
                a -> TrinoJson.bigint((String) a[0]));
        functions.register(
                "trino_json_double",
                DOUBLE,
                List.of(VARCHAR),
                a -> TrinoJson.doubleOf((String) a[0]));
        functions.register(
                "trino_json_boolean",
                BOOLEAN,
                List.of(VARCHAR),
                a -> TrinoJson.bool((String) a[0]));
    }
}
