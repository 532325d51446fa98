package dap.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Values at the edges of each type, as Athena's literals; and for arguments that are a language of
/// their own (a unit, a pattern, a zone), what is written there.
final class EdgeValues {

    private static final List<String> TEXTS =
            List.of(
                    "''",
                    "'a'",
                    "'hello world'",
                    "' x\t '",
                    "'Zürich ẞ İ'",
                    "'😀é'",
                    "'%_\\'",
                    "'0'",
                    "'-12'",
                    "'1e3'",
                    "'a,b,,c'",
                    "'{\"a\":[1,null,\"x\"],\"b\":{\"c\":1.50}}'",
                    "'[1,2.0,\"x\",true,null]'",
                    "'{\"k😀\":\"é\\u00e9😀\\n\",\"n\":1e3,\"m\":-0.0}'");

    private static final List<String> DATES =
            List.of(
                    "DATE '1970-01-01'",
                    "DATE '2024-02-29'",
                    "DATE '1969-12-31'",
                    "DATE '2023-12-31'",
                    "DATE '2021-01-03'",
                    "DATE '0001-01-01'",
                    "DATE '9999-12-31'");

    private static final List<String> TIMES =
            List.of(
                    "TIMESTAMP '1970-01-01 00:00:00.000'", "TIMESTAMP '2024-02-29 23:59:59.999'",
                    "TIMESTAMP '1969-12-31 23:59:59.001'", "TIMESTAMP '2024-03-31 01:30:00.000'",
                    "TIMESTAMP '2020-12-31 12:34:56.789'", "TIMESTAMP '0001-01-01 00:00:00.000'");

    private static final List<String> ZONED =
            List.of(
                    "TIMESTAMP '1970-01-01 00:00:00.000 UTC'",
                    "TIMESTAMP '2024-03-31 02:30:00.000 Europe/London'",
                    "TIMESTAMP '2024-10-27 01:30:00.000 Europe/London'",
                    "TIMESTAMP '2023-12-31 23:59:59.999 +14:00'",
                    "TIMESTAMP '1969-07-20 20:17:40.123 America/New_York'");

    private static final List<String> FORMATS =
            List.of(
                    "'%Y-%m-%d %H:%i:%s'",
                    "'%Y%m%d'",
                    "'%a %b %e %M %W'",
                    "'%h:%i:%s %p %f'",
                    "'%j %v %x'",
                    "'%T'",
                    "'%r'",
                    "'%c %k %l %y'",
                    "'x%%y'",
                    "''");

    private static final List<String> UNITS =
            List.of(
                    "'millisecond'",
                    "'second'",
                    "'minute'",
                    "'hour'",
                    "'day'",
                    "'week'",
                    "'month'",
                    "'quarter'",
                    "'year'",
                    "'Day'",
                    "'fortnight'");

    private static final List<String> PATTERNS =
            List.of(
                    "'a'",
                    "''",
                    "'(h)(el)'",
                    "'[a-z]+'",
                    "'\\d+'",
                    "'(?i)HELLO'",
                    "'^.*$'",
                    "'\\w\\b'",
                    "'é|ü'",
                    "','",
                    "'('",
                    "'(?<n>l+)'",
                    "'.'",
                    "'(?i)ZÜRICH'",
                    "'\\s+'",
                    "'\\bi'");

    private static final List<String> PATHS =
            List.of(
                    "'$'",
                    "'$.a'",
                    "'$.a[0]'",
                    "'$.a[2]'",
                    "'$[\"a\"]'",
                    "'$.b.c'",
                    "'$.A'",
                    "'$.a[9]'",
                    "'$[0]'",
                    "'$..c'",
                    "'a'",
                    "''");

    private static final List<String> ZONES =
            List.of("'UTC'", "'Europe/London'", "'+05:30'", "'America/New_York'", "'nowhere'");

