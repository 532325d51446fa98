package dap.engine.duckdb;

import org.jspecify.annotations.Nullable;

/// Trino's functions of text. Characters are code points, as in Trino.
final class TrinoText {

    private TrinoText() {}

    /// An empty search puts the replacement before every character and at the end.
    static String replace(String text, String search, String replacement) {
        return text.replace(search, replacement);
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
