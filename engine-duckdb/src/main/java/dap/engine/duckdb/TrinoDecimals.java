package dap.engine.duckdb;

import static dap.engine.duckdb.JavaFunctions.Type.BIGINT;
import static dap.engine.duckdb.JavaFunctions.Type.DOUBLE;
import static dap.engine.duckdb.JavaFunctions.Type.TEXT;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;

/// Trino's arithmetic of decimals that DuckDB would do with doubles. Results round half up; whoever
/// calls casts them to their type, which fails where they do not fit.
final class TrinoDecimals {

    private TrinoDecimals() {}

    static void register(JavaFunctions functions) throws SQLException {
        functions.register("trino_decimal_divide", TEXT, TEXT, BIGINT, TEXT, TrinoDecimals::divide);
        functions.register(
                "trino_decimal_remainder", TEXT, TEXT, BIGINT, TEXT, TrinoDecimals::remainder);
        functions.register("trino_decimal_round", TEXT, BIGINT, TEXT, TEXT, TrinoDecimals::round);
        functions.register("trino_text_decimal", TEXT, BIGINT, TEXT, TrinoDecimals::ofText);
        functions.register("trino_double_decimal", DOUBLE, BIGINT, TEXT, TrinoDecimals::ofDouble);
    }

    static String divide(String left, String right, long scale) {
        return new BigDecimal(left)
                .divide(new BigDecimal(right), (int) scale, RoundingMode.HALF_UP)
                .toPlainString();
    }

    static String remainder(String left, String right, long scale) {
        return new BigDecimal(left)
                .remainder(new BigDecimal(right))
                .setScale((int) scale, RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    /// @param positions after the point; before it where it is negative
    /// @param mode one of [RoundingMode]
    static String round(String value, long positions, String mode) {
        BigDecimal number = new BigDecimal(value);
        int wanted = Math.clamp(positions, -100, number.scale());
        return number.setScale(wanted, RoundingMode.valueOf(mode)).toPlainString();
    }

    /// CAST(varchar AS decimal).
    static String ofText(String text, long scale) {
        return new BigDecimal(text).setScale((int) scale, RoundingMode.HALF_UP).toPlainString();
    }

    /// CAST(double AS decimal), of its shortest digits.
    static String ofDouble(double value, long scale) {
        return BigDecimal.valueOf(value)
                .setScale((int) scale, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
