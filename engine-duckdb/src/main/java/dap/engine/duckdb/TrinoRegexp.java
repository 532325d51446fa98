package dap.engine.duckdb;

import static dap.engine.duckdb.JavaFunctions.Type.BIGINT;
import static dap.engine.duckdb.JavaFunctions.Type.BOOLEAN;
import static dap.engine.duckdb.JavaFunctions.Type.TEXT;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Trino's regular expressions, which are Java's syntax with a few flags of their own.
final class TrinoRegexp {

    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private TrinoRegexp() {}

    static void register(JavaFunctions functions) throws SQLException {
        functions.register("trino_regexp_like", TEXT, TEXT, BOOLEAN, TrinoRegexp::like);
        functions.register("trino_regexp_extract", TEXT, TEXT, BIGINT, TEXT, TrinoRegexp::extract);
        functions.register("trino_regexp_replace", TEXT, TEXT, TEXT, TEXT, TrinoRegexp::replace);
        functions.register("trino_regexp_count", TEXT, TEXT, BIGINT, TrinoRegexp::count);
        functions.register("trino_regexp_position", TEXT, TEXT, BIGINT, TrinoRegexp::position);
        functions.register(
                "trino_regexp_extract_all",
                TEXT,
                TEXT,
                BIGINT,
                TEXT,
                (a, b, c) -> TrinoJson.array(extractAll(a, b, c)));
        functions.register(
                "trino_regexp_split", TEXT, TEXT, TEXT, (a, b) -> TrinoJson.array(split(a, b)));
    }

    private static Matcher matcher(String text, String pattern) {
        return PATTERNS.computeIfAbsent(
                        pattern, p -> Pattern.compile(p, Pattern.UNICODE_CHARACTER_CLASS))
                .matcher(text);
    }

    static boolean like(String text, String pattern) {
        return matcher(text, pattern).find();
    }

    static @Nullable String extract(String text, String pattern, long group) {
        Matcher matcher = matcher(text, pattern);
        if (group < 0 || group > matcher.groupCount()) {
            throw new UnfitValue("the pattern has no such group");
        }
        return matcher.find() ? matcher.group((int) group) : null;
    }

    static String replace(String text, String pattern, String replacement) {
        Matcher matcher = matcher(text, pattern);
        StringBuilder replaced = new StringBuilder();
        while (matcher.find()) {
            if (!isWithinCharacter(matcher, text)) {
                matcher.appendReplacement(replaced, replacement);
            }
        }
        return matcher.appendTail(replaced).toString();
    }

    static long count(String text, String pattern) {
        Matcher matcher = matcher(text, pattern);
        long count = 0;
        while (matcher.find()) {
            if (!isWithinCharacter(matcher, text)) {
                count++;
            }
        }
        return count;
    }

    /// Where the pattern is found first, in characters from 1; -1 where it is not.
    static long position(String text, String pattern) {
        Matcher matcher = matcher(text, pattern);
        return matcher.find() ? 1L + text.codePointCount(0, matcher.start()) : -1;
    }

    static List<@Nullable String> extractAll(String text, String pattern, long group) {
        Matcher matcher = matcher(text, pattern);
        if (group < 0 || group > matcher.groupCount()) {
            throw new UnfitValue("the pattern has no such group");
        }
        List<@Nullable String> all = new ArrayList<>();
        while (matcher.find()) {
            if (!isWithinCharacter(matcher, text)) {
                all.add(matcher.group((int) group));
            }
        }
        return all;
    }

    static List<String> split(String text, String pattern) {
        Matcher matcher = matcher(text, pattern);
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (matcher.find()) {
            if (!isWithinCharacter(matcher, text)) {
                parts.add(text.substring(from, matcher.start()));
                from = matcher.end();
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static boolean isWithinCharacter(Matcher matcher, String text) {
        return matcher.start() == matcher.end() && splitsCharacter(text, matcher.start());
    }

    /// Whether the position lies between the two halves of one character: Java finds nothing there
    /// too.
    private static boolean splitsCharacter(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }
}