    private static final List<String> URLS =
            List.of(
                    "'https://u:p@signin.example.gov.uk:8443/a%20b/c?x=1&y=2&x=3#top'",
                    "'HTTP://h/?x=&y'",
                    "'/only/a/path?a+b=%C3%A9&x=%'",
                    "'mailto:someone@example.gov.uk'",
                    "'https://h'",
                    "'not a url'",
                    "''",
                    "'https://[::1]:80/p?x=a%26b'",
                    "'//h?x'");

    private static final List<String> SMALL = List.of("0", "1", "-1", "2", "3", "7", "-2");

    /// By `function/argument`.
    private static final Map<String, List<String>> SPECIAL =
            Map.ofEntries(
                    Map.entry("date_add/0", UNITS),
                    Map.entry("date_diff/0", UNITS),
                    Map.entry("date_trunc/0", UNITS),
                    Map.entry("date_add/1", List.of("0", "1", "-1", "12", "1000", "-400")),
                    Map.entry("date_format/1", FORMATS),
                    Map.entry("date_parse/1", FORMATS),
                    Map.entry(
                            "date_parse/0",
                            List.of(
                                    "'2024-02-29 23:59:59'",
                                    "'20240229'",
                                    "'20230229'",
                                    "''",
                                    "'2024-2-9 1:2:3'",
                                    "'Thu Feb 29 February Thursday'",
                                    "'11:59:59 PM 123456'",
                                    "'23:59:59'",
                                    "'x%y'")),
                    Map.entry(
                            "date/0",
                            List.of(
                                    "'2024-02-29'",
                                    "'2023-02-29'",
                                    "''",
                                    "'2024-2-9'",
                                    "' 2024-02-29 '",
                                    "'20240229'")),
                    Map.entry(
                            "from_iso8601_date/0",
                            List.of(
                                    "'2024-02-29'",
                                    "'2024-W09-4'",
                                    "'2024-060'",
                                    "'2024'",
                                    "'2024-02'",
                                    "'20240229'",
                                    "'x'")),
                    Map.entry(
                            "from_iso8601_timestamp/0",
                            List.of(
                                    "'2024-02-29T23:59:59.123Z'",
                                    "'2024-02-29T23:59'",
                                    "'2024-02-29'",
                                    "'2024-02-29T23:59:59+05:30'",
                                    "'2024-02-29 23:59:59'",
                                    "'x'")),
                    Map.entry("at_timezone/1", ZONES),
                    Map.entry("with_timezone/1", ZONES),
                    Map.entry("from_unixtime/1", ZONES),
                    Map.entry(
                            "from_unixtime/0",
                            List.of(
                                    "0e0",
                                    "1.7e9",
                                    "-1.5e0",
                                    "1700000000.123",
                                    "1700000000.1239",
                                    "CAST('NaN' AS double)",
                                    "1e18")),
                    Map.entry("regexp_extract/1", PATTERNS),
                    Map.entry("regexp_like/1", PATTERNS),
                    Map.entry("regexp_replace/1", PATTERNS),
                    Map.entry(
                            "regexp_replace/2",
                            List.of("''", "'X'", "'$1'", "'\\$'", "'$0-$0'", "'\\1'")),
                    Map.entry("regexp_extract/2", List.of("0", "1", "2", "-1")),
                    Map.entry("json_extract/1", PATHS),
                    Map.entry("json_extract_scalar/1", PATHS),
                    Map.entry("json_size/1", PATHS),
                    Map.entry("json_array_get/1", SMALL),
                    Map.entry("lpad/1", List.of("0", "1", "5", "-1", "20")),
                    Map.entry("rpad/1", List.of("0", "1", "5", "-1", "20")),
                    Map.entry(
                            "format/0",
                            List.of(
                                    "'%s'",
                                    "'%d'", "'%5s|'", "'%-5s|'", "'%%'", "'%s %s'", "'plain'",
                                    "'%.2f'", "'%,d'")),
                    Map.entry("sequence/0:bigint", List.of("0", "1", "-3", "10")),
                    Map.entry("sequence/1:bigint", List.of("0", "5", "-5", "20000")),
                    Map.entry("sequence/2:bigint", List.of("1", "-1", "2", "0")),
                    Map.entry(
                            "sequence/0:date",
                            List.of("DATE '2024-01-31'", "DATE '2024-02-29'", "DATE '2024-03-01'")),
                    Map.entry(
                            "sequence/1:date",
                            List.of("DATE '2024-01-31'", "DATE '2024-02-01'", "DATE '2025-03-30'")),
                    Map.entry(
                            "sequence/0:timestamp(3)",
                            List.of(
                                    "TIMESTAMP '2024-01-31 10:00:00.000'",
                                    "TIMESTAMP '2024-03-31 23:59:59.999'")),
                    Map.entry(
                            "sequence/1:timestamp(3)",
                            List.of(
                                    "TIMESTAMP '2024-01-31 10:00:00.000'",
                                    "TIMESTAMP '2024-02-29 10:00:00.001'",
                                    "TIMESTAMP '2025-03-31 00:00:00.000'")),
                    Map.entry("repeat/1", List.of("0", "1", "3", "-1", "10001")),
                    Map.entry("array_position/1", List.of("'a'", "'é'", "'z'")),
                    Map.entry("array_remove/1", List.of("'a'", "'é'", "'z'")),
                    Map.entry("reduce/1", List.of("BIGINT '0'", "BIGINT '7'")),
                    Map.entry(
                            "reduce/2",
                            List.of(
                                    "(s, x) -> s + length(x)",
                                    "(s, x) -> s + 1",
                                    "(s, x) -> coalesce(length(x), s)")),
                    Map.entry("reduce/3", List.of("s -> s", "s -> s * 2", "s -> nullif(s, 7)")),
                    Map.entry("map_filter/1", List.of("(k, v) -> v > 0", "(k, v) -> k = 'b'")),
                    Map.entry(
                            "transform_keys/1",
                            List.of(
                                    "(k, v) -> upper(k)",
                                    "(k, v) -> 'x'",
                                    "(k, v) -> nullif(k, 'a')")),
                    Map.entry(
                            "transform_values/1",
                            List.of("(k, v) -> v + 1", "(k, v) -> length(k)")),
                    Map.entry(
                            "zip_with/2",
                            List.of("(x, y) -> concat(x, CAST(y AS varchar))", "(x, y) -> x")),
                    Map.entry(
                            "map/0",
                            List.of(
                                    "ARRAY['a', 'b']",
                                    "ARRAY['a', 'a']",
                                    "ARRAY['a', NULL]",
                                    "CAST(ARRAY[] AS array(varchar))")),
                    Map.entry(
                            "map/1",
                            List.of(
                                    "ARRAY[BIGINT '1', NULL]",
                                    "ARRAY[BIGINT '1']",
                                    "CAST(ARRAY[] AS array(bigint))")),
                    Map.entry("regexp_count/1", PATTERNS),
                    Map.entry("regexp_position/1", PATTERNS),
                    Map.entry("regexp_split/1", PATTERNS),
                    Map.entry("regexp_extract_all/1", PATTERNS),
                    Map.entry("regexp_extract_all/2", List.of("0", "1", "2", "-1")),
                    Map.entry(
                            "split_to_map/0",
                            List.of(
                                    "'a=1,b=2'",
                                    "''",
                                    "'a'",
                                    "'a=1,a=2'",
                                    "'a=1=2'",
                                    "'a=,=b'",
                                    "'a=1,'")),
                    Map.entry("split_to_map/1", List.of("','", "''", "'='")),
                    Map.entry("split_to_map/2", List.of("'='", "''", "','")),
                    Map.entry("translate/1", List.of("'a'", "''", "'lo'", "'😀h'", "'aab'")),
                    Map.entry("translate/2", List.of("'x'", "''", "'é'", "'xyz'")),
                    Map.entry("hamming_distance/1", List.of("'b'", "''", "'hello worlD'", "'é😀'")),
                    Map.entry(
                            "from_base/0",
                            List.of("'ff'", "'-10'", "''", "'zz'", "'9223372036854775808'")),
                    Map.entry("from_base/1", List.of("16", "2", "36", "1", "37")),
                    Map.entry("to_base/1", List.of("16", "2", "36", "1", "37")),
                    Map.entry("round/1:integer", List.of("0", "1", "2", "-1", "5", "-9")),
                    Map.entry("truncate/1", List.of("0", "1", "2", "-1", "5", "-9")),
                    Map.entry("width_bucket/3", List.of("1", "4", "0", "-1")),
                    Map.entry("url_extract_fragment/0", URLS),
                    Map.entry("url_extract_host/0", URLS),
                    Map.entry("url_extract_parameter/0", URLS),
                    Map.entry("url_extract_parameter/1", List.of("'x'", "'y'", "''", "'a b'")),
                    Map.entry("url_extract_path/0", URLS),
                    Map.entry("url_extract_port/0", URLS),
                    Map.entry("url_extract_protocol/0", URLS),
                    Map.entry("url_extract_query/0", URLS),
                    Map.entry(
                            "url_decode/0",
                            List.of("'a+b%26c%2F%C3%A9'", "'%'", "'%zz'", "''", "'%C3'")),
                    Map.entry("json_array_contains/1:bigint", List.of("BIGINT '1'", "BIGINT '2'")),
                    Map.entry("json_array_contains/1:double", List.of("1e0", "2e0")),
                    Map.entry("slice/1", SMALL),
                    Map.entry("slice/2", SMALL),
                    Map.entry("subscript/1", SMALL),
                    Map.entry("split/2", SMALL),
                    Map.entry("split_part/2", SMALL),
                    Map.entry("split/1", List.of("','", "''", "'a'", "'l'")),
                    Map.entry("split_part/1", List.of("','", "''", "'a'", "'l'")),
                    Map.entry("substr/2", SMALL),
                    Map.entry("substring/2", SMALL),
                    Map.entry("strpos/2", SMALL),
                    Map.entry("strpos/1", List.of("'a'", "''", "'l'", "'lo w'", "'ü'", "'aa'")),
                    Map.entry("strpos/0", List.of("'hello world'", "''", "'aaaa'", "'😀ü'")),
                    Map.entry("chr/0", List.of("65", "0", "128512", "-1", "1114112", "55296")),
                    Map.entry("codepoint/0", List.of("'a'", "'😀'", "''", "'ab'")),
                    Map.entry("from_hex/0", List.of("'00ff'", "'0'", "'zz'", "''", "'FF'")),
                    Map.entry("from_base64/0", List.of("'aGVsbG8='", "'aGVsbG8'", "''", "'!!'")),
                    Map.entry("array_join/1", List.of("','", "''")),
                    Map.entry("json_array_contains/1", List.of("'x'", "'1'", "''")));

