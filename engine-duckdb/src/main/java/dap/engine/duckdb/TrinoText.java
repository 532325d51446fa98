package dap.engine.duckdb;

import static dap.engine.duckdb.JavaFunctions.Type.BIGINT;
import static dap.engine.duckdb.JavaFunctions.Type.DOUBLE;
import static dap.engine.duckdb.JavaFunctions.Type.TEXT;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Trino's functions of text. Characters are code points, as in Trino.
final class TrinoText {

    /// As many characters of one by those of the other as Trino compares.
    private static final long MAX_LEVENSHTEIN = 1_000_000;

    /// Trino's limit of what listagg returns, in bytes.
    private static final int MAX_LISTAGG = 1 << 20;

    private TrinoText() {}

    static void register(JavaFunctions functions) throws SQLException {
        functions.register("trino_replace", TEXT, TEXT, TEXT, TEXT, TrinoText::replace);
        functions.register("trino_reverse", TEXT, TEXT, TrinoText::reverse);
        functions.register("trino_substr", TEXT, BIGINT, BIGINT, TEXT, TrinoText::substr);
        functions.register("trino_lpad", TEXT, BIGINT, TEXT, TEXT, (a, b, c) -> pad(a, b, c, true));
        functions.register(
                "trino_rpad", TEXT, BIGINT, TEXT, TEXT, (a, b, c) -> pad(a, b, c, false));
        functions.register("trino_split_part", TEXT, TEXT, BIGINT, TEXT, TrinoText::splitPart);
        functions.register("trino_fitting", TEXT, BIGINT, TEXT, TrinoText::fitting);
        functions.register("trino_strpos", TEXT, TEXT, BIGINT, BIGINT, TrinoText::strpos);
        functions.register("trino_trim_blanks", TEXT, TEXT, a -> trimBlanks(a, true, true));
        functions.register("trino_ltrim_blanks", TEXT, TEXT, a -> trimBlanks(a, true, false));
        functions.register("trino_rtrim_blanks", TEXT, TEXT, a -> trimBlanks(a, false, true));
        functions.register("trino_trim", TEXT, TEXT, TEXT, (a, b) -> trim(a, b, true, true));
        functions.register("trino_ltrim", TEXT, TEXT, TEXT, (a, b) -> trim(a, b, true, false));
        functions.register("trino_rtrim", TEXT, TEXT, TEXT, (a, b) -> trim(a, b, false, true));
        functions.register("trino_format_bigint", TEXT, BIGINT, TEXT, TrinoText::formatted);
        functions.register("trino_format_double", TEXT, DOUBLE, TEXT, TrinoText::formatted);
        functions.register(
                "trino_format_decimal",
                TEXT,
                TEXT,
                TEXT,
                (a, b) -> formatted(a, new BigDecimal(b)));
        functions.register("trino_format_text", TEXT, TEXT, TEXT, TrinoText::formatted);
        functions.register("trino_translate", TEXT, TEXT, TEXT, TEXT, TrinoText::translate);
        functions.register(
                "trino_normalize", TEXT, TEXT, a -> Normalizer.normalize(a, Normalizer.Form.NFC));
        functions.register(
                "trino_levenshtein_distance", TEXT, TEXT, BIGINT, TrinoText::levenshtein);
        functions.register("trino_hamming_distance", TEXT, TEXT, BIGINT, TrinoText::hamming);
        functions.register(
                "trino_split",
                TEXT,
                TEXT,
                BIGINT,
                TEXT,
                (a, b, c) -> TrinoJson.array(split(a, b, c)));
        functions.register(
                "trino_split_keys",
                TEXT,
                TEXT,
                TEXT,
                TEXT,
                (a, b, c) -> TrinoJson.array(entries(a, b, c).keySet()));
        functions.register(
                "trino_split_values",
                TEXT,
                TEXT,
                TEXT,
                TEXT,
                (a, b, c) -> TrinoJson.array(entries(a, b, c).values()));
        functions.register("trino_listagg", TEXT, TEXT, TrinoText::withinListagg);
    }

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
            throw new UnfitValue("target length of pad is out of range");
        }
        if (filler.isEmpty()) {
            throw new UnfitValue("padding is empty");
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
            throw new UnfitValue("index of split_part must be greater than zero");
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
            throw new UnfitValue("the value is longer than its type");
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
            throw new UnfitValue("'instance' must be a positive or negative number");
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

    /// @param conversion one of Java's: `%05d`
    static String formatted(String conversion, Object value) {
        return String.format(Locale.ROOT, conversion, value);
    }

    /// Each character of `from` becomes the one at its position in `to`, or nothing if there is
    /// none.
    static String translate(String text, String from, String to) {
        int[] sources = from.codePoints().toArray();
        int[] targets = to.codePoints().toArray();
        Map<Integer, Integer> positions = new HashMap<>();
        for (int i = 0; i < sources.length; i++) {
            positions.putIfAbsent(sources[i], i);
        }
        StringBuilder translated = new StringBuilder();
        text.codePoints()
                .forEach(point -> {
                    int position = positions.getOrDefault(point, -1);
                    if (position < 0) {
                        translated.appendCodePoint(point);
                    } else if (position < targets.length) {
                        translated.appendCodePoint(targets[position]);
                    }
                });
        return translated.toString();
    }

    /// How many characters must be changed, put in or taken out.
    static long levenshtein(String a, String b) {
        int[] left = a.codePoints().toArray();
        int[] right = b.codePoints().toArray();
        if ((long) left.length * right.length > MAX_LEVENSHTEIN) {
            throw new UnfitValue("the texts are too long to be compared");
        }
        int[] row = new int[right.length + 1];
        for (int j = 0; j <= right.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length; j++) {
                int changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length];
    }

    /// At how many positions two texts of the same length differ.
    static long hamming(String a, String b) {
        int[] left = a.codePoints().toArray();
        int[] right = b.codePoints().toArray();
        if (left.length != right.length) {
            throw new UnfitValue("the texts have different lengths");
        }
        return IntStream.range(0, left.length).filter(i -> left[i] != right[i]).count();
    }

    /// At most `limit` parts, the last one with all that is left.
    static List<String> split(String text, String delimiter, long limit) {
        if (limit <= 0 || limit > Integer.MAX_VALUE) {
            throw new UnfitValue("the limit must be positive");
        }
        if (delimiter.isEmpty()) {
            throw new UnfitValue("the delimiter is empty");
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (parts.size() < limit - 1) {
            int found = text.indexOf(delimiter, from);
            if (found < 0) {
                break;
            }
            parts.add(text.substring(from, found));
            from = found + delimiter.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    /// The entries of `a=1,b=2`, in their order.
    static Map<String, String> entries(String text, String between, String within) {
        if (between.isEmpty() || within.isEmpty() || between.equals(within)) {
            throw new UnfitValue("the delimiters must be two, and not empty");
        }
        Map<String, String> entries = new LinkedHashMap<>();
        for (int from = 0; from < text.length(); ) {
            int found = text.indexOf(between, from);
            int end = found < 0 ? text.length() : found;
            String entry = text.substring(from, end);
            int at = entry.indexOf(within);
            if (at < 0 || entry.indexOf(within, at + within.length()) >= 0) {
                throw new UnfitValue("an entry has not one delimiter");
            }
            if (entries.put(entry.substring(0, at), entry.substring(at + within.length()))
                    != null) {
                throw new UnfitValue("a key comes twice");
            }
            from = end + between.length();
        }
        return entries;
    }

    /// The text, unless it is longer than Trino lets listagg make one.
    static String withinListagg(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_LISTAGG) {
            throw new UnfitValue("the text of listagg is too long");
        }
        return text;
    }
}
