package dap.engine.duckdb;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Trino's regular expressions, which are Java's syntax with a few flags of their own.
final class TrinoRegexp {

    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private TrinoRegexp() {}

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
            throw new IllegalArgumentException("the pattern has no such group");
        }
        return matcher.find() ? matcher.group((int) group) : null;
    }

    static String replace(String text, String pattern, String replacement) {
        Matcher matcher = matcher(text, pattern);
        StringBuilder replaced = new StringBuilder();
        while (matcher.find()) {
            if (matcher.start() < matcher.end() || !splitsCharacter(text, matcher.start())) {
                matcher.appendReplacement(replaced, replacement);
            }
        }
        return matcher.appendTail(replaced).toString();
    }

    /// Whether the place lies between the two halves of one character: Java finds nothing there
    /// too.
    private static boolean splitsCharacter(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }
}
