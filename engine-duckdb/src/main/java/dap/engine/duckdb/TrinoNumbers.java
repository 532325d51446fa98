package dap.engine.duckdb;

import static dap.engine.duckdb.JavaFunctions.Type.BIGINT;
import static dap.engine.duckdb.JavaFunctions.Type.BOOLEAN;
import static dap.engine.duckdb.JavaFunctions.Type.DOUBLE;
import static dap.engine.duckdb.JavaFunctions.Type.REAL;
import static dap.engine.duckdb.JavaFunctions.Type.TEXT;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.Locale;

/// Numbers as Trino prints, reads and rounds them.
final class TrinoNumbers {

    /// From here on a double has no fraction.
    private static final double WHOLE = 0x1p52;

    /// How many digits of a real are shown.
    private static final MathContext REAL_DIGITS = new MathContext(7, RoundingMode.HALF_EVEN);

    private TrinoNumbers() {}

    static void register(JavaFunctions functions) throws SQLException {
        functions.register("trino_double_text", DOUBLE, TEXT, TrinoNumbers::text);
        functions.register("trino_real_text", REAL, TEXT, TrinoNumbers::text);
        functions.register("trino_double_java", DOUBLE, TEXT, String::valueOf);
        functions.register("trino_real_java", REAL, TEXT, String::valueOf);
        functions.register("trino_text_bigint", TEXT, BIGINT, a -> Long.valueOf(a.strip()));
        functions.register("trino_text_double", TEXT, DOUBLE, Double::valueOf);
        functions.register("trino_real", DOUBLE, DOUBLE, a -> (double) (float) (double) a);
        functions.register("trino_text_boolean", TEXT, BOOLEAN, TrinoNumbers::bool);
        functions.register("trino_round", DOUBLE, BIGINT, DOUBLE, TrinoNumbers::round);
        functions.register("trino_from_base", TEXT, BIGINT, BIGINT, TrinoNumbers::fromBase);
        functions.register("trino_to_base", BIGINT, BIGINT, TEXT, TrinoNumbers::toBase);
        functions.register(
                "trino_width_bucket", DOUBLE, DOUBLE, DOUBLE, BIGINT, BIGINT, TrinoNumbers::bucket);
        maths(functions);
    }

    /// By the methods that Trino calls.
    private static void maths(JavaFunctions functions) throws SQLException {
        functions.register("trino_acos", DOUBLE, DOUBLE, Math::acos);
        functions.register("trino_asin", DOUBLE, DOUBLE, Math::asin);
        functions.register("trino_atan", DOUBLE, DOUBLE, Math::atan);
        functions.register("trino_cbrt", DOUBLE, DOUBLE, Math::cbrt);
        functions.register("trino_cos", DOUBLE, DOUBLE, Math::cos);
        functions.register("trino_cosh", DOUBLE, DOUBLE, Math::cosh);
        functions.register("trino_degrees", DOUBLE, DOUBLE, Math::toDegrees);
        functions.register("trino_exp", DOUBLE, DOUBLE, Math::exp);
        functions.register("trino_ln", DOUBLE, DOUBLE, Math::log);
        functions.register("trino_log10", DOUBLE, DOUBLE, Math::log10);
        functions.register("trino_log2", DOUBLE, DOUBLE, x -> Math.log(x) / Math.log(2));
        functions.register("trino_radians", DOUBLE, DOUBLE, Math::toRadians);
        functions.register("trino_signum", DOUBLE, DOUBLE, Math::signum);
        functions.register("trino_sin", DOUBLE, DOUBLE, Math::sin);
        functions.register("trino_sinh", DOUBLE, DOUBLE, Math::sinh);
        functions.register("trino_tan", DOUBLE, DOUBLE, Math::tan);
        functions.register("trino_tanh", DOUBLE, DOUBLE, Math::tanh);
        functions.register("trino_atan2", DOUBLE, DOUBLE, DOUBLE, Math::atan2);
        functions.register(
                "trino_log", DOUBLE, DOUBLE, DOUBLE, (base, x) -> Math.log(x) / Math.log(base));
        functions.register("trino_pow", DOUBLE, DOUBLE, DOUBLE, Math::pow);
        functions.register("trino_power", DOUBLE, DOUBLE, DOUBLE, Math::pow);
    }

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
            default -> throw new UnfitValue("a text is no boolean");
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

    static long fromBase(String digits, long base) {
        checkBase(base);
        return Long.parseLong(digits, (int) base);
    }

    static String toBase(long value, long base) {
        checkBase(base);
        String digits = Long.toString(value, (int) base);
        if (digits.length() > Long.SIZE) {
            throw new UnfitValue("more digits than Trino returns");
        }
        return digits;
    }

    private static void checkBase(long base) {
        if (base < Character.MIN_RADIX || base > Character.MAX_RADIX) {
            throw new UnfitValue("the base must be between 2 and 36");
        }
    }

    /// In which of `count` equal parts between the bounds the value lies, from 1; 0 before them,
    /// one more after.
    static long bucket(double value, double low, double high, long count) {
        boolean isUsable =
                count > 0
                        && !Double.isNaN(value)
                        && Double.isFinite(low)
                        && Double.isFinite(high)
                        && low != high;
        if (!isUsable) {
            throw new UnfitValue("no buckets between these bounds");
        }
        double lower = Math.min(low, high);
        double upper = Math.max(low, high);
        long bucket;
        if (value < lower) {
            bucket = 0;
        } else if (value >= upper) {
            bucket = Math.addExact(count, 1);
        } else {
            bucket = (long) (count * (value - lower) / (upper - lower) + 1);
        }
        return low > high ? count - bucket + 1 : bucket;
    }
}
