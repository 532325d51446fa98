package dap.warehouse.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A RAISE, or an ASSERT, as its file has it: what a procedure says by itself, of whatever it read.
///
/// Its own words may be shown, and what it puts into them may not; but where it hands on the error
/// that it caught, by SQLSTATE or SQLERRM, that error is PostgreSQL's.
///
/// @param format with `%` in the places of values
/// @param arguments what stands in these places, as far as that is told without parsing: plain
///   names
record Raise(String format, List<String> arguments) {

    private static final Pattern STATEMENT =
            Pattern.compile("(?i)\\s*RAISE\\s+(?:EXCEPTION\\s+)?'((?:[^']|'')*)'([^;()']*);?");
    private static final Pattern PLACE = Pattern.compile("%%|%");
    private static final String CODE = "sqlstate";
    private static final String TEXT = "sqlerrm";

    Raise {
        arguments = List.copyOf(arguments);
    }

    /// @param statement the text from the statement on
    static Optional<Raise> at(String statement) {
        Matcher raise = STATEMENT.matcher(statement);
        if (!raise.lookingAt()) {
            return Optional.empty();
        }
        List<String> arguments =
                Stream.of(raise.group(2).split(",", -1))
                        .skip(1)
                        .map(argument -> argument.strip().toLowerCase(Locale.ROOT))
                        .toList();
        return Optional.of(new Raise(raise.group(1).replace("''", "'"), arguments));
    }

    /// The format with its places masked.
    String masked() {
        return PLACE.matcher(format).replaceAll(place -> place.group().equals("%") ? "…" : "%");
    }

    /// The error of PostgreSQL that the text hands on: its message without values, and its code.
    ///
    /// @param text as it was raised
    /// @param names that messages may hold
    Optional<String> handedOn(String text, Set<String> names) {
        Matcher matcher = pattern().matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<String> code = argument(CODE, matcher).filter(SqlStates::isKnown);
        Optional<String> said =
                argument(TEXT, matcher)
                        .map(message -> SafeText.of(code.orElse(""), message, names))
                        .filter(message -> !message.equals(SqlStates.meaning("")))
                        .or(() -> code.map(SqlStates::meaning));
        return said.map(message -> message + code.map(state -> " (" + state + ")").orElse(""));
    }

    private Optional<String> argument(String name, Matcher matcher) {
        int index = arguments.indexOf(name);
        return index < 0 || index >= matcher.groupCount()
                ? Optional.empty()
                : Optional.of(matcher.group(index + 1));
    }

    private Pattern pattern() {
        StringBuilder pattern = new StringBuilder();
        List<String> places = new ArrayList<>();
        Matcher place = PLACE.matcher(format);
        int from = 0;
        while (place.find()) {
            pattern.append(Pattern.quote(format.substring(from, place.start())));
            from = place.end();
            if (place.group().equals("%%")) {
                pattern.append('%');
            } else {
                boolean isCode =
                        places.size() < arguments.size()
                                && arguments.get(places.size()).equals(CODE);
                places.add(place.group());
                pattern.append(isCode ? "([0-9A-Z]{5})" : "(.*?)");
            }
        }
        return Pattern.compile(
                pattern.append(Pattern.quote(format.substring(from))).toString(), Pattern.DOTALL);
    }
}
