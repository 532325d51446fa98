package dap.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each cast from each type to each other, over edge values and over texts that look like them.
class CastParityTest {

    private static final List<String> TYPES =
            List.of(
                    "varchar",
                    "varchar(3)",
                    "boolean",
                    "tinyint",
                    "smallint",
                    "integer",
                    "bigint",
                    "real",
                    "double",
                    "decimal(10,2)",
                    "date",
                    "timestamp(3)",
                    "timestamp(3) with time zone",
                    "json",
                    "array(varchar)",
                    "array(bigint)");

    private static final List<String> TEXTS =
            List.of(
                    "'1'",
                    "'-1'",
                    "'+1'",
                    "' 1'",
                    "'1 '",
                    "'1.5'",
                    "'1e3'",
                    "'-0'",
                    "'NaN'",
                    "'Infinity'",
                    "'-infinity'",
                    "'99999999999999999999'",
                    "'128'",
                    "'true'",
                    "'T'",
                    "'f'",
                    "'yes'",
                    "'1.005'",
                    "'.5'",
                    "'5.'",
                    "'0x1'",
                    "'2024-02-29'",
                    "'2023-02-29'",
                    "'2024-2-9'",
                    "'2024-02-29 10:11:12'",
                    "'2024-02-29 10:11'",
                    "'2024-02-29 10:11:12.1234567'",
                    "'2024-02-29T10:11:12'",
                    "'null'",
                    "'{}'",
                    "'[1]'",
                    "'１'");

    private static final List<String> NUMBERS =
            List.of(
                    "2.5e0",
                    "-2.5e0",
                    "0.5e0",
                    "1.5e0",
                    "127.5e0",
                    "1e19",
                    "-1e19",
                    "2147483647.4e0",
                    "9.99e22",
                    "1e-7",
                    "1e7",
                    "123456.789e0",
                    "DECIMAL '0.5'",
                    "DECIMAL '2.50'",
                    "DECIMAL '-2.55'",
                    "DECIMAL '99999999999.999'",
                    "REAL '3.4e38'",
                    "REAL '1e-10'");

    static Stream<String> types() {
        return TYPES.stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void eachCastToTheTypeGivesTheSame(String type) {
        Differences differences = new Differences();
        for (String value : values()) {
            String cast = "CAST(" + value + " AS " + type + ")";
            differences.ask(cast, "SELECT " + text(type, cast));
            differences.ask("TRY_" + cast, "SELECT " + text(type, "TRY_" + cast));
        }

        differences.assertNone();
    }

    private static List<String> values() {
        List<String> values = new ArrayList<>(TEXTS);
        values.addAll(NUMBERS);
        for (String type : TYPES) {
            if (!type.equals("varchar(3)")) {
                values.addAll(EdgeValues.of("", 0, type));
            }
        }
        return values;
    }

    private static String text(String type, String cast) {
        return new Form("", List.of(), type).asText(cast);
    }
}
