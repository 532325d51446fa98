package dap.engine.duckdb;

import org.jspecify.annotations.Nullable;

/// Trino's functions of text. Characters are code points, as in Trino.
final class TrinoText {

    private TrinoText() {}

    /// An empty search puts the replacement before every character and at the end.
    static String replace(String text, String search, String replacement) {
        if (!search.isEmpty()) {
            return text.replace(search, replacement);
        }
        StringBuilder replaced = new StringBuilder(replacement);
        text.codePoints().forEach(point -> replaced.appendCodePoint(point).append(replacement));
        return replaced.toString();
    }

    static String reverse(String text) {
        int[] points = text.codePoints().toArray();
        StringBuilder reversed = new StringBuilder();
        for (int i = points.length - 1; i >= 0; i--) {
            reversed.appendCodePoint(points[i]);
        }
        return reversed.toString();
    }

    /// From `start`, counted from 1, or from the end where it is negative; nothing for 0.
    static String substr(String text, long start, long length) {
        if (start == 0 || length <= 0) {
            return "";
        }
        int count = text.codePointCount(0, text.length());
        long from = start > 0 ? start - 1 : count + start;
        if (from < 0 || from >= count) {
            return "";
        }
        long to = Math.min(count, length > count ? count : from + length);
        int begin = text.offsetByCodePoints(0, (int) from);
        return text.substring(begin, text.offsetByCodePoints(begin, (int) (to - from)));
    }

    static String pad(String text, long size, String filler, boolean left) {
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("target length of pad is out of range");
        }
        if (filler.isEmpty()) {
            throw new IllegalArgumentException("padding is empty");
        }
        int count = text.codePointCount(0, text.length());
        if (size <= count) {
            return text.substring(0, text.offsetByCodePoints(0, (int) size));
        }
        StringBuilder padding = new StringBuilder();
        int[] points = filler.codePoints().toArray();
        for (int i = 0; i < size - count; i++) {
            padding.appendCodePoint(points[i % points.length]);
        }
        return left ? padding + text : text + padding;
    }

    /// The part at `index`, from 1; NULL past the last.
    static @Nullable String splitPart(String text, String delimiter, long index) {
        if (index <= 0) {
            throw new IllegalArgumentException("index of split_part must be greater than zero");
        }
        if (delimiter.isEmpty()) {
            int count = text.codePointCount(0, text.length());
            return index > count ? null : substr(text, index, 1);
        }
        int from = 0;
        for (long i = 1; i < index; i++) {
            int found = text.indexOf(delimiter, from);
            if (found < 0) {
                return null;
            }
            from = found + delimiter.length();
        }
        int end = text.indexOf(delimiter, from);
        return end < 0 ? text.substring(from) : text.substring(from, end);
    }

    /// The text, if it has at most `length` characters.
    static String fitting(String text, long length) {
        if (text.codePointCount(0, text.length()) > length) {
            throw new IllegalArgumentException("the value is longer than its type");
        }
        return text;
    }

    /// Blanks off the ends: whatever Java's [Character#isWhitespace(int)] says is one.
    static String trimBlanks(String text, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        while (right && to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /// Where `searched` is found the `instance`th time, from 1, or from the end where that is
    /// negative; 0 where it is not.
    static long strpos(String text, String searched, long instance) {
        if (instance == 0) {
            throw new IllegalArgumentException("'instance' must be a positive or negative number");
        }
        if (searched.isEmpty()) {
            return 1;
        }
        int at = instance > 0 ? -1 : text.length();
        for (long left = Math.abs(instance); left > 0; left--) {
            at =
                    instance > 0
                            ? text.indexOf(searched, at + 1)
                            : at == 0 ? -1 : text.lastIndexOf(searched, at - 1);
            if (at < 0) {
                return 0;
            }
        }
        return 1L + text.codePointCount(0, at);
    }

    /// Characters of `removed` off the ends.
    static String trim(String text, String removed, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && removed.indexOf(text.codePointAt(from)) >= 0) {
            from = text.offsetByCodePoints(from, 1);
        }
        while (right && to > from && removed.indexOf(text.codePointBefore(to)) >= 0) {
            to = text.offsetByCodePoints(to, -1);
        }
        return text.substring(from, to);
    }
}
