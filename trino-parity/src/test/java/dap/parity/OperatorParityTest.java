package dap.parity;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Operators, comparisons and predicates over edge values.
class OperatorParityTest {

    static Stream<String> numberTypes() {
        return Stream.of("integer", "bigint", "double", "real", "decimal(10,2)", "smallint");
    }

    static Stream<String> comparedTypes() {
        return Stream.of(
                "varchar",
                "integer",
                "bigint",
                "double",
                "real",
                "boolean",
                "date",
                "timestamp(3)",
                "decimal(10,2)");
    }

    @ParameterizedTest
    @MethodSource("numberTypes")
    void arithmeticGivesTheSame(String type) {
        Differences differences = new Differences();
        for (String left : EdgeValues.of("", 0, type)) {
            differences.ask("-" + left, "SELECT CAST(-(" + left + ") AS varchar)");
            for (String right : EdgeValues.of("", 0, type)) {
                for (String operator : List.of("+", "-", "*", "/", "%")) {
                    String expression = left + " " + operator + " " + right;
                    differences.ask(expression, "SELECT CAST(" + expression + " AS varchar)");
                }
            }
        }

        differences.assertNone();
    }

    @ParameterizedTest
    @MethodSource("comparedTypes")
    void comparisonsGiveTheSame(String type) {
        Differences differences = new Differences();
        List<String> values = EdgeValues.of("", 0, type);
        for (String left : values) {
            for (String right : values) {
                for (String operator : List.of("=", "<>", "<", "<=", "IS DISTINCT FROM")) {
                    String expression = left + " " + operator + " " + right;
                    differences.ask(expression, "SELECT CAST(" + expression + " AS varchar)");
                }
            }
        }

        differences.assertNone();
    }

    /// Without NaN: Trino's place for it changes with that for NULL.
    @ParameterizedTest
    @MethodSource("comparedTypes")
    void ordersAreTheSame(String type) {
        String values =
                String.join(
                        ", ",
                        EdgeValues.of("", 0, type).stream()
                                .filter(v -> !v.contains("NaN"))
                                .map(v -> "(" + v + ")")
                                .toList());
        Differences differences = new Differences();
        for (String order : List.of("", " DESC", " NULLS FIRST", " DESC NULLS LAST")) {
            String from = " FROM (VALUES " + values + ") t(x) ORDER BY x" + order;
            differences.ask(from, "SELECT CAST(x AS varchar)" + from);
        }

        differences.assertNone();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a' || CAST(NULL AS varchar)",
                "NULL AND false",
                "NULL OR true",
                "NOT NULL",
                "1 IN (2, NULL)",
                "1 IN (1, NULL)",
                "1 NOT IN (2, NULL)",
                "'abc' LIKE 'a%'",
                "'a%c' LIKE 'a\\%c' ESCAPE '\\'",
                "'a_c' LIKE 'a\\_c' ESCAPE '\\'",
                "'abc' LIKE 'A%'",
                "'' LIKE ''",
                "'a\nb' LIKE 'a%b'",
                "'😀' LIKE '_'",
                "'a' LIKE NULL",
                "'a ' = 'a'",
                "CAST('a' AS char(3)) = 'a'",
                "1 BETWEEN 0 AND NULL",
                "2 NOT BETWEEN 0 AND 1",
                "NULLIF(1, 1)",
                "NULLIF(1, NULL)",
                "COALESCE(NULL, 2)",
                "IF(NULL, 1, 2)",
                "IF(1 = 1, 'x')",
                "CASE WHEN NULL THEN 1 ELSE 2 END",
                "CASE 1 WHEN NULL THEN 'n' WHEN 1 THEN 'o' END",
                "TRY(1 / 0)",
                "TRY(CAST(date_parse('x', '%Y') AS varchar))",
                "TRY(CAST(CAST('x' AS date) AS varchar))",
                "TRY(element_at(ARRAY[1], 0))",
                "TRY(ARRAY[1][3])",
                "TRY(CAST(CAST('x' AS double) AS real))",
                "TRY(slice(ARRAY[1], 0, 1)[1])",
                "TRY(from_hex('0') = X'00')",
                "TRY(CAST('x' AS integer))",
                "1 / 2",
                "-7 / 2",
                "-7 % 2",
                "7 % -2",
                "1.0 / 3",
                "2 * 0.5",
                "1 / 0",
                "1e0 / 0",
                "0e0 / 0",
                "ARRAY[1, 2] = ARRAY[1, 2]",
                "ARRAY[1, NULL] = ARRAY[1, NULL]",
                "ROW(1, 'a') = ROW(1, 'a')",
                "DATE '2024-01-31' + INTERVAL '1' MONTH",
                "DATE '2024-02-29' - INTERVAL '1' YEAR",
                "TIMESTAMP '2024-03-31 01:30:00.000' + INTERVAL '1' DAY",
                "TIMESTAMP '2024-01-01 00:00:00.000' - INTERVAL '1' SECOND",
                "DATE '2024-03-01' - DATE '2024-02-01'",
                "extract(year FROM DATE '2024-02-29')",
                "extract(week FROM DATE '2021-01-03')",
                "extract(dow FROM DATE '2021-01-03')",
                "json_format(CAST(MAP(ARRAY['b','a'], ARRAY[1, 2]) AS JSON))",
                "json_format(CAST(ROW(1, 'x') AS JSON))",
                "json_format(CAST(ARRAY[1.5e0, NULL] AS JSON))",
                "json_format(CAST('a\"\\/😀' AS JSON))",
                "json_format(CAST(DATE '2024-02-29' AS JSON))",
                "json_format(CAST(CAST(ROW(1, 'x') AS ROW(A integer, \"bC\" varchar)) AS JSON))",
                "format('%s', CAST(NULL AS JSON))",
                "format('%s %s', 1.5e0, true)",
                "'b' > 'B'",
                "'é' > 'z'",
                "'a' < 'ab'",
                "'Z' < 'a'",
                "1 = 1.0",
                "1 = 1e0",
                "'1' = CAST(1 AS varchar)",
                "X'00' = X'0000'"
            })
    void anExpressionGivesTheSame(String expression) {
        Differences differences = new Differences();
        differences.ask(expression, "SELECT CAST(" + expression + " AS varchar)");

        differences.assertNone();
    }
}
