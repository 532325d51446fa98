package dap.engine.duckdb;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// Numbers as Trino prints, reads and rounds them.
final class TrinoNumbers {

    private TrinoNumbers() {}

    /// CAST(double AS varchar): `1.2345E3`.
    static String text(double value) {
        return scientific(Double.toString(value), value);
    }

    static String text(float value) {
        return scientific(Float.toString(value), value);
    }

    /// @param digits the shortest digits that make the value
    private static String scientific(String digits, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return digits;
        }
        if (value == 0) {
            return digits.startsWith("-") ? "-0.0E0" : "0.0E0";
        }
        BigDecimal number = new BigDecimal(digits).stripTrailingZeros();
        String all = number.unscaledValue().abs().toString();
        int exponent = all.length() - 1 - number.scale();
        String fraction = all.length() == 1 ? "0" : all.substring(1);
        return (value < 0 ? "-" : "") + all.charAt(0) + "." + fraction + "E" + exponent;
    }

    /// CAST(varchar AS boolean).
    static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "t", "true", "1" -> true;
            case "f", "false", "0" -> false;
            default -> throw new IllegalArgumentException("no boolean");
        };
    }

    /// Halves away from zero.
    static double round(double value, long decimals) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return value;
        }
        double factor = Math.pow(10, (double) decimals);
        double scaled = value * factor;
        if (Double.isInfinite(scaled)) {
            return new BigDecimal(value)
                    .setScale((int) decimals, RoundingMode.HALF_UP)
                    .doubleValue();
        }
        double rounded = Math.copySign((double) Math.round(Math.abs(scaled)), scaled);
        return rounded / factor;
    }
}
