package dap.engine.duckdb;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What DuckDB says of values that a statement stumbles over, without the values: what kind of
/// value, and what it is not.
final class Complaint {

    private static final Pattern KIND = Pattern.compile("^([A-Z][A-Za-z ]{1,40}) Error:");

    /// DuckDB's names of types that Athena names otherwise.
    private static final Map<String, String> TYPES =
            Map.of(
                    "INT8", "tinyint",
                    "INT16", "smallint",
                    "INT32", "integer",
                    "INT64", "bigint",
                    "INT128", "decimal",
                    "FLOAT", "real",
                    "BOOL", "boolean",
                    "TIMESTAMP WITH TIME ZONE", "timestamp with time zone");

    private static final String TYPE =
            "(INT8|INT16|INT32|INT64|INT128|FLOAT|DOUBLE|BOOL|VARCHAR|DATE|TIME|TIMESTAMP(?: WITH TIME ZONE)?|BLOB|UUID|INTERVAL|DECIMAL\\(\\d{1,2},\\d{1,2}\\))";

    private record Form(Pattern pattern, Function<MatchResult, String> words) {}

    /// The first that is found counts. Only types and operations are taken from the message, and
    /// what [UnfitValue] says.
    private static final List<Form> FORMS =
            List.of(
                    form("^[A-Za-z ]+ Error: Division by zero", _ -> "division by zero"),
                    form(
                            "^[A-Za-z ]+ Error: dap\\.engine\\.duckdb\\.UnfitValue: ([^\\n]{1,100})",
                            found -> found.group(1)),
                    form(
                            "^[A-Za-z ]+ Error: java\\.lang\\.NumberFormatException",
                            _ -> "a text is no number"),
                    form(
                            "^[A-Za-z ]+ Error: java\\.time\\.[a-z.]*DateTime\\w*Exception",
                            _ -> "a text is no date or time of the wanted form"),
                    form("^[A-Za-z ]+ Error: tools\\.jackson\\.", _ -> "a text is no JSON"),
                    form(
                            "^[A-Za-z ]+ Error: java\\.lang\\.ArithmeticException",
                            _ -> "a number is out of range"),
                    form(
                            "^[A-Za-z ]+ Error: java\\.util\\.regex\\.|^[A-Za-z ]+ Error: \\S*PatternSyntaxException",
                            _ -> "a text is no regular expression"),
                    form(
                            "^[A-Za-z ]+ Error: java\\.lang\\.IllegalArgumentException: URLDecoder",
                            _ -> "a text is not encoded as of a URL"),
                    form(
                            "^[A-Za-z ]+ Error: java\\.lang\\.IllegalArgumentException: the text does not fit the format",
                            _ -> "a text does not fit the format"),
                    form(
                            "out of range for the destination type "
                                    + TYPE
                                    + "(?: when casting|$|\\n)",
                            found -> "a number is out of range for " + type(found.group(1))),
                    form(
                            "^Conversion Error: Could not cast value .* to "
                                    + TYPE
                                    + "(?: when casting|$|\\n)",
                            found -> "a number does not fit " + type(found.group(1))),
                    form(
                            "^Conversion Error: Could not convert string .* to '?"
                                    + TYPE
                                    + "'?(?: when casting|$|\\n)",
                            found -> "a text is no " + type(found.group(1))),
                    form(
                            "^Out of Range Error: Overflow in (addition|subtraction|multiplication|division|negation) of "
                                    + TYPE
                                    + " ",
                            found ->
                                    "the result of %s is out of range for %s"
                                            .formatted(found.group(1), type(found.group(2)))));

    private Complaint() {}

    private static Form form(String pattern, Function<MatchResult, String> words) {
        return new Form(Pattern.compile(pattern, Pattern.DOTALL), words);
    }

    private static String type(String name) {
        return TYPES.getOrDefault(name, name.toLowerCase(Locale.ROOT));
    }

    static String of(String message) {
        return FORMS.stream()
                .flatMap(form -> found(form, message).stream())
                .findFirst()
                .orElseGet(() -> kind(message));
    }

    private static Optional<String> found(Form form, String message) {
        Matcher matcher = form.pattern().matcher(message);
        return matcher.find()
                ? Optional.of(form.words().apply(matcher.toMatchResult()))
                : Optional.empty();
    }

    /// The class of the error alone.
    private static String kind(String message) {
        Matcher matcher = KIND.matcher(message);
        return matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "an error";
    }
}
