package dap.warehouse.postgres;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// PostgreSQL's messages without values of events.
///
/// Messages about tables, columns and constraints name only those and stay as they are. Messages
/// about data quote the data, and what a procedure raises may hold anything: of those only words
/// stay that stand in the user's file, or that PostgreSQL's own messages are made of.
final class SafeText {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_@.\\-]*[\\p{L}\\p{N}_@]");
    private static final int LONGEST = 300;

    private static final Set<String> POSTGRES_WORDS =
            Set.of(
                    """
                    a already an and array at be bigint boolean by cannot cast character column \
                    compared constraint could date datetime determine division does double duplicate \
                    error exist field foreign format for from function in input integer into invalid \
                    is json jsonb key length lock long malformed many matches must negative no not \
                    not-null null numeric of on one operator or out overflow permission denied \
                    precision procedure query range real relation returned row schema smallint \
                    subquery substring syntax table than text time timestamp to too type unique \
                    unknown update used value varying violates with without zero zone\
                    """
                            .split("\\s+"));

    private SafeText() {}

    /// @param known the text that the failing SQL comes from
    /// @param dynamic whether the SQL was put together at run time
    static String of(String state, String message, String known, boolean dynamic) {
        boolean namesOnly = (state.startsWith("42") || state.startsWith("23")) && !dynamic;
        String safe = namesOnly ? message : onlyKnownWords(message, known);
        String line = safe.replaceAll("\\s+", " ").replaceFirst("\\.$", "");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    private static String onlyKnownWords(String message, String known) {
        Set<String> words =
                WORD.matcher(known.toLowerCase(Locale.ROOT))
                        .results()
                        .map(found -> found.group())
                        .collect(Collectors.toSet());
        return WORD.matcher(message)
                .replaceAll(found -> {
                    String word = found.group().toLowerCase(Locale.ROOT);
                    boolean safe = words.contains(word) || POSTGRES_WORDS.contains(word);
                    return Matcher.quoteReplacement(safe ? found.group() : "…");
                });
    }
}
