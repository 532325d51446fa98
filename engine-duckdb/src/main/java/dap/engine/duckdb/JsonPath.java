package dap.engine.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A path into JSON, of the forms `$.a.b`, `$["a"]` and `$[0]`.
final class JsonPath {

    private static final Pattern STEP =
            Pattern.compile(
                    "\\.([\\p{L}\\p{N}_$:-]+)|\\[([0-9]+)]|\\[\"([^\"\\\\]*)\"]|\\['([^'\\\\]*)']");

    private final List<String> steps;

    private JsonPath(List<String> steps) {
        this.steps = List.copyOf(steps);
    }

    /// Whether a path is of the forms known here.
    static boolean isKnown(String path) {
        return path.startsWith("$") && path.substring(1).replaceAll(STEP.pattern(), "").isEmpty();
    }

    static JsonPath parse(String path) {
        if (!isKnown(path)) {
            throw new UnfitValue("unknown JSON path");
        }
        List<String> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(path);
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null) {
                    steps.add(matcher.group(group));
                }
            }
        }
        return new JsonPath(steps);
    }

    /// Moves the parser to the value; false where there is none.
    boolean find(JsonParser parser) {
        if (parser.nextToken() == null) {
            return false;
        }
        for (String step : steps) {
            boolean found =
                    switch (parser.currentToken()) {
                        case START_OBJECT -> intoMember(parser, step);
                        case START_ARRAY -> intoElement(parser, step);
                        case null, default -> false;
                    };
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static boolean intoMember(JsonParser parser, String name) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean isIt = parser.currentName().equals(name);
            parser.nextToken();
            if (isIt) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    private static boolean intoElement(JsonParser parser, String index) {
        if (!index.chars().allMatch(Character::isDigit)) {
            return false;
        }
        long left = Long.parseLong(index);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (left == 0) {
                return true;
            }
            parser.skipChildren();
            left--;
        }
        return false;
    }
}
