package dap.raw;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// Numbers as Trino's OpenX reader reads them, whether they are quoted or not: decimal, `0x` and a
/// number, a leading zero and octal; what is none is null.
final class OpenXNumbers {

    private static final int LONG_DIGITS = 19;

    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private OpenXNumbers() {}

    /// A whole number within `least` and `greatest`; a fraction is cut off.
    static @Nullable Long wholeNumber(String text, long least, long greatest) {
        Long value = wholeNumber(text);
        return value == null || value < least || value > greatest ? null : value;
    }

    /// Whether the text is a whole number within `least` and `greatest`, and no other.
    static boolean isWhole(String text, long least, long greatest) {
        Long whole = wholeNumber(text, least, greatest);
        return whole != null && !hasFraction(text, whole);
    }

    /// Whether `text`, of which `whole` was read, says a number with a fraction.
    static boolean hasFraction(String text, long whole) {
        if (text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
            return false;
        }
        try {
            return !text.startsWith("0x")
                    && new BigDecimal(text).compareTo(BigDecimal.valueOf(whole)) != 0;
        } catch (NumberFormatException notDecimal) {
            return false;
        }
    }

    /// Whether the text is a number within a double's range; whole ones within that of 64 bits.
    static boolean isDouble(String text) {
        BigDecimal decimal = decimal(text);
        if (decimal == null) {
            return false;
        }
        boolean written =
                text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
        return written
                ? Double.isFinite(decimal.doubleValue())
                : decimal.compareTo(LEAST) >= 0 && decimal.compareTo(GREATEST) <= 0;
    }

    static boolean isBoolean(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    private static @Nullable Long wholeNumber(String text) {
        try {
            return hexOctalOrDecimal(text);
        } catch (NumberFormatException notPlain) {
            return cutFraction(text);
        }
    }

    private static long hexOctalOrDecimal(String text) {
        if (text.length() >= 3
                && (text.startsWith("0x") || text.startsWith("0X"))
                && Character.digit(text.charAt(2), 16) >= 0) {
            return Long.parseLong(text.substring(2), 16);
        }
        // The reader takes 8 for an octal digit here; parsing then refuses it.
        if (text.length() >= 2
                && text.charAt(0) == '0'
                && text.charAt(1) >= '0'
                && text.charAt(1) <= '8') {
            return Long.parseLong(text.substring(1), 8);
        }
        return Long.parseLong(text);
    }

    private static @Nullable Long cutFraction(String text) {
        BigDecimal decimal = decimal(text);
        if (decimal == null || (long) decimal.precision() - decimal.scale() > LONG_DIGITS) {
            return null;
        }
        if ((long) decimal.precision() - decimal.scale() <= 0) {
            return 0L;
        }
        try {
            return decimal.setScale(0, RoundingMode.DOWN).longValueExact();
        } catch (ArithmeticException tooLarge) {
            return null;
        }
    }

    /// A number of at most `precision` digits, `scale` of them after the point; rounded half up.
    static @Nullable BigDecimal decimal(String text, int precision, int scale) {
        BigDecimal decimal = decimal(text);
        if (decimal == null || (long) decimal.precision() - decimal.scale() > precision) {
            return null;
        }
        if ((long) decimal.precision() - decimal.scale() < -scale) {
            return BigDecimal.ZERO.setScale(scale);
        }
        BigDecimal rounded = decimal.setScale(scale, RoundingMode.HALF_UP);
        return rounded.precision() > precision ? null : rounded;
    }

    private static @Nullable BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    static @Nullable Double doubleNumber(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    static @Nullable Float floatNumber(String text) {
        try {
            return Float.valueOf(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
