package dap.project;

import dap.errors.Problem;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads a JSON file into a [Tree].
final class JsonText {

    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final int MAX_DEPTH = 100;

    private final TextFile file;
    private final JsonParser parser;

    private JsonText(TextFile file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /// @throws ProblemFound if the text is not one JSON value
    static Tree read(TextFile file) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), file.text())) {
            return new JsonText(file, parser).document();
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw broken(file, Math.max(line, 0), firstSentence(e.getOriginalMessage()));
        }
    }

    private Tree document() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw broken(file, 0, "it is empty");
        }
        Tree tree = value(first, 0);
        if (parser.nextToken() != null) {
            throw broken(file, line(), "something follows after its end");
        }
        return tree;
    }

    private Tree value(JsonToken token, int depth) {
        if (depth > MAX_DEPTH) {
            throw broken(file, line(), "it is nested more than " + MAX_DEPTH + " deep");
        }
        return switch (token) {
            case START_OBJECT -> mapping(depth);
            case START_ARRAY -> items(depth);
            case VALUE_STRING -> scalar(Tree.Kind.TEXT);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(Tree.Kind.NUMBER);
            case VALUE_TRUE, VALUE_FALSE -> scalar(Tree.Kind.BOOLEAN);
            case VALUE_NULL -> scalar(Tree.Kind.NULL);
            case END_ARRAY, END_OBJECT, NOT_AVAILABLE, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw broken(file, line(), "a value is missing");
        };
    }

    private Tree mapping(int depth) {
        int line = line();
        List<Tree.Entry> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyLine = line();
            entries.add(new Tree.Entry(key, keyLine, value(parser.nextToken(), depth + 1)));
        }
        return new Tree.Mapping(entries, line);
    }

    private Tree items(int depth) {
        int line = line();
        List<Tree> items = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            items.add(value(token, depth + 1));
            token = parser.nextToken();
        }
        return new Tree.Items(items, line);
    }

    private Tree scalar(Tree.Kind kind) {
        return new Tree.Scalar(parser.getString(), kind, line());
    }

    private int line() {
        return Math.max(parser.currentTokenLocation().getLineNr(), 1);
    }

    private static ProblemFound broken(TextFile file, int line, String why) {
        return new ProblemFound(
                Problem.error(
                        file.file(),
                        line,
                        "This is not JSON: " + why + ".",
                        "Fix the JSON; an editor marks the place."));
    }

    /// What the parser says, without its advice to programmers and without a full stop.
    private static String firstSentence(String message) {
        String line = message.lines().findFirst().orElse("it cannot be read");
        int advice = line.indexOf(" (for ");
        String kept = advice > 0 ? line.substring(0, advice) : line;
        return kept.endsWith(".") ? kept.substring(0, kept.length() - 1) : kept;
    }
}
