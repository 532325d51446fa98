package dap.raw;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Looks at the bytes of a line before any parser does: is it UTF-8, has it halves of surrogate
/// pairs among its escapes.
final class LineBytes {

    /// What was found; the greatest counts.
    enum Found {
        NOTHING,
        LONE_SURROGATE,
        INVALID_UTF8
    }

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long BACKSLASHES = 0x5C5C_5C5C_5C5C_5C5CL;

    private LineBytes() {}

    static Found look(byte[] bytes, int offset, int length) {
        int end = offset + length;
        long seen = 0;
        long escapes = 0;
        int i = offset;
        for (; i <= end - 8; i += 8) {
            long word = (long) LONGS.get(bytes, i);
            long different = word ^ BACKSLASHES;
            seen |= word;
            escapes |= (different - LOW_BITS) & ~different;
        }
        for (; i < end; i++) {
            seen |= bytes[i] & 0x80L;
            if (bytes[i] == '\\') {
                escapes |= HIGH_BITS;
            }
        }
        if ((seen & HIGH_BITS) != 0 && !isUtf8(bytes, offset, end)) {
            return Found.INVALID_UTF8;
        }
        boolean escaped = (escapes & HIGH_BITS) != 0;
        return escaped && hasLoneSurrogate(bytes, offset, end)
                ? Found.LONE_SURROGATE
                : Found.NOTHING;
    }

    /// Strictly, as RFC 3629 has it: no overlong forms, no surrogates, nothing beyond U+10FFFF.
    private static boolean isUtf8(byte[] bytes, int offset, int end) {
        int i = offset;
        while (i < end) {
            int first = bytes[i] & 0xFF;
            int more = first < 0x80 ? 0 : continuations(first);
            if (more < 0 || i + more >= end) {
                return false;
            }
            if (more > 0 && !isSecond(first, bytes[i + 1] & 0xFF)) {
                return false;
            }
            for (int k = 2; k <= more; k++) {
                if ((bytes[i + k] & 0xC0) != 0x80) {
                    return false;
                }
            }
            i += more + 1;
        }
        return true;
    }

    private static int continuations(int first) {
        if (first >= 0xC2 && first <= 0xDF) {
            return 1;
        }
        if (first >= 0xE0 && first <= 0xEF) {
            return 2;
        }
        return first >= 0xF0 && first <= 0xF4 ? 3 : -1;
    }

    private static boolean isSecond(int first, int second) {
        int least =
                switch (first) {
                    case 0xE0 -> 0xA0;
                    case 0xF0 -> 0x90;
                    default -> 0x80;
                };
        int greatest =
                switch (first) {
                    case 0xED -> 0x9F;
                    case 0xF4 -> 0x8F;
                    default -> 0xBF;
                };
        return second >= least && second <= greatest;
    }

    private static boolean hasLoneSurrogate(byte[] bytes, int offset, int end) {
        int i = offset;
        while (i < end - 1) {
            if (bytes[i] != '\\') {
                i++;
                continue;
            }
            int unit = bytes[i + 1] == 'u' ? codeUnit(bytes, i + 2, end) : -1;
            if (unit < 0 || !Character.isSurrogate((char) unit)) {
                i += 2;
                continue;
            }
            boolean pair =
                    Character.isHighSurrogate((char) unit)
                            && i + 7 < end
                            && bytes[i + 6] == '\\'
                            && bytes[i + 7] == 'u'
                            && isLowSurrogate(codeUnit(bytes, i + 8, end));
            if (!pair) {
                return true;
            }
            i += 12;
        }
        return false;
    }

    private static boolean isLowSurrogate(int unit) {
        return unit >= 0 && Character.isLowSurrogate((char) unit);
    }

    private static int codeUnit(byte[] bytes, int from, int end) {
        if (from + 4 > end) {
            return -1;
        }
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
