package dap.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import dap.model.RowSink;
import dap.model.TableName;
import dap.sql.AthenaQuery;
import dap.sql.FunctionTable;
import dap.sql.LakeTables;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What expressions give on DuckDB: the values that Trino's documentation and source have.
class AgreementTest {

    private static final LakeTables NOTHING =
            new LakeTables() {
                @Override
                public Optional<LakeTable> findTable(TableName name) {
                    return Optional.empty();
                }

                @Override
                public List<TableName> tables() {
                    return List.of();
                }

                @Override
                public List<TableFile> files(TableName name) {
                    return List.of();
                }
            };

    @TempDir static Path folder;

    private static @Nullable DuckDbEngine engine;

    @BeforeAll
    static void start() {
        engine =
                new DuckDbEngine(
                        new EngineOptions("500MB", 1, folder, Optional.empty(), List.of()));
    }

    @AfterAll
    static void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            nullValues = "NULL",
            textBlock =
                    """
                    # text
                    lower('ÀB') ; àb
                    length('😀é') ; 2
                    substr('hello', 2) ; ello
                    substr('hello', -3, 2) ; ll
                    substr('hello', 0) ; ``
                    substr('hello', -9) ; ``
                    substring('hello' FROM 2 FOR 3) ; ell
                    concat('a', NULL) ; NULL
                    'a' || 'b' || 'c' ; abc
                    trim('  a ') ; a
                    trim(BOTH 'xy' FROM 'xyaxb') ; axb
                    replace('banana', 'an') ; ba
                    replace('ab', '', '-') ; -a-b-
                    reverse('a😀') ; 😀a
                    split('a,b,', ',') ; [a, b, ]
                    split_part('a-b', '-', 2) ; b
                    split_part('a-b', '-', 3) ; NULL
                    strpos('hello', 'l') ; 3
                    position('l' IN 'hello') ; 3
                    starts_with('hello', 'he') ; true
                    lpad('5', 3, '0') ; 005
                    rpad('abc', 2, 'x') ; ab
                    regexp_like('1a 2b', '\\d+b') ; true
                    regexp_extract('1a 2b', '(\\d+)b', 1) ; 2
                    regexp_replace('1a 2b', '(\\d)([ab])', '$2$1') ; a1 b2
                    'a_c' LIKE 'a\\_c' ; false
                    'a_c' LIKE 'a\\_c' ESCAPE '\\' ; true
                    'a%' LIKE 'a$%' ESCAPE '$' ; true
                    'a' = 'A' ; false
                    # format
                    format('%s', NULL) ; null
                    format('%s', CAST(NULL AS JSON)) ; null
                    format('a%sb%%%s', 1, true) ; a1b%true
                    format('%s', 1e10) ; 1.0E10
                    format('%s', 1.50) ; 1.50
                    # conversions
                    CAST(1e10 AS varchar) ; 1.0E10
                    CAST(1234.5e0 AS varchar) ; 1.2345E3
                    CAST(0e0 AS varchar) ; 0E0
                    CAST(-0.001e0 AS varchar) ; -1.0E-3
                    CAST(true AS varchar) ; true
                    CAST(1.50 AS varchar) ; 1.50
                    CAST('abcdef' AS varchar(3)) ; abc
                    CAST(2.5e0 AS bigint) ; 3
                    CAST(-2.5e0 AS bigint) ; -3
                    CAST(2.5 AS integer) ; 3
                    CAST('007' AS integer) ; 7
                    TRY_CAST('x' AS integer) ; NULL
                    TRY_CAST('1.5' AS integer) ; NULL
                    CAST('t' AS boolean) ; true
                    TRY_CAST('yes' AS boolean) ; NULL
                    CAST('2024-01-05' AS date) ; 2024-01-05
                    TRY_CAST('2024-01-32' AS date) ; NULL
                    CAST(TIMESTAMP '2024-01-05 10:11:12.345' AS varchar) ; 2024-01-05 10:11:12.345
                    CAST(DATE '2024-01-05' AS timestamp) ; 2024-01-05 00:00:00.000
                    # arithmetic
                    7 / 2 ; 3
                    -7 / 2 ; -3
                    -7 % 3 ; -1
                    7 / 2e0 ; 3.5
                    try(1 / 0) ; NULL
                    1.5 + 1.25 ; 2.75
                    round(2.5e0) ; 3.0
                    round(-2.5e0) ; -3.0
                    round(1.005e0, 1) ; 1.0
                    greatest(1, 3, 2) ; 3
                    greatest(1, NULL) ; NULL
                    # JSON
                    json_format(CAST(ROW(1, 'x') AS JSON)) ; {"":1,"":"x"}
                    json_format(CAST(ARRAY['a"b', NULL] AS JSON)) ; ["a\\"b",null]
                    json_format(CAST(1e10 AS JSON)) ; 1.0E10
                    json_format(CAST('é/' || chr(10) AS JSON)) ; "é/\\n"
                    json_format(CAST(CAST(NULL AS varchar) AS JSON)) ; NULL
                    json_format(CAST(CAST(ROW(1, NULL) AS ROW(B integer, a varchar)) AS JSON)) ; {"b":1,"a":null}
                    json_format(json_parse('{"b": 1.50, "a": [true, null]}')) ; {"a":[true,null],"b":1.50}
                    json_extract_scalar('{"a":{"b":1.50}}', '$.a.b') ; 1.50
                    json_extract_scalar('{"a":{"b":1}}', '$.a') ; NULL
                    json_extract_scalar('no json', '$.a') ; NULL
                    json_extract_scalar('{"client-name":"x"}', '$["client-name"]') ; x
                    json_format(json_extract('{"a": {"b": [1, 2]}}', '$.a')) ; {"b":[1,2]}
                    json_array_length('[1,[2,3]]') ; 2
                    json_array_length('{}') ; NULL
                    CAST(json_parse('"x"') AS varchar) ; x
                    CAST(json_parse('5') AS bigint) ; 5
                    # arrays and maps
                    element_at(ARRAY[1, 2], 5) ; NULL
                    element_at(ARRAY[1, 2], -1) ; 2
                    ARRAY[1, 2][1] ; 1
                    cardinality(ARRAY[1, NULL]) ; 2
                    contains(ARRAY[1, 2], 3) ; false
                    contains(ARRAY[1, NULL], 3) ; NULL
                    array_join(ARRAY['a', NULL, 'b'], '-') ; a-b
                    array_join(ARRAY['a', NULL, 'b'], '-', '?') ; a-?-b
                    transform(ARRAY[1, 2], x -> x * 2) ; [2, 4]
                    filter(ARRAY[1, NULL, 3], x -> x > 1) ; [3]
                    any_match(ARRAY[1, 2], x -> x = 2) ; true
                    any_match(ARRAY[1, NULL], x -> x = 2) ; NULL
                    all_match(ARRAY[], x -> x IS NULL) ; true
                    array_distinct(ARRAY[3, NULL, 1, 3, NULL]) ; [3, null, 1]
                    array_max(ARRAY[1, NULL]) ; NULL
                    array_sort(ARRAY[3, NULL, 1]) ; [1, 3, null]
                    # times
                    date_format(TIMESTAMP '2024-01-05 13:04:09.123', '%Y-%m-%d %H:%i:%s.%f') ; 2024-01-05 13:04:09.123000
                    date_format(DATE '2024-01-05', '%y%c%e %M %a %h%p') ; 2415 January Fri 12AM
                    date_parse('2024-01-05 13:04', '%Y-%m-%d %H:%i') ; 2024-01-05 13:04:00.000
                    date_parse('20240105', '%Y%m%d') ; 2024-01-05 00:00:00.000
                    from_unixtime(0) ; 1970-01-01 00:00:00.000 UTC
                    to_unixtime(TIMESTAMP '1970-01-02 00:00:00') ; 86400.0
                    year(DATE '2024-01-05') ; 2024
                    day_of_week(DATE '2024-01-07') ; 7
                    week(DATE '2024-12-30') ; 1
                    hour(CAST(TIMESTAMP '2024-07-05 13:04:09' AS timestamp with time zone) AT TIME ZONE 'Europe/London') ; 14
                    hour(from_unixtime(1720000000) AT TIME ZONE 'Europe/London') ; 10
                    hour(from_iso8601_timestamp('2024-01-05T10:00:00+02:00')) ; 10
                    to_unixtime(from_iso8601_timestamp('1970-01-01T02:00:00+02:00')) ; 0.0
                    date_trunc('month', DATE '2024-01-05') ; 2024-01-01
                    date_add('month', 1, DATE '2024-01-31') ; 2024-02-29
                    date_add('day', -5, DATE '2024-01-05') ; 2023-12-31
                    date_diff('day', DATE '2024-01-01', DATE '2024-01-05') ; 4
                    date_diff('hour', TIMESTAMP '2024-01-01 00:30:00', TIMESTAMP '2024-01-01 02:00:00') ; 1
                    date_diff('day', DATE '2024-01-01', now()) ; 5
                    date_diff('day', date_parse('20240101', '%Y%m%d'), now()) ; 5
                    date_diff('day', current_date, TIMESTAMP '2024-01-08 01:00:00') ; 2
                    DATE '2024-01-31' + INTERVAL '1' MONTH ; 2024-02-29
                    date(TIMESTAMP '2024-01-05 13:00:00') ; 2024-01-05
                    now() ; 2024-01-06 03:04:05.678 UTC
                    current_date ; 2024-01-06
                    date_format(now(), '%Y%m%d') ; 20240106
                    # bytes
                    to_hex(md5(to_utf8('a'))) ; 0CC175B9C0F1B6A831C399E269772661
                    to_hex(sha256(to_utf8(''))) ; E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855
                    # conditions
                    CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END ; b
                    IF(1 = 2, 'a') ; NULL
                    COALESCE(NULL, 1) ; 1
                    NULLIF(1, 1) ; NULL
                    1 IS DISTINCT FROM NULL ; true
                    1 IN (2, NULL) ; NULL
                    1 BETWEEN 0 AND 2 ; true
                    """)
    void anExpressionHasTrinosValue(String expression, @Nullable String expected) {
        assertThat(value(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    1 / 0 ; divided by zero
                    1 % 0 ; divided by zero
                    CAST('x' AS integer) ; try_cast
                    CAST('1x' AS integer) ; try_cast
                    ARRAY[1, 2][3] ; element_at
                    9223372036854775807 + 1 ; out of range
                    json_parse('{') ; try_cast
                    """)
    void whatFailsInTrinoFailsHere(String expression, String message) {
        assertThatThrownBy(() -> value(expression))
                .isInstanceOf(DapException.class)
                .hasMessageContaining(message);
    }

    @Test
    void everyFunctionThatTheTableLetsPassIsWritten() {
        List<String> unwritten = new ArrayList<>(FunctionTable.names());

        unwritten.removeAll(ScalarFunctions.all());
        unwritten.removeAll(AggregateFunctions.names());

        assertThat(unwritten).isEmpty();
    }

    private static @Nullable String value(String expression) {
        List<@Nullable Object> values = new ArrayList<>();
        RowSink sink =
                new RowSink() {
                    @Override
                    public void columns(List<String> names) {}

                    @Override
                    public void row(List<@Nullable Object> row) {
                        values.addAll(row);
                    }
                };
        var query =
                AthenaQuery.parse("SELECT " + expression)
                        .bind("local", Instant.parse("2024-01-06T03:04:05.678Z"), NOTHING);
        if (engine == null) {
            throw new IllegalStateException("not started");
        }
        engine.query(query, sink);
        Object value = values.getFirst();
        return value == null ? null : value.toString();
    }
}
