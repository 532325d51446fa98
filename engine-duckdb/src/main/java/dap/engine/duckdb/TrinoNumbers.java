package dap.engine.duckdb;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// Numbers as Trino prints, reads and rounds them.
final class TrinoNumbers {

    /// From here on a double has no fraction.
    private static final double WHOLE = 0x1p52;

    /// How many digits of a real are shown.
    private static final MathContext REAL_DIGITS = new MathContext(7, RoundingMode.HALF_EVEN);

    private TrinoNumbers() {}

    /// CAST(double AS varchar): `1.2345E3`.
    static String text(double value) {
        return scientific(Double.toString(value), value);
    }

    static String text(float value) {
        if (Float.isNaN(value) || Float.isInfinite(value) || value == 0) {
            return scientific(Float.toString(value), value);
        }
        return scientific(new BigDecimal(value).round(REAL_DIGITS).toString(), value);
    }

    /// @param digits the shortest digits that make the value
    private static String scientific(String digits, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return digits;
        }
        if (value == 0) {
            return digits.startsWith("-") ? "-0E0" : "0E0";
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
        if (Math.abs(scaled) >= WHOLE) {
            return scaled / factor;
        }
        // -0.4 comes to -0.0, and -0.0 to 0.0.
        double rounded = (double) Math.round(Math.abs(scaled));
        return (value < 0 ? -rounded : rounded) / factor;
    }
}