    private EdgeValues() {}

    /// Literals for an argument, NULL among them.
    static List<String> of(String function, int argument, String type) {
        List<String> values =
                new ArrayList<>(
                        Stream.of(":" + type, "")
                                .map(kind -> SPECIAL.get(function + "/" + argument + kind))
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElseGet(() -> ofType(type)));
        if (!type.startsWith("fn(") && !type.startsWith("interval")) {
            values.add("CAST(NULL AS " + type + ")");
        }
        return values;
    }

    private static List<String> ofType(String type) {
        return switch (type) {
            case "varchar" -> TEXTS;
            case "tinyint", "smallint" ->
                    List.of(
                            "CAST(0 AS " + type + ")",
                            "CAST(1 AS " + type + ")",
                            "CAST(-128 AS " + type + ")");
            case "integer" -> List.of("0", "1", "-1", "7", "2147483647", "-2147483648");
            case "bigint" ->
                    List.of(
                            "BIGINT '0'",
                            "BIGINT '1'",
                            "BIGINT '-1'",
                            "BIGINT '7'",
                            "BIGINT '9223372036854775807'",
                            "CAST('-9223372036854775808' AS bigint)");
            case "double" ->
                    List.of(
                            "0e0",
                            "-0e0",
                            "1.5e0",
                            "-2.5e0",
                            "0.1e0",
                            "1e300",
                            "123456789.123456789e0",
                            "CAST('NaN' AS double)",
                            "CAST('Infinity' AS double)");
            case "real" ->
                    List.of(
                            "REAL '0'",
                            "REAL '1.5'",
                            "REAL '-2.5'",
                            "REAL '0.1'",
                            "CAST('NaN' AS real)");
            case "decimal(10,2)" ->
                    List.of("DECIMAL '0.00'", "DECIMAL '12345678.99'", "DECIMAL '-0.05'");
            case "boolean" -> List.of("true", "false");
            case "date" -> DATES;
            case "timestamp(3)" -> TIMES;
            case "timestamp(3) with time zone" -> ZONED;
            case "varbinary" -> List.of("X''", "X'00ff'", "to_utf8('héllo')", "X'e28228'");
            case "json" ->
                    List.of(
                            "JSON '{\"a\":[1,null,\"x\"],\"b\":{\"c\":1.50}}'",
                            "JSON '[1,2.0,\"x\",true,null]'",
                            "JSON '1'",
                            "JSON '\"s\"'",
                            "JSON 'null'",
                            "JSON '[]'",
                            "JSON '{\"k😀\":\"é😀\"}'",
                            "JSON '1e3'");
            case "array(varchar)" ->
                    List.of(
                            "ARRAY['b','a',NULL,'a']",
                            "CAST(ARRAY[] AS array(varchar))",
                            "ARRAY['é']",
                            "ARRAY[CAST(NULL AS varchar)]");
            case "array(bigint)" ->
                    List.of(
                            "ARRAY[BIGINT '3',BIGINT '1',NULL,BIGINT '1']",
                            "CAST(ARRAY[] AS array(bigint))",
                            "ARRAY[BIGINT '-1']");
            case "array(array(varchar))" ->
                    List.of(
                            "ARRAY[ARRAY['a'],ARRAY['b',NULL]]",
                            "ARRAY[CAST(ARRAY[] AS array(varchar))]");
            case "map(varchar, bigint)" ->
                    List.of(
                            "MAP(ARRAY['a','b'],ARRAY[BIGINT '1',NULL])",
                            "CAST(MAP(ARRAY[],ARRAY[]) AS map(varchar, bigint))");
            case "map(varchar, varchar)" -> List.of("MAP(ARRAY['a','b'],ARRAY['x',NULL])");
            case "array(row(varchar, bigint))" ->
                    List.of(
                            "ARRAY[ROW('a', BIGINT '1'), ROW('b', CAST(NULL AS bigint))]",
                            "ARRAY[ROW('a', BIGINT '1'), ROW('a', BIGINT '2')]",
                            "ARRAY[ROW(CAST(NULL AS varchar), BIGINT '1')]",
                            "ARRAY[CAST(NULL AS row(varchar, bigint))]",
                            "CAST(ARRAY[] AS array(row(varchar, bigint)))");
            case "interval day to second" ->
                    List.of("INTERVAL '1' DAY", "INTERVAL '-1' DAY", "INTERVAL '36' HOUR");
            case "interval year to month" ->
                    List.of("INTERVAL '1' MONTH", "INTERVAL '-1' MONTH", "INTERVAL '1' YEAR");
            case "fn(boolean)" -> List.of("x -> x IS NULL", "x -> x = 'a'", "x -> true");
            case "fn(bigint)" -> List.of("x -> length(x)");
            default -> throw new IllegalArgumentException("no values of " + type);
        };
    }
}
