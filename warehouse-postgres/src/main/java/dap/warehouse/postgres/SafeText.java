package dap.warehouse.postgres;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// PostgreSQL's messages without values of events, and readable.
///
/// PostgreSQL makes its messages from fixed formats, which are in `messages.txt`: their own words
/// stay as they are. What it puts into them may come from a row, also where it stands for a name (a
/// cast to `regclass`, SQL that was put together as it ran), so it is shown only if it is a known
/// name. A message of no known format says no more than what its SQLSTATE stands for.
final class SafeText {

    private static final String MASK = "…";
    private static final int LONGEST = 300;
    private static final int LONGEST_LOOKED_AT = 2000;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_$]+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");
    private static final Pattern IN_PARENTHESES = Pattern.compile("[^()]*(\\([\\d, ]*\\)[^()]*)+");
    private static final Pattern MADE =
            Pattern.compile("(.+?)_(?:pkey|key|fkey|check|idx|not_null)\\d*");
    private static final Pattern PLACEHOLDER = Pattern.compile("%[nv]");

    /// Of types, keywords and operators in messages.
    private static final Set<String> POSTGRES_NAMES =
            Set.of(
                    """
                    aggregate all and any anyarray anyelement array as bigint bit boolean box bytea \
                    case char character check cidr column copy create date daterange decimal default \
                    delete distinct double drop each else end except exists filter float for from \
                    function group having if in inet insert int int2 int4 int8 integer intersect \
                    interval into is join json jsonb jsonb_array_elements jsonb_each jsonb_object_keys \
                    json_array_elements left limit line merge money name not null numeric object of \
                    offset oid on or order point precision procedure range real record refcursor \
                    regclass returning returns right row scalar schema select sequence set setof \
                    smallint string table text then time timestamp timestamptz to trigger truncate \
                    type union unique unknown update using utf8 uuid values varchar varying view void \
                    when where window with without xml zone\
                    """
                            .split("\\s+"));

    private static final List<Format> FORMATS = formats();

    private SafeText() {}

    /// A message format.
    ///
    /// @param parts what stands before, between and after the placeholders
    /// @param names for each placeholder whether a name may stand there
    private record Format(Pattern pattern, List<String> parts, List<Boolean> names) {

        static Format of(String line) {
            List<String> parts = List.of(PLACEHOLDER.split(line, -1));
            List<Boolean> names =
                    PLACEHOLDER
                            .matcher(line)
                            .results()
                            .map(found -> found.group().equals("%n"))
                            .toList();
            String pattern =
                    parts.stream().map(Pattern::quote).collect(Collectors.joining("(.*?)"));
            return new Format(Pattern.compile(pattern, Pattern.DOTALL), parts, names);
        }

        Optional<String> render(String message, Set<String> known) {
            Matcher matcher = pattern.matcher(message);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            StringBuilder text = new StringBuilder(parts.getFirst());
            for (int i = 0; i < names.size(); i++) {
                String found = matcher.group(i + 1);
                text.append(names.get(i) && isKnown(found, known) ? found : MASK);
                text.append(parts.get(i + 1));
            }
            return Optional.of(text.toString());
        }
    }

    private static List<Format> formats() {
        return OwnSchema.resource("messages.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Format::of)
                .toList();
    }

    /// The names that a text uses.
    static Set<String> namesIn(Collection<String> texts) {
        return texts.stream().flatMap(SafeText::words).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> words(String text) {
        return WORD.matcher(text).results().map(found -> found.group().toLowerCase(Locale.ROOT));
    }

    /// @param known names of the project and of the statement, in lower case
    static String of(String state, String message, Set<String> known) {
        if (message.length() > LONGEST_LOOKED_AT) {
            return SqlStates.meaning(state);
        }
        String line =
                FORMATS.stream()
                        .flatMap(format -> format.render(message, known).stream())
                        .findFirst()
                        .orElseGet(() -> SqlStates.meaning(state));
        String flat = line.replaceAll("\\s+", " ");
        return flat.length() > LONGEST ? flat.substring(0, LONGEST) + MASK : flat;
    }

    /// A name, a type, or a list of them: every word is known. A number counts as one only beside
    /// others, as in `varchar(100)`: alone it may be a value.
    private static boolean isKnown(String text, Set<String> known) {
        List<String> unknown =
                words(text).filter(word -> !isName(word, known) && !isMade(word, known)).toList();
        boolean onlyNumbers =
                unknown.stream().allMatch(word -> NUMBER.matcher(word).matches())
                        && (unknown.isEmpty() || IN_PARENTHESES.matcher(text).matches());
        return onlyNumbers && words(text).count() > unknown.size();
    }

    private static boolean isName(String word, Set<String> known) {
        return !NUMBER.matcher(word).matches()
                && (known.contains(word) || POSTGRES_NAMES.contains(word));
    }

    /// A name that PostgreSQL gave to a constraint or an index, of those of table and columns.
    private static boolean isMade(String word, Set<String> known) {
        Matcher made = MADE.matcher(word);
        if (!made.matches()) {
            return false;
        }
        String base = made.group(1);
        return isName(base, known)
                || IntStream.range(1, base.length())
                        .filter(at -> base.charAt(at) == '_')
                        .anyMatch(at ->
                                isName(base.substring(0, at), known)
                                        && isName(base.substring(at + 1), known));
    }
}
