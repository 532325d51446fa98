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
        return PATTERNS.computeIfAbsent(pattern, Pattern::compile).matcher(text);
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
        return matcher(text, pattern).replaceAll(replacement);
    }
}
